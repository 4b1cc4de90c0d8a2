import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { watchReadiness } from '../../services/kit/database/readiness.ts';
import { ServiceDatabase } from '../../services/kit/database/service-database.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

test('a service whose connections are all busy is ready', async () => {
  const own = new ServiceDatabase(establishments, database.url, { poolSize: 1 });
  const readiness = watchReadiness(establishments, database.url);
  await database.query('begin');
  await database.query('lock table source');
  const waiting = sql`select from source`.execute(own.reader());
  expect(await readiness.check()).toBe(true);
  await database.query('commit');
  await waiting;
  await Promise.all([own.close(), readiness.close()]);
});

test('a service whose database is unavailable is not ready', async () => {
  const absent = new URL(database.url);
  absent.port = '1';
  const readiness = watchReadiness(establishments, absent.href);
  expect(await readiness.check()).toBe(false);
  await readiness.close();
});

test('statements of any length run, and long ones are not kept prepared', async () => {
  const own = new ServiceDatabase(establishments, database.url, { poolSize: 1 });
  const reads = own.reader();
  const long = sql`select ${1}::int as one /* ${sql.raw('x'.repeat(10_000))} */`;
  const short = sql`select ${1}::int as one`;
  for (const query of [long, short]) expect((await query.execute(reads)).rows).toEqual([{ one: 1 }]);
  const { rows } = await sql<{ length: number }>`select length(statement) from pg_prepared_statements`.execute(reads);
  // The short one, and that which asks.
  expect(rows.map(({ length }) => length < 10_000)).toEqual([true, true]);
  await own.close();
});
