import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caughtUp, reads } from '../../support/change-log.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ask, graphUrl, run, type Program } from '../../support/processes.ts';

let folder: string;
let database: TestDatabase;
let hub: Program;
let url: string;
const settings = (): Record<string, string> => ({ DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'info' });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-changes-'));
  database = await cloneDatabase();
  await start();
});

afterAll(async () => {
  hub.process.kill('SIGTERM');
  await hub.ended;
  await database.drop();
  await rm(folder, { recursive: true });
});

async function start(...args: string[]): Promise<void> {
  hub = run('cli/main.js', ['start', ...args], settings());
  url = graphUrl(await hub.says('its explorer'));
  await reads(database.url);
}

const row = (name: string): string =>
  [
    'finess;etalab;97;2026-05-12',
    `structureet;991234567;990000001;${name};;;;1;R;DE TEST;;;463;57;MOSELLE;57000 METZ;;;355;Centre Hospitalier (C.H.);1102;Centres Hospitaliers;;;;;;;1990-05-01;;2026-05-12;`,
  ].join('\n');

test('an import beside the hub is told of, with its file and its source', async () => {
  const file = join(folder, 'extrait.csv');
  await writeFile(file, row("HOPITAL D'ESSAI"));
  const command = run('cli/main.js', ['import', 'finess', file], settings());
  expect(await command.ended).toBe(0);
  const { data } = await ask(
    url,
    '{ changes(where: { type: ["Establishment"], establishment: ["990000001"] }) { nodes { key kind by { import source { code } } object { ... on Establishment { name } } } } }',
  );
  const by = { import: 'finess (extrait.csv)', source: { code: expect.stringMatching(/^finess/) } };
  expect(data.changes.nodes).toMatchObject([
    { key: 'finess=990000001', kind: 'ADDED', by },
    { key: 'finess=991234567', kind: 'ADDED', by, object: { name: "HOPITAL D'ESSAI" } },
  ]);
});

test('each change is told once, though the hub is killed while it reads, and goes on with several workers', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `Nom ${index}`);
  const writing = (async () => {
    for (const name of names)
      await database.query(`update establishment set long_name = '${name}' where finess = '570005165'`);
  })();
  for (let times = 0; times < 2; times += 1) {
    hub.process.kill('SIGKILL');
    await hub.ended;
    await start(...(times === 1 ? ['--workers', '2'] : []));
  }
  await writing;
  const followed = await follow('--until-now');
  expect(
    followed.flatMap(({ fields }) =>
      fields.flatMap(({ field, after }) => (field === 'longName' && after?.startsWith('Nom') ? [after] : [])),
    ),
  ).toEqual(names);
}, 120_000);

test('a follower goes on from a cursor, also where no hub runs, and is refused a wrong one', async () => {
  hub.process.kill('SIGTERM');
  expect(await hub.ended).toBe(0);
  const before = await follow('--until-now');
  await database.query("update establishment set long_name = 'Nobody reads' where finess = '570005165'");
  const after = await follow('--until-now', '--from', before.at(-1)!.cursor);
  expect(after).toMatchObject([
    { type: 'Establishment', kind: 'CHANGED', establishments: expect.arrayContaining(['570005165']) },
  ]);
  const refused = run('cli/main.js', ['follow', '--from', 'essai'], settings());
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toMatch(/^`after` is not a valid cursor/);
  await start();
  await caughtUp(database.url);
});

interface Line {
  cursor: string;
  fields: { field: string; after: string | null }[];
}

async function follow(...args: string[]): Promise<Line[]> {
  const program = run('cli/main.js', ['follow', ...args], settings());
  expect([
    await program.ended,
    program
      .output()
      .split('\n')
      .filter((line) => !line.startsWith('{') && line !== ''),
  ]).toEqual([0, []]);
  return program
    .output()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}
