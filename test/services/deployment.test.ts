import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import { roleOf, serviceUrl } from '../../services/kit/database/role.ts';
import { services } from '../../services/registry.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { graphUrl, run } from '../support/processes.ts';
import { secret } from '../support/secret.ts';

const second = 'a second secret of the tests, long enough';
const ownerUrl = 'postgres://maillage:p%40ss@db.example.fr:5433/hub?sslmode=verify-full';
const names = services.map(({ name }) => name);
let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

async function printed(args: string[], env: Record<string, string>) {
  const program = run('cli/main.js', args, env);
  return { code: await program.ended, output: program.output() };
}

describe('maillage roles', () => {
  test("prints the URL of each service's role, without a connection", async () => {
    const { code, output } = await printed(['roles'], { DATABASE_URL: ownerUrl });
    expect({ code, lines: output.trim().split('\n') }).toEqual({
      code: 0,
      lines: [...names, 'partners', 'change_log'].map((name) => `${name}=${serviceUrl(name, ownerUrl)}`),
    });
    expect(output).not.toMatch(/p%40ss|p@ss|maillage:/);
  });

  test('prints them as variables, and as JSON', async () => {
    const env = { DATABASE_URL: ownerUrl };
    const lines = (await printed(['roles', '--format', 'env'], env)).output.trim().split('\n');
    expect(lines[0]).toBe(`DATABASE_URL_ESTABLISHMENTS=${serviceUrl('establishments', ownerUrl)}`);
    expect(lines.at(-1)).toBe(`CHANGES_DATABASE_URL=${serviceUrl('change_log', ownerUrl)}`);
    const json = JSON.parse((await printed(['roles', '--format', 'json'], env)).output) as object;
    expect(json).toEqual(
      Object.fromEntries([...names, 'partners', 'change_log'].map((name) => [name, serviceUrl(name, ownerUrl)])),
    );
  });

  test("asks for the owner's URL, and refuses a role's, of which nothing can be derived", async () => {
    expect(await printed(['roles'], {})).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^DATABASE_URL is missing/),
    });
    const role = await printed(['roles'], { DATABASE_URL: serviceUrl('clinical', ownerUrl) });
    expect(role).toEqual({
      code: 1,
      output: `DATABASE_URL is of ${roleOf('clinical')}, the role of a service: set it to the owner's URL.\n`,
    });
  });
});

describe('maillage secrets', () => {
  test('prints the keys of each service: two while the secret is changed', async () => {
    const one = await printed(['secrets'], { SUBGRAPH_SECRET: secret });
    expect(one).toEqual({ code: 0, output: names.map((name) => `${name}=${serviceKey(secret, name)}\n`).join('') });
    const env = { SUBGRAPH_SECRET: secret, SUBGRAPH_SECRET_SECOND: second };
    const { output } = await printed(['secrets', '--format', 'env'], env);
    expect(output).toContain(
      `SUBGRAPH_KEYS_CLINICAL=${serviceKey(secret, 'clinical')},${serviceKey(second, 'clinical')}\n`,
    );
    expect(output).not.toContain(secret);
    expect((await printed(['secrets'], {})).output).toMatch(/^SUBGRAPH_SECRET is missing/);
  });
});

describe("a service with its own role's URL and its own key", () => {
  const ask = async (url: string, name: string, known: string) => {
    const body = JSON.stringify({ query: '{ _service { sdl } }' });
    const headers = { 'content-type': 'application/json', ...signRequest(known, { service: name, body }) };
    return fetch(url, { method: 'POST', headers, body });
  };

  test.each(names)('%s starts in production, is ready and answers its gateway', async (name) => {
    const service = run('cli/service.js', [name], {
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: serviceUrl(name, database.url),
      SUBGRAPH_KEYS: serviceKey(secret, name),
    });
    const url = graphUrl(await service.says('answers at'));
    expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
    expect((await ask(url, name, secret)).status).toBe(200);
    expect((await ask(url, name, second)).status).toBe(401);
    service.process.kill('SIGTERM');
    expect(await service.ended).toBe(0);
  });

  test('answers with what its tables hold', async () => {
    const service = run('cli/service.js', ['establishments'], {
      PORT: '0',
      DATABASE_URL: serviceUrl('establishments', database.url),
    });
    const url = graphUrl(await service.says('answers at'));
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ establishment(finess: "570000596") { name } }' }),
    });
    expect(await response.json()).toEqual({ data: { establishment: { name: 'HIA LEGOUEST' } } });
    service.process.kill('SIGTERM');
    await service.ended;
  });

  test('can neither read nor change the tables of another, nor make its own', async () => {
    const client = new pg.Client({ connectionString: serviceUrl('clinical', database.url) });
    await client.connect();
    for (const statement of [
      'select from logistics.production_unit',
      'delete from establishments.establishment',
      'create table clinical.mine (one int)',
      'create role other',
      `set role ${roleOf('logistics')}`,
    ])
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });

  test("is refused with another's role", async () => {
    const service = run('cli/service.js', ['clinical'], {
      PORT: '0',
      DATABASE_URL: serviceUrl('logistics', database.url),
    });
    expect(await service.ended).toBe(1);
    expect(service.output()).toBe(
      `DATABASE_URL is of ${roleOf('logistics')}, the role of another service: clinical needs that of ${roleOf('clinical')}, or the owner's.\n`,
    );
  });
});
