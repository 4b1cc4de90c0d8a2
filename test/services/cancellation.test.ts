import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import type { RequestReader } from '../../services/kit/reading/request-reader.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';

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

const running = (): Promise<{ count: number }[]> =>
  database.query(
    `select count(*)::int from pg_stat_activity where datname = current_database() and query like '%pg_sleep(600)%' and state = 'active' and pid <> pg_backend_pid()`,
  );

const until = async (count: number): Promise<void> => {
  while ((await running())[0]!.count !== count);
};

it('stops the statement of a client that has left, and keeps the pool usable', async () => {
  const client = new AbortController();
  const reader = service.subgraph.createContext({ requestId: 'test', signal: client.signal }) as RequestReader<object>;
  const statement = sql`select pg_sleep(600)`.execute(reader.db, reader.options);
  const outcome = statement.catch((error: Error) => error);
  await until(1);
  client.abort();
  expect(await outcome).toBeInstanceOf(Error);
  await until(0);
  const { data } = await service.execute(`{ territory(code: "57") { name } }`);
  expect(data.territory.name).toBe('Moselle');
});
