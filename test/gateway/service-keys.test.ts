import { createHmac, hkdfSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { serveSubgraph, type SubgraphServer } from '../../services/kit/subgraph/server.ts';
import type { Caller } from '../../platform/contract/caller.ts';
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

async function serve(keys: readonly string[] = [key]): Promise<SubgraphServer> {
  const server = await serveSubgraph(ward, { port: 0, logger, keys });
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

test("a service's key signs for that service only", async () => {
  const { url } = await serve();
  const [timestamp, caller] = [String(Date.now()), JSON.stringify(partner)];
  const signedWith = (known: string) => ({
    'x-maillage-timestamp': timestamp,
    'x-maillage-caller': caller,
    'x-maillage-signature': createHmac('sha256', known).update(`ward\n${timestamp}\n${caller}\n${body}`).digest('hex'),
  });
  expect((await send(url, signedWith(key))).status).toBe(200);
  // The kitchen is broken, and knows what the ward's text is.
  expect(await send(url, signedWith(serviceKey(secret, 'kitchen')))).toEqual(
    refused('The signature of the request is invalid.'),
  );
  // Nor does its key lead to another's, or to the secret.
  expect(await send(url, signedWith(serviceKey(serviceKey(secret, 'kitchen'), 'ward')))).toMatchObject({ status: 401 });
  expect(await send(url, signedWith(secret))).toMatchObject({ status: 401 });
});

test('a secret is changed without a pause, whichever of gateway and services is replaced first', async () => {
  const next = 'the next secret of the tests, also long enough';
  const keysOf = (...secrets: string[]): string[] => secrets.map((one) => serviceKey(one, 'ward'));
  const before = { gateway: secret, keys: keysOf(secret) };
  const both = { gateway: secret, keys: keysOf(secret, next) };
  const swapped = { gateway: next, keys: keysOf(next, secret) };
  const after = { gateway: next, keys: keysOf(next) };
  for (const [from, to] of [
    [before, both],
    [both, swapped],
    [swapped, after],
  ] as const)
    for (const [known, keys] of [
      [from.gateway, to.keys],
      [to.gateway, from.keys],
    ] as const)
      expect(await gateway((await serve(keys)).url, known)(partner)).toEqual({ status: 200, data: { beds: 3 } });
  expect((await gateway((await serve(after.keys)).url, secret)(partner)).errors).toHaveLength(1);
});
