import { afterAll, beforeAll, expect, test } from 'vitest';
import { caughtUp, logged, loggedLines, startReader, type TestReader } from '../../support/change-log.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let reader: TestReader;

beforeAll(async () => {
  database = await cloneDatabase();
  reader = await startReader(database.url);
});

afterAll(async () => {
  await reader.close();
  await database.drop();
});

/** What the log tells of statements in one transaction. */
async function told(...statements: string[]): Promise<string[]> {
  const before = (await logged(database.url)).length;
  await database.query(`begin; ${statements.join('; ')}; commit`);
  await caughtUp(database.url);
  return (await loggedLines(database.url)).slice(before);
}

test('tells what a transaction did to several tables, in its order and in the words of the graph', async () => {
  const lines = await told(
    `insert into agreement (reference, kind, title, status, period, source_code)
     values ('essai', 'COOPERATION', 'Essai', 'IN_FORCE', '[2026-01-01,)', 'illustrative')`,
    `insert into agreement_party values ('essai', '570005165')`,
    `insert into clinical.care_unit (code, kind, name, discipline_code, site_finess, beds, source_code)
     values ('essai', 'JOINT_TEAM', 'Équipe', '037', '570026682', 4, 'illustrative')`,
    `update clinical.care_unit set beds = 5, places = 2 where code = 'essai'`,
  );
  expect(lines).toEqual([
    'ADDED Agreement reference=essai reference:>essai kind:>COOPERATION title:>Essai status:>IN_FORCE start:>2026-01-01 source:>illustrative',
    'CHANGED Agreement reference=essai parties:>570005165',
    'ADDED CareUnit code=essai code:>essai name:>Équipe kind:>JOINT_TEAM discipline:>037 site:>570026682 beds:>4 source:>illustrative',
    'CHANGED CareUnit code=essai beds:4>5 places:>2',
  ]);
});

test('tells of the items of a list as changes of their object, which concern whom the list names', async () => {
  const lines = await told(
    `delete from agreement_party where agreement_reference = 'essai'`,
    `insert into agreement_party values ('essai', '570000596')`,
    `update agreement set title = 'Autre' where reference = 'essai'`,
  );
  expect(lines).toEqual([
    'CHANGED Agreement reference=essai parties:570005165>',
    'CHANGED Agreement reference=essai parties:>570000596',
    'CHANGED Agreement reference=essai title:Essai>Autre',
  ]);
  const concerned = (await logged(database.url)).slice(-3).map(({ establishments }) => establishments);
  const both = ['570000596', '570005165'];
  expect(concerned).toEqual([both, both, both]);
});

test('tells of an object that is gone what it was, and whom it concerned', async () => {
  const lines = await told(`delete from agreement where reference = 'essai'`);
  expect(lines).toEqual([
    'REMOVED Agreement reference=essai reference:essai> kind:COOPERATION> title:Autre> status:IN_FORCE> start:2026-01-01> source:illustrative>',
    'CHANGED Agreement reference=essai parties:570000596>',
  ]);
  expect((await logged(database.url)).at(-2)!.establishments).toEqual(['570000596']);
});

test('tells nothing of what is no fact: a value written again, and what the hub derives or keeps for itself', async () => {
  const lines = await told(
    `update establishment set name = name, search_words = '', listed_on = '2026-01-01' where finess = '570005165'`,
    `update cooperation_action set status = 'ABANDONED'`,
    `insert into search_word values ('essai', 1)`,
    `insert into yearly_owner values (2024, '570026682', '570005165', 'ID')`,
  );
  expect(lines).toEqual([]);
});

test('tells another key as the loss of one object and a new one', async () => {
  await told(`insert into membership (grouping_code, establishment_finess, role, period, source_code)
     values ('44108', '570026682', 'PARTNER', '[2020-01-01,2021-01-01)', 'illustrative')`);
  const lines = await told(
    `update membership set period = '[2020-02-01,2021-01-01)' where establishment_finess = '570026682'`,
  );
  expect(lines.map((line) => line.split(' grouping:')[0])).toEqual([
    'REMOVED Membership grouping=44108;establishment=570026682;role=PARTNER;start=2020-01-01',
    'ADDED Membership grouping=44108;establishment=570026682;role=PARTNER;start=2020-02-01',
  ]);
});

test('names the type of an object by what it is, and keeps apart what only partners may see', async () => {
  await told(
    `update logistics.supply_contract set unit_cost_eur = 7.5, share = null where code = (select min(code) from logistics.supply_contract)`,
  );
  const [row] = await database.query(
    'select type, fields, confidential from change order by position desc, sequence desc limit 1',
  );
  expect(row).toMatchObject({ type: 'LinenContract', confidential: [{ field: 'unitCostEur', after: '7.5' }] });
  expect(row!['fields'].map(({ field }: { field: string }) => field)).toEqual(['share']);
});

test('tells who made the changes of a transaction', async () => {
  await told(
    `select pg_logical_emit_message(true, 'maillage', '{"import": "partner", "files": ["unités.csv"], "source": "illustrative"}')`,
    `update clinical.care_unit set beds = 6 where code = 'essai'`,
  );
  await told(`update clinical.care_unit set beds = 7 where code = 'essai'`);
  const rows = await database.query(
    'select institution, import, files, source from change order by position desc, sequence desc limit 2',
  );
  expect(rows).toEqual([
    { institution: null, import: null, files: [], source: null },
    { institution: null, import: 'partner', files: ['unités.csv'], source: 'illustrative' },
  ]);
});
