import { afterAll, beforeAll, expect, it } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

it('a service that is closed holds no connection, so that its process can end', async () => {
  const service = await testSubgraph(establishments, database.url);
  await service.execute('{ sources { code } groupings(first: 1) { nodes { name } } }');
  const { pools } = service.database;
  expect(pools.map((pool) => pool.totalCount > 0)).toEqual([true]);
  await service.close();
  expect(pools.map(({ ended, totalCount }) => ({ ended, totalCount }))).toEqual([{ ended: true, totalCount: 0 }]);
});
