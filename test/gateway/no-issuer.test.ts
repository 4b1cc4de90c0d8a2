import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenVerifierOf } from '../../gateway/rules/identity/token-settings.ts';
import { developmentKeyFile, mintToken } from '../../platform/development-key.ts';
import { readEnv } from '../../platform/env.ts';
import { OperatorError } from '../../platform/errors.ts';
import { post, useEngines } from './engines.ts';
import { guardedSubgraphs } from './fixtures/guarded.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-key-'));
});
afterAll(() => rm(folder, { recursive: true }));

const settings = (more: Record<string, string> = {}) => readEnv({ DATA_DIR: join(folder, 'data'), ...more });
const mint = (file = developmentKeyFile(settings()), hours = 1) =>
  mintToken(file, { institution: '570005165', scopes: ['partner'], hours, claim: 'institution' });

describe('the development key', () => {
  test('is made with the first token, readable by its owner only, and used by a running hub', async () => {
    const verify = tokenVerifierOf(settings())!;
    await expect(verify('a.b.c')).rejects.toThrow('malformed');
    const [one, other] = await Promise.all([mint(), mint()]);
    const file = developmentKeyFile(settings());
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const caller = { institution: '570005165', scopes: ['partner'], expiresAt: expect.any(Number) };
    expect([await verify(one), await verify(other)]).toEqual([caller, caller]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ kty: 'EC', crv: 'P-256', d: expect.any(String) });
  });

  test('is reported if it is missing', async () => {
    const token = await mint();
    const verify = tokenVerifierOf(settings({ DATA_DIR: join(folder, 'elsewhere') }))!;
    await expect(verify(token)).rejects.toThrow('there is no development key');
  });

  test('of another hub is not accepted', async () => {
    const verify = tokenVerifierOf(settings())!;
    await mint();
    await expect(verify(await mint(join(folder, 'other.json')))).rejects.toThrow("The token's signature is invalid.");
    await expect(verify(await mint(undefined, -1))).rejects.toThrow('expired');
  });

  test('that is corrupt is named', async () => {
    const file = join(folder, 'spoilt.json');
    await writeFile(file, '{}');
    await expect(mint(file)).rejects.toThrow(OperatorError);
    await expect(mint(file)).rejects.toThrow(`The file ${file} is not a valid development key`);
  });

  test('is ignored by a hub with an issuer, and in production', async () => {
    const issuer = { JWT_ISSUER: 'https://issuer.test', JWT_AUDIENCE: 'hub', JWKS_URL: 'http://127.0.0.1:1/jwks' };
    const token = await mint();
    await expect(tokenVerifierOf(settings(issuer))!(token)).rejects.toThrow();
    expect(tokenVerifierOf(settings({ NODE_ENV: 'production' }))).toBeUndefined();
    const start = () => readEnv({ NODE_ENV: 'production', JWT_DEVELOPMENT_KEY: 'key.json' });
    expect(start).toThrow(OperatorError);
    expect(start).toThrow('JWT_DEVELOPMENT_KEY is for local development: remove it when NODE_ENV is production');
  });
});

describe('a gateway without an issuer', () => {
  const { engines } = useEngines({ make: guardedSubgraphs });

  test('refuses tokens, and answers callers without one', async () => {
    const token = await mint();
    for (const { gateway } of engines) {
      const refused = await gateway.fetch(post({ query: '{ shop { id } }' }, { authorization: `Bearer ${token}` }));
      expect([refused.status, await refused.json()]).toEqual([
        401,
        {
          errors: [
            { message: 'The hub accepts no tokens: no issuer is configured.', extensions: { code: 'UNAUTHENTICATED' } },
          ],
        },
      ]);
      const answered = await gateway.fetch(post({ query: '{ shop { id } }' }));
      expect(await answered.json()).toEqual({ data: { shop: { id: 's1' } } });
    }
  });
});
