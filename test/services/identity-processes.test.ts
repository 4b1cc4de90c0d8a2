import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { secret } from '../support/secret.ts';
import { graphUrl, run } from '../support/processes.ts';

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-identity-'));
  database = await cloneDatabase();
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const settings = (more: Record<string, string> = {}): Record<string, string> => ({
  DATA_DIR: join(folder, 'data'),
  DATABASE_URL: database.url,
  PORT: '0',
  ...more,
});

async function mint(...args: string[]): Promise<string> {
  const command = run('cli/main.js', ['token', ...args], settings());
  expect(await command.ended).toBe(0);
  return command.output().trim();
}

async function ask(url: string, token?: string): Promise<{ status: number; body: any }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: '{ establishment(finess: "570005165") { workforceNeeds { requiredFte } } }' }),
  });
  return { status: response.status, body: await response.json() };
}

const withheld = { status: 200, body: { data: { establishment: { workforceNeeds: null } } } };

/** The single line that a command ends with, and exit code 1. */
async function refusalOf(file: string, args: string[], env: Record<string, string>): Promise<string> {
  const command = run(file, args, settings(env));
  expect(await command.ended).toBe(1);
  // Faults of settings stand below a line that says what they are.
  const lines = command.output().trim().replace('Invalid settings:\n', '').split('\n');
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

describe('a token of `maillage token`', () => {
  it('is accepted by a hub that was started before it was minted', async () => {
    const hub = run('cli/main.js', ['start'], settings());
    const url = graphUrl(await hub.says('its explorer'));
    expect(await ask(url)).toMatchObject(withheld);
    const token = await mint('--institution', '570005165', '--scope', 'partner');
    const { status, body } = await ask(url, token);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body.data.establishment.workforceNeeds.length).toBeGreaterThan(0);
    expect(await ask(url, await mint('--institution', '570005165'))).toMatchObject(withheld);
    expect((await ask(url, `${token.slice(0, -4)}AAAA`)).status).toBe(401);
    hub.process.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('is minted for no production', async () => {
    const minting = ['token', '--institution', '570005165'];
    expect(await refusalOf('cli/main.js', minting, { NODE_ENV: 'production' })).toContain('NODE_ENV is production');
  });

  it.each([
    [['--institution', '57000516'], '--institution is "57000516": expected a FINESS number'],
    [['--institution', '570005165', '--hours', '0'], '--hours is "0": expected a number above 0'],
    [
      ['--institution', '999999999'],
      '--institution is "999999999": the hub does not know an establishment with this FINESS number. Correct it, or load the register',
    ],
  ])('asks for what makes sense: %s', async (args, reason) => {
    expect(await refusalOf('cli/main.js', ['token', ...args], {})).toContain(reason);
  });

  it('is for no institution, if the database that knows them is unavailable', async () => {
    const away = { DATABASE_URL: 'postgres://maillage@127.0.0.1:1/maillage' };
    const reason = await refusalOf('cli/main.js', ['token', '--institution', '570005165'], away);
    expect(reason).toContain('The hub cannot reach the database at 127.0.0.1:1');
  });

  it('is not for a hub that has an issuer', async () => {
    const issuer = { JWT_ISSUER: 'https://issuer.test', JWT_AUDIENCE: 'hub', JWKS_URL: 'https://issuer.test/jwks' };
    const minting = ['token', '--institution', '570005165'];
    expect(await refusalOf('cli/main.js', minting, issuer)).toContain('accepts only tokens of https://issuer.test');
  });
});

describe('a start in production', () => {
  const production = { NODE_ENV: 'production', SUBGRAPHS: 'clinical=http://127.0.0.1:1/graphql' };
  const key = { JWT_DEVELOPMENT_KEY: 'key.json' };

  it.each<[string, string, string[], Record<string, string>, string]>([
    ['the hub, with a development key', 'cli/main.js', ['start'], key, 'JWT_DEVELOPMENT_KEY is for local development'],
    [
      'the gateway, with a development key',
      'cli/gateway.js',
      [],
      { ...key, SUBGRAPH_SECRET: secret },
      'JWT_DEVELOPMENT_KEY is for local development',
    ],
    ['the gateway, without a secret', 'cli/gateway.js', [], {}, 'SUBGRAPH_SECRET is missing'],
    ['a service, without a key', 'cli/service.js', ['clinical'], {}, 'SUBGRAPH_KEYS is missing'],
  ])('is refused: %s', async (_, file, args, env, reason) => {
    expect(await refusalOf(file, args, { ...production, ...env })).toContain(reason);
  });
});
