import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../../services/kit/database/migrate.ts';
import { services } from '../../../services/registry.ts';
import { caughtUp, loggedLines, startReader } from '../../support/change-log.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { rowsOf } from '../../support/rows-of.ts';
import { serviceUrl } from '../../../services/kit/database/role.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

test("a publication of an earlier version's keeps no row from being changed", async () => {
  await database.query('create publication maillage_clinical for table clinical.care_unit');
  const change = 'update clinical.care_unit set beds = 1 where code = (select min(code) from clinical.care_unit)';
  await expect(database.query(change)).rejects.toThrow('cannot update table "care_unit"');
  await migrate(database.url, services);
  await database.query(change);
  await database.query('drop publication maillage_clinical');
});

test('a table that an upgrade brings is told of, by its own names', async () => {
  await database.query('create table clinical.new_thing (code text primary key, site_finess text)');
  await migrate(database.url, services);
  const reader = await startReader(database.url);
  await database.query("insert into clinical.new_thing values ('a', '570026682')");
  await database.query("update clinical.new_thing set site_finess = '570005165'");
  await caughtUp(database.url);
  expect(await loggedLines(database.url)).toEqual([
    'ADDED NewThing code=a code:>a site:>570026682',
    'CHANGED NewThing code=a site:570026682>570005165',
  ]);
  await reader.close();
});

test('the log is written by its reader alone', async () => {
  const write = (service: string, text: string) => rowsOf(serviceUrl(service, database.url), text);
  for (const service of ['establishments', 'imports', 'insights', 'clinical'])
    await expect(write(service, 'delete from establishments.change'), service).rejects.toThrow('permission denied');
  await expect(write('change_log', 'delete from establishments.establishment')).rejects.toThrow('permission denied');
  await expect(write('change_log', 'select from logistics.supply_contract')).rejects.toThrow('permission denied');
});
