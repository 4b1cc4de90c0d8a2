import { createHmac, hkdfSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { signRequest, verifyRequest } from '../../platform/contract/signature.ts';
import { serveSubgraph, type SubgraphServer } from '../../services/kit/subgraph/server.ts';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import { secret } from '../support/secret.ts';
import { createIssuer, partner } from '../support/tokens.ts';
import { post } from './engines.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

const { verifyToken, headersOf } = await createIssuer();
/** The ward's, as the documentation derives it. */
const key = Buffer.from(hkdfSync('sha256', secret, '', 'ward', 32)).toString('hex');
const stops: (() => Promise<unknown>)[] = [];
const callers: (Caller | undefined)[] = [];
const logged: string[] = [];
const logger = {
  error: (details: object, message: string) => void logged.push(`${message} ${JSON.stringify(details)}`),
};

const ward = subgraph('ward', 'type Query { beds(of: String): Int }', { Query: { beds: () => 3 } }, ({ caller }) => {
  callers.push(caller);
  return {};
});

beforeEach(() => {
  callers.length = 0;
  logged.length = 0;
});
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stops.splice(0)) await stop();
});

async function serve(): Promise<SubgraphServer> {
  const server = await serveSubgraph(ward, { port: 0, logger, keys: [key] });
  stops.push(() => server.close());
  return server;
}

function gateway(url: string, known: string | null = secret) {
  const made = createRemoteGateway({
    supergraph: compose([ward]),
    urls: { ward: url },
    logger,
    verifyToken,
    secret: known ?? undefined,
  });
  stops.push(() => made.dispose());
  return async (caller: Caller, query = '{ beds }'): Promise<any> => {
    const response = await made.fetch(post({ query }, await headersOf(caller)));
    return { status: response.status, ...((await response.json()) as object) };
  };
}

const body = JSON.stringify({ query: '{ beds(of: "Thionville · été") }' });

async function send(url: string, headers: Record<string, string>, sent = body): Promise<{ status: number; body: any }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: sent,
  });
  return { status: response.status, body: await response.json() };
}

