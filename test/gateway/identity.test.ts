import type { JWTPayload } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { tokenVerifierOf } from '../../gateway/rules/identity/token-settings.ts';
import { readEnv } from '../../platform/env.ts';
import { post, useEngines, type Engine } from './engines.ts';
import { guardedSubgraphs } from './fixtures/guarded.ts';
import { now, publishIssuer } from './fixtures/issuer.ts';

const issuer = await publishIssuer();
const { mint } = issuer;
const env = readEnv({ NODE_ENV: 'production', ...issuer.settings });
const { engines } = useEngines({ make: guardedSubgraphs, verifyToken: tokenVerifierOf(env)! });

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => {
  vi.setSystemTime(vi.getRealSystemTime());
  issuer.isUp = true;
});
afterAll(async () => {
  vi.useRealTimers();
  await issuer.close();
});

async function send(
  authorization: string,
  engine: Engine = engines[0]!,
): Promise<{ status: number; challenge: string | null; body: any }> {
  const response = await engine.gateway.fetch(post({ query: '{ shop { margin } }' }, { authorization }));
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body: await response.json() };
}

test('a valid token is answered as its caller, on both engines, after one request for the keys', async () => {
  const token = await mint();
  for (const engine of engines) {
    expect(await send(`Bearer ${token}`, engine)).toMatchObject({ status: 200, challenge: null });
    expect(await send(`bearer  ${token}`, engine)).toMatchObject({ status: 200 });
    expect(await send(`Bearer ${await mint({ claims: { jti: engine.name } })}`, engine)).toMatchObject({ status: 200 });
  }
  expect((await send(`Bearer ${token}`)).body).toEqual({ data: { shop: { margin: 10 } } });
  expect(issuer.keyRequests).toBe(1);
});

test.each<[string, JWTPayload]>([
  ['a scope among others', { scope: 'openid partner email' }],
  ['scopes as a list', { scope: null as never, scp: ['openid', 'partner'] }],
  ['scopes as a string in scp', { scope: null as never, scp: 'openid partner' }],
  ['several audiences', { aud: ['other', 'hub'] }],
])('a token with %s is accepted', async (_, claims) => {
  expect((await send(`Bearer ${await mint({ claims })}`)).body).toEqual({ data: { shop: { margin: 10 } } });
});

test('a token without scopes is accepted, and sees what is public', async () => {
  const { status, body } = await send(`Bearer ${await mint({ claims: { scope: null } })}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ data: { shop: { margin: null } }, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
});

const minute = 60;

test('a cached token expires, within the clock tolerance', async () => {
  const token = await mint({ claims: { exp: now() + minute } });
  const start = Date.now();
  const after = async (seconds: number): Promise<number> => {
    vi.setSystemTime(start + seconds * 1000);
    return (await send(`Bearer ${token}`)).status;
  };
  expect(await after(0)).toBe(200);
  expect(await after(minute + 3)).toBe(200);
  expect(await after(minute + 7)).toBe(401);
});

test("without the issuer's keys tokens are refused rather than treated as anonymous; cached ones are accepted", async () => {
  const known = await mint({ claims: { jti: 'known' } });
  const unknown = await mint({ claims: { jti: 'unknown', exp: now() + 3600 } });
  expect((await send(`Bearer ${known}`)).status).toBe(200);
  issuer.isUp = false;
  expect((await send(`Bearer ${known}`)).status).toBe(200);
  // By then the keys have to be requested again.
  vi.setSystemTime(Date.now() + 15 * minute * 1000);
  for (const engine of engines) {
    const { status, body } = await send(`Bearer ${unknown}`, engine);
    expect(status).toBe(503);
    expect(body.errors).toMatchObject([{ extensions: { code: 'ISSUER_UNAVAILABLE', requestId: expect.any(String) } }]);
    expect(engine.log.at(-1)).toMatchObject({ message: 'Tokens cannot be verified' });
    expect((await engine.gateway.fetch(post({ query: '{ shop { id } }' }))).status).toBe(200);
  }
  issuer.isUp = true;
  expect((await send(`Bearer ${unknown}`)).status).toBe(200);
});

test('health ignores tokens, and other paths that start like it do not', async () => {
  const headers = { authorization: 'Basic abc' };
  for (const { gateway } of engines) {
    const statusOf = async (path: string): Promise<number> =>
      (await gateway.fetch(new Request(`http://hub.test${path}`, { headers }))).status;
    expect(await Promise.all(['/health/live', '/health/ready'].map(statusOf))).toEqual([200, 200]);
    expect(await Promise.all(['/health/graphql', '/health/x?y=/graphql', '/graphql/'].map(statusOf))).toEqual([
      401, 401, 401,
    ]);
  }
});

describe('refused tokens', () => {
  const limited = useEngines({
    make: guardedSubgraphs,
    verifyToken: tokenVerifierOf(env)!,
    rates: { anonymous: 2, partner: 100, trustedProxies: [] },
  });

  test('count for their address, and are not verified past its limit', async () => {
    for (const engine of limited.engines) {
      const statuses: number[] = [];
      while (statuses.length < 3) statuses.push((await send('Bearer abc', engine)).status);
      expect(statuses).toEqual([401, 401, 429]);
    }
  });
});
