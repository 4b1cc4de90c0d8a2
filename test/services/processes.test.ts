import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services } from '../../services/registry.ts';
import { publishIssuer } from '../gateway/fixtures/issuer.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { secret } from '../support/secret.ts';
import { ask, graphUrl, run, type Program } from '../support/processes.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-process-'));
});

afterAll(() => rm(folder, { recursive: true }));

const settings = (more: Record<string, string> = {}): Record<string, string> => ({
  DATA_DIR: join(folder, 'data'),
  PORT: '0',
  ...more,
});

const extract = (day: string, name: string): string =>
  [
    `finess;etalab;97;${day}`,
    `structureet;991234567;990000001;${name};;;;1;R;DE TEST;;;463;57;MOSELLE;57000 METZ;;;355;Centre Hospitalier (C.H.);1102;Centres Hospitaliers;;;;;;;1990-05-01;;${day};`,
  ].join('\n');

describe('the hub as a process', () => {
  let hub: Program;
  let url: string;

  it('sets itself up on an empty data folder, and answers from the reference dataset', async () => {
    hub = run('cli/main.js', ['start'], settings());
    url = graphUrl(await hub.says('its explorer'));
    expect(hub.output()).toMatch(
      /the hub holds the reference dataset, a part of the national register \(\d+ sites\), and no whole annual/,
    );
    expect(await ask(url, '{ establishment(finess: "570000596") { name } }')).toEqual({
      data: { establishment: { name: 'HIA LEGOUEST' } },
    });
    expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    // A page that is not read to its end is a request in progress, which the hub would wait for.
    expect(await page.text()).toContain('</html>');
  });

  it('answers with what a command imports beside it, at once', async () => {
    const file = join(folder, 'extract.csv');
    await writeFile(file, extract('2026-05-12', "HOPITAL D'ESSAI"));
    const command = run('cli/main.js', ['import', 'finess', file], settings());
    expect(await command.ended).toBe(0);
    expect(command.output()).toMatch(/establishments\W+1\W/);
    const { data } = await ask(
      url,
      '{ establishment(finess: "991234567") { name legalEntity { finess } territory { name } } }',
    );
    expect(data.establishment).toEqual({
      name: "HOPITAL D'ESSAI",
      legalEntity: { finess: '990000001' },
      territory: { name: 'Metz' },
    });
  });

  it('refuses a file in one line, without a stack, and goes on', async () => {
    const file = join(folder, 'other.csv');
    await writeFile(file, 'a;b;c\n1;2;3\n');
    const command = run('cli/main.js', ['import', 'finess', file], settings());
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain('other.csv');
    expect(command.output()).not.toMatch(/^\s+at /m);
    expect((await ask(url, '{ sources { code } }')).errors).toBeUndefined();
  });

  it('says that a port is taken, in one line, with exit code 1', async () => {
    const other = run('cli/main.js', ['start'], settings({ PORT: new URL(url).port }));
    expect(await other.ended).toBe(1);
    expect(other.output().trim().split('\n')).toHaveLength(1);
    expect(other.output()).toContain(`Port ${new URL(url).port}`);
  });

  it('stops in order at a signal, the database too', async () => {
    hub.process.kill('SIGINT');
    expect(await hub.ended).toBe(0);
    expect(hub.output()).toContain('stopped');
    const again = run('cli/main.js', ['start'], settings());
    url = graphUrl(await again.says('its explorer'));
    expect((await ask(url, '{ establishment(finess: "991234567") { name } }')).data.establishment.name).toBe(
      "HOPITAL D'ESSAI",
    );
    again.process.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });
});

describe('what cannot start says why in a line', () => {
  it.each([
    ['wrong settings, all of them', { PORT: 'x', LOG_LEVEL: 'loud' }, ['PORT', 'LOG_LEVEL'], 3],
    [
      'an unreachable database',
      { DATABASE_URL: 'postgres://maillage:secret@127.0.0.1:1/maillage' },
      ['127.0.0.1:1'],
      1,
    ],
  ])('%s', async (_, env, words, lines) => {
    const hub = run('cli/main.js', ['start'], settings(env as Record<string, string>));
    expect(await hub.ended).toBe(1);
    expect(hub.output().trim().split('\n')).toHaveLength(lines);
    for (const word of words) expect(hub.output()).toContain(word);
    expect(hub.output()).not.toContain('secret');
  });

  it('an unknown service', async () => {
    const service = run('cli/service.js', ['kitchen'], settings());
    expect(await service.ended).toBe(1);
    expect(service.output().trim()).toBe(
      'Expected the name of a service: establishments, clinical, logistics, insights.',
    );
  });

  it('a gateway without services', async () => {
    const gateway = run('cli/gateway.js', [], settings());
    expect(await gateway.ended).toBe(1);
    expect(gateway.output()).toContain('SUBGRAPHS is missing');
  });
});

describe("the containers' commands, as processes", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await cloneDatabase();
  });

  afterAll(() => database.drop());

  it('migrate, serve each service and put the gateway before them', async () => {
    const issuer = await publishIssuer();
    const env = { DATABASE_URL: database.url, PORT: '0', NODE_ENV: 'production', SUBGRAPH_SECRET: secret };
    const migration = run('cli/main.js', ['migrate'], env);
    expect(await migration.ended).toBe(0);
    const running = services.map(({ name }) => run('cli/service.js', [name], env));
    const urls = await Promise.all(
      running.map(async (service, index) => `${services[index]!.name}=${graphUrl(await service.says('answers at'))}`),
    );
    const gateway = run('cli/gateway.js', [], { ...env, ...issuer.settings, SUBGRAPHS: urls.join() });
    const url = graphUrl(await gateway.says('its explorer'));
    while ((await fetch(new URL('/health/ready', url))).status !== 200);
    const question = '{ establishment(finess: "570000596") { name careUnits { nodes { site { name } } } } }';
    const { data } = await ask(url, question);
    expect(data.establishment.name).toBe('HIA LEGOUEST');
    expect(data.establishment.careUnits.nodes).toContainEqual({ site: { name: 'HIA LEGOUEST' } });
    const confidential = '{ establishment(finess: "570005165") { workforceNeeds { requiredFte } } }';
    const identity = { authorization: `Bearer ${await issuer.mint()}` };
    expect(await ask(url, confidential)).toMatchObject({ data: { establishment: { workforceNeeds: null } } });
    const told = await ask(url, confidential, identity);
    expect(told.data.establishment.workforceNeeds.length).toBeGreaterThan(0);
    for (const service of running) {
      expect(await ask(graphUrl(service.output()), '{ __typename }', identity)).toMatchObject({
        errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
      });
    }
    await issuer.close();
    for (const program of [gateway, ...running]) {
      program.process.kill('SIGTERM');
      expect(await program.ended).toBe(0);
    }
    expect(await fetch(new URL('/health/live', url)).catch((error: Error) => error)).toBeInstanceOf(Error);
  });
});

it('listens nowhere when its port is taken by anything', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const gateway = run('cli/gateway.js', [], {
    SUBGRAPHS: services.map(({ name }) => `${name}=http://127.0.0.1:1/graphql`).join(),
    PORT: String((taken.address() as AddressInfo).port),
  });
  expect(await gateway.ended).toBe(1);
  expect(gateway.output()).toContain('is already in use');
  await new Promise((resolve) => taken.close(resolve));
});
