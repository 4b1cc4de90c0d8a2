import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { listenTo, testSubgraph, type TestSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const run = (statement: RawBuilder<unknown>): Promise<unknown> => statement.execute(service.database.reader());
const list = (length: number) => sql`select ${sql.join(Array<string>(length).fill('a'))}`;

test.each([10_001, 65_536, 66_000])('a statement of %i values is refused, and not sent', async (length) => {
  const sent: string[] = [];
  await listenTo(
    (text) => sent.push(text),
    () =>
      expect(run(list(length))).rejects.toMatchObject({
        message: expect.stringContaining(`at most 10000 values; these have ${length}`),
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'parameters' },
      }),
  );
  expect(sent).toEqual([]);
});

test('one array may have more values, and a statement as many as are allowed', async () => {
  const array = Array<string>(100_000).fill('a');
  await run(sql`select cardinality(${array}::text[])`);
  await run(sql`select ${sql.join(Array<string>(1600).fill('a'))}`);
  await run(sql`select 1 where 'b' in (${sql.join(Array<string>(10_000).fill('a'))})`);
});

test.each([
  [
    'a number beyond its type',
    sql`select ${'3000000000'}::int`,
    'BAD_USER_INPUT',
    'The value "3000000000" is malformed',
  ],
  ['a text that is no number', sql`select ${'abc'}::int`, 'BAD_USER_INPUT', 'The value "abc" is malformed'],
  ['a value in an array', sql`select ${['1', '1e999']}::float8[]`, 'BAD_USER_INPUT', 'The value "1e999" is malformed'],
  [
    'a long value',
    sql`select ${'x'.repeat(200)}::int`,
    'BAD_USER_INPUT',
    `The value "${'x'.repeat(100)}…" is malformed`,
  ],
  ['a day that does not exist', sql`select ${'2023-02-29'}::date`, 'BAD_USER_INPUT', 'is not a day of the calendar'],
  ['a computation out of range', sql`select exp(${'1000'}::float8)`, 'BAD_USER_INPUT', 'A value of the request is'],
  ['an invalid pattern', sql`select 'a' ~ ${'('}`, 'BAD_USER_INPUT', 'A value of the request is'],
  [
    'nested too deeply',
    sql`select ${sql.raw(`1${'+1'.repeat(60_000)}`)}`,
    'LIMIT_EXCEEDED',
    'The database cannot read this many conditions',
  ],
])('%s is an error of the request', async (_, statement, code, message) => {
  await expect(run(statement)).rejects.toMatchObject({
    message: expect.stringContaining(message),
    extensions: { code },
  });
});

test('values that the protocol does not carry are no outage', async () => {
  // The driver sends as many values as it is given, whatever the statement needs.
  const incomplete = { ...sql`select $1::text, $2::text`.compile(service.database.reader()), parameters: ['a'] };
  await expect(service.database.reader().executeQuery(incomplete)).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
  });
});