const refused = (message: string) => ({
  status: 401,
  body: { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
});

test('a service answers its gateway, and trusts the caller that it names', async () => {
  const ask = gateway((await serve()).url);
  expect(await ask(partner, '{ beds(of: "Thionville · été") }')).toEqual({ status: 200, data: { beds: 3 } });
  expect(await ask(anonymous)).toEqual({ status: 200, data: { beds: 3 } });
  expect(callers).toEqual([partner, anonymous]);
});

test('a request without a valid signature is refused with 401, and does nothing', async () => {
  const { url } = await serve();
  expect(await send(url, {})).toEqual(refused('The request is not signed by a gateway.'));
  expect(await send(url, await headersOf(partner))).toEqual(refused('The request is not signed by a gateway.'));
  expect(await send(url, { 'x-maillage-caller': JSON.stringify(partner) })).toEqual(
    refused('The request is not signed by a gateway.'),
  );
  expect(await send(url, {}, 'not json')).toMatchObject({ status: 401 });
  expect(await send(url, {}, JSON.stringify({ query: '{ _service { sdl } }' }))).toMatchObject({ status: 401 });
  const { status } = await fetch(`${url}?query={beds}`, {
    headers: signRequest(secret, { service: 'ward', body: '' }),
  });
  expect(status).toBe(401);
  expect(callers).toEqual([]);
});

test('a request that another router signs in the documented format is answered', async () => {
  const { url } = await serve();
  const timestamp = String(Date.now());
  const caller = '{"institution":"570005165","scopes":["partner"]}';
  const signature = createHmac('sha256', key).update(`ward\n${timestamp}\n${caller}\n${body}`).digest('hex');
  const headers = { 'x-maillage-timestamp': timestamp, 'x-maillage-caller': caller, 'x-maillage-signature': signature };
  expect(await send(url, headers)).toEqual({ status: 200, body: { data: { beds: 3 } } });
  expect(callers).toEqual([partner]);
});

test.each<[string, (signed: Record<string, string>) => Record<string, string>, string?]>([
  ['another body', (signed) => signed, body.replace('été', 'hiver')],
  [
    'another caller',
    (signed) => ({ ...signed, 'x-maillage-caller': '{"institution":"750000001","scopes":["partner"]}' }),
  ],
  [
    'more scopes',
    (signed) => ({ ...signed, 'x-maillage-caller': '{"institution":"570005165","scopes":["partner","root"]}' }),
  ],
  ['no caller', ({ 'x-maillage-caller': _, ...signed }) => signed],
  ['another time', (signed) => ({ ...signed, 'x-maillage-timestamp': String(Date.now() - 5) })],
  [
    'a shorter signature',
    (signed) => ({ ...signed, 'x-maillage-signature': signed['x-maillage-signature']!.slice(2) }),
  ],
  ['characters that are not hexadecimal', (signed) => ({ ...signed, 'x-maillage-signature': 'z'.repeat(64) })],
  [
    "another's secret",
    () => signRequest('another secret, of forty characters or so', { service: 'ward', body }, partner),
  ],
  ["another service's", () => signRequest(secret, { service: 'kitchen', body }, partner)],
])('a signature with %s is refused', async (_, change, sent = body) => {
  const { url } = await serve();
  const signed = change(signRequest(secret, { service: 'ward', body }, partner));
  expect(await send(url, signed, sent)).toEqual(refused('The signature of the request is invalid.'));
  expect(callers).toEqual([]);
});

test('a signature is valid for a minute, by either clock', async () => {
  const { url } = await serve();
  const signed = signRequest(secret, { service: 'ward', body });
  const start = Date.now();
  vi.useFakeTimers({ toFake: ['Date'] });
  const after = async (ms: number): Promise<number> => {
    vi.setSystemTime(start + ms);
    return (await send(url, signed)).status;
  };
  expect([await after(50_000), await after(-50_000)]).toEqual([200, 200]);
  expect([await after(70_000), await after(-70_000)]).toEqual([401, 401]);
});

test.each(['', 'null', '{', '{"institution":5}', '{"institution":"570005165","scopes":"partner"}', '{"scopes":[]}'])(
  'a caller such as %s is anonymous, or refused',
  (serialized) => {
    const timestamp = String(Date.now());
    const signature = createHmac('sha256', key).update(`ward\n${timestamp}\n${serialized}\n`).digest('hex');
    const headers: Record<string, string> = {
      'x-maillage-timestamp': timestamp,
      'x-maillage-caller': serialized,
      'x-maillage-signature': signature,
    };
    const verified = verifyRequest([key], { service: 'ward', body: '' }, (name) => headers[name]);
    expect(verified).toEqual(
      serialized === '' ? anonymous : { refusal: 'The caller that the request names is malformed.' },
    );
  },
);

test('a service without a secret treats every caller as anonymous', async () => {
  const server = await serveSubgraph(ward, { port: 0, logger });
  stops.push(() => server.close());
  expect(await send(server.url, signRequest(secret, { service: 'ward', body }, partner))).toMatchObject({
    status: 200,
  });
  expect(await gateway(server.url)(partner)).toEqual({ status: 200, data: { beds: 3 } });
  expect(callers).toEqual([anonymous, anonymous]);
});

test('a gateway with the wrong secret reports its services as unavailable, and logs why', async () => {
  const { url } = await serve();
  for (const known of ['another secret, of forty characters or so', null]) {
    const ask = gateway(url, known);
    const { data, errors } = await ask(partner);
    expect(data).toEqual({ beds: null });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'ward' } }]);
  }
  expect(logged[0]).toContain('The signature of the request is invalid.');
  expect(logged[1]).toContain('The request is not signed by a gateway.');
  expect(logged.join()).not.toContain(secret);
});

test('health requires no signature', async () => {
  const { url } = await serve();
  expect((await fetch(new URL('/health/live', url))).status).toBe(200);
  expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
});
