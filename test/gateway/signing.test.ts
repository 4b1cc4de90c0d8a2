import { createHmac } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import { serveSubgraph } from '../../services/kit/subgraph/server.ts';
import { anonymous } from '../../platform/contract/caller.ts';
import { secret } from '../support/secret.ts';
import { bearer } from '../support/tokens.ts';
import {
  body,
  callers,
  gateway,
  headersOf,
  key,
  logged,
  logger,
  refused,
  send,
  serve,
  stops,
  useWard,
  ward,
} from './signed-ward.ts';

/** What the documented format shows. */
const partner = bearer('570005165', 'partner');

useWard();

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

test.each([
  [',"expiresAt":4102441140', partner],
  ['', { ...partner, expiresAt: null }],
])('a request that another router signs in the documented format is answered (%s)', async (expiry, expected) => {
  const { url } = await serve();
  const timestamp = String(Date.now());
  const caller = `{"institution":"570005165","scopes":["partner"]${expiry}}`;
  const signature = createHmac('sha256', key).update(`ward\n${timestamp}\n${caller}\n${body}`).digest('hex');
  const headers = { 'x-maillage-timestamp': timestamp, 'x-maillage-caller': caller, 'x-maillage-signature': signature };
  expect(await send(url, headers)).toEqual({ status: 200, body: { data: { beds: 3 } } });
  expect(callers).toEqual([expected]);
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
  ['upper case', (signed) => ({ ...signed, 'x-maillage-signature': signed['x-maillage-signature']!.toUpperCase() })],
  ['more after it', (signed) => ({ ...signed, 'x-maillage-signature': `${signed['x-maillage-signature']}zz` })],
  ...['0x18bcfe56800', '1.7e12', ' 1700000000000', '-1700000000000', '170000000000'].map(
    (timestamp): [string, (signed: Record<string, string>) => Record<string, string>] => [
      `the time ${timestamp}`,
      (signed) => ({ ...signed, 'x-maillage-timestamp': timestamp }),
    ],
  ),
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
