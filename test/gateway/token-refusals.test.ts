import { afterAll, expect, test } from 'vitest';
import { tokenVerifierOf } from '../../gateway/rules/identity/token-settings.ts';
import { readEnv } from '../../platform/env.ts';
import { post, useEngines, type Engine } from './engines.ts';
import { guardedSubgraphs } from './fixtures/guarded.ts';
import { now, publishIssuer } from './fixtures/issuer.ts';

const issuer = await publishIssuer();
const { mint } = issuer;
const env = readEnv({ NODE_ENV: 'production', ...issuer.settings });
const { engines } = useEngines({ make: guardedSubgraphs, verifyToken: tokenVerifierOf(env)! });
afterAll(() => issuer.close());

async function send(
  authorization: string,
  engine: Engine = engines[0]!,
): Promise<{ status: number; challenge: string | null; body: any }> {
  const response = await engine.gateway.fetch(post({ query: '{ shop { margin } }' }, { authorization }));
  return { status: response.status, challenge: response.headers.get('www-authenticate'), body: await response.json() };
}

const tamper = (token: string): string => {
  const [header, payload, signature] = token.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const altered = Buffer.from(JSON.stringify({ ...claims, institution: '750000001' })).toString('base64url');
  return [header, altered, signature].join('.');
};
const unsigned = (): string =>
  [{ alg: 'none' }, { iss: 'https://issuer.test', aud: 'hub', exp: now() + 60, institution: '570005165' }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
    .concat('.');
/** A token signed with the public key as a shared secret, which fools verifiers that trust the header's algorithm. */
const confused = async (): Promise<string> =>
  mint({ alg: 'HS256', key: new TextEncoder().encode(JSON.stringify(issuer.jwks.keys[0])) });

test.each<[string, () => Promise<string> | string, string]>([
  ['expired', () => mint({ claims: { exp: now() - 60 } }), 'The token has expired.'],
  ['without an expiry', () => mint({ claims: { exp: null as never } }), 'The token lacks the claim exp.'],
  ['not valid yet', () => mint({ claims: { nbf: now() + 60 } }), 'The token is not valid yet.'],
  ['of another issuer', () => mint({ claims: { iss: 'https://issuer.test/' } }), 'The token is from another issuer.'],
  ['without an issuer', () => mint({ claims: { iss: null as never } }), 'The token lacks the claim iss.'],
  ['for another audience', () => mint({ claims: { aud: 'other' } }), 'The token is for another audience.'],
  ['without an audience', () => mint({ claims: { aud: null as never } }), 'The token lacks the claim aud.'],
  ['signed with another key', () => mint({ key: issuer.keys.strange.privateKey }), "The token's signature is invalid."],
  ['altered', async () => tamper(await mint()), "The token's signature is invalid."],
  [
    'signed with an unpublished key',
    () => mint({ kid: 'k9' }),
    'The token is signed with a key that its issuer does not publish.',
  ],
  [
    'signed with a published key of another algorithm',
    () => mint({ alg: 'ES384', kid: 'k2', key: issuer.keys.curve.privateKey }),
    'The token is signed with an algorithm that is not accepted.',
  ],
  ['signed with the public key', confused, 'The token is signed with an algorithm that is not accepted.'],
  ['not signed', unsigned, 'The token is signed with an algorithm that is not accepted.'],
  [
    'without an institution',
    () => mint({ claims: { institution: null } }),
    "The token's claim institution is not a FINESS number.",
  ],
  [
    'of an invalid institution',
    () => mint({ claims: { institution: 570005165 } }),
    "The token's claim institution is not a FINESS number.",
  ],
  [
    'without an end in this age, as its time is in milliseconds',
    () => mint({ claims: { exp: (now() + 60) * 1000 } }),
    "The token's claim exp is not a time in seconds.",
  ],
  ['with malformed scopes', () => mint({ claims: { scope: 'a "b"' } }), 'The scopes of the token are malformed.'],
  ['with scopes of another type', () => mint({ claims: { scope: 7 } }), 'The scopes of the token are malformed.'],
  ['not a token', () => 'abc', 'The token is malformed.'],
])('a token that is %s is refused, by both engines, and never treated as anonymous', async (_, make, message) => {
  const token = await make();
  for (const engine of engines) {
    const { status, challenge, body } = await send(`Bearer ${token}`, engine);
    expect({ status, body }).toEqual({
      status: 401,
      body: { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
    });
    expect(challenge).toMatch(/^Bearer realm="maillage", error="invalid_token", error_description="[^"]+"$/);
    expect(`${challenge} ${JSON.stringify(body)}`).not.toContain(token);
  }
});

test.each(['/graphql', '/graphql/', '//graphql', '/graphql?query={shop{id}}', '/'])(
  'an invalid token is refused at %s',
  async (path) => {
    for (const { gateway } of engines) {
      const { method, body } = { method: 'POST', body: JSON.stringify({ query: '{ shop { id } }' }) };
      const headers = { 'content-type': 'application/json', authorization: 'Bearer a.b.c' };
      const response = await gateway.fetch(new Request(`http://hub.test${path}`, { method, headers, body }));
      expect(response.status).toBe(401);
    }
  },
);

test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer ', 'Bearer a b', 'Bearer a, Bearer b', 'Token abc', ''])(
  'the header "%s" is refused',
  async (authorization) => {
    const { status, body } = await send(authorization);
    expect(status).toBe(401);
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  },
);
