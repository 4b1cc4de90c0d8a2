import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { createOrm } from '../../services/kit/database/migration-orm.ts';
import { watchReach } from '../../services/kit/database/readiness.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

test('a service whose connections are all busy can answer all the same', async () => {
  const orm = createOrm(establishments, database.url, 1);
  const reach = watchReach(establishments, database.url);
  await database.query('begin');
  await database.query('lock table source');
  const waiting = sql`select from source`.execute(orm.em.getKysely<object>({ type: 'read' }));
  expect(await reach.check()).toBe(true);
  await database.query('commit');
  await waiting;
  await Promise.all([orm.close(), reach.close()]);
});

test('one whose database is not there cannot', async () => {
  const absent = new URL(database.url);
  absent.port = '1';
  const reach = watchReach(establishments, absent.href);
  expect(await reach.check()).toBe(false);
  await reach.close();
});

test('statements of any length are answered, and those that a client made long are not kept', async () => {
  const orm = createOrm(establishments, database.url, 1);
  const reads = orm.em.getKysely<object>({ type: 'read' });
  const long = sql`select ${1}::int as one /* ${sql.raw('x'.repeat(10_000))} */`;
  const short = sql`select ${1}::int as one`;
  for (const query of [long, short]) expect((await query.execute(reads)).rows).toEqual([{ one: 1 }]);
  const { rows } = await sql<{ length: number }>`select length(statement) from pg_prepared_statements`.execute(reads);
  expect(rows.map(({ length }) => length < 10_000)).toEqual([true]);
  await orm.close();
});
