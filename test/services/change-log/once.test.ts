import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '../../support/rows-of.ts';
import { caughtUp, loggedLines, reads, startReader, type TestReader } from '../../support/change-log.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let reader: TestReader;

beforeAll(async () => {
  database = await cloneDatabase();
  await database.query(
    `insert into clinical.care_unit (code, kind, name, discipline_code, site_finess, beds, source_code)
     values ('compte', 'JOINT_TEAM', 'Compte', '037', '570026682', 0, 'illustrative')`,
  );
  reader = await startReader(database.url);
});

afterAll(async () => {
  await reader.close();
  await database.drop();
});

/** Ends the connections of whoever reads, wherever they are in their work. */
const interrupt = () =>
  rowsOf(
    database.url,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'maillage_change_log' and random() < 0.8`,
  );

test('tells each change once, in order, however often the reader is interrupted', async () => {
  const expected: string[] = [];
  for (let beds = 1; beds <= 300; beds += 1) {
    await database.query(`update clinical.care_unit set beds = ${beds} where code = 'compte'`);
    expected.push(`CHANGED CareUnit code=compte beds:${beds - 1}>${beds}`);
    if (beds % 15 === 0) await interrupt();
  }
  await reads(database.url);
  await caughtUp(database.url);
  expect(await loggedLines(database.url)).toEqual(expected);
  expect(reader.log.some((line) => line.includes('is not read'))).toBe(true);
}, 60_000);

test('goes on where it was, with what was changed while nobody read; of two readers, one reads', async () => {
  await reader.close();
  const before = await loggedLines(database.url);
  await database.query(`update clinical.care_unit set beds = 301 where code = 'compte'`);
  reader = await startReader(database.url);
  const other = await startReader(database.url);
  await caughtUp(database.url);
  const told = [...before, 'CHANGED CareUnit code=compte beds:300>301'];
  expect(await loggedLines(database.url)).toEqual(told);
  await reader.close();
  await reads(database.url);
  await database.query(`update clinical.care_unit set beds = 302 where code = 'compte'`);
  await caughtUp(database.url);
  expect(await loggedLines(database.url)).toEqual([...told, 'CHANGED CareUnit code=compte beds:301>302']);
  await other.close();
  reader = await startReader(database.url);
}, 60_000);

test('tells once what was stored, but not confirmed when the reader or the server was killed', async () => {
  const [slot] = await rowsOf<{ name: string }>(
    database.url,
    `select slot_name as name from pg_replication_slots where database = current_database()`,
  );
  await rowsOf(database.url, `select pg_copy_logical_replication_slot('${slot!.name}', 'before_${slot!.name}')`);
  await database.query(`update clinical.care_unit set beds = 303 where code = 'compte'`);
  await caughtUp(database.url);
  await reader.close();
  await database.query(`update clinical.care_unit set beds = 304 where code = 'compte'`);
  // The slot as it was: all that follows comes again.
  await rowsOf(database.url, `select pg_drop_replication_slot('${slot!.name}')`);
  await rowsOf(database.url, `select pg_copy_logical_replication_slot('before_${slot!.name}', '${slot!.name}')`);
  await rowsOf(database.url, `select pg_drop_replication_slot('before_${slot!.name}')`);
  reader = await startReader(database.url);
  await caughtUp(database.url);
  expect((await loggedLines(database.url)).slice(-3)).toEqual([
    'CHANGED CareUnit code=compte beds:301>302',
    'CHANGED CareUnit code=compte beds:302>303',
    'CHANGED CareUnit code=compte beds:303>304',
  ]);
});

test('stores a large transaction whole, in batches', async () => {
  const before = (await loggedLines(database.url)).length;
  await database.query(
    `insert into clinical.authorisation_code (system, code, activity, label)
     select 'essai', n::text, '', 'Libellé ' || n from generate_series(1, 25000) n`,
  );
  await caughtUp(database.url);
  const [row] = await rowsOf(
    database.url,
    `select count(*)::int as rows, count(distinct position)::int as transactions, max(sequence) as last
     from establishments.change where type = 'Coding'`,
  );
  expect(row).toEqual({ rows: 25_000, transactions: 1, last: 25_000 });
  expect((await loggedLines(database.url)).length).toBe(before + 25_000);
}, 60_000);
