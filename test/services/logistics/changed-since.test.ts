import { afterAll, beforeAll, expect, it } from 'vitest';
import { logistics } from '../../../services/logistics/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofNodes } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { partner } from '../../support/tokens.ts';

let database: TestDatabase;
let service: TestSubgraph;
const long = '2020-01-01T00:00:00.000Z';

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(logistics, database.url);
  await database.query(`update logistics.production_unit set changed_at = '${long}'`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const put = async (row: object) => {
  const { data, errors } = await service.execute(
    'mutation ($rows: [ProductionUnitInput!]!) { put: putProductionUnits(rows: $rows) { added changed refused { code message } } }',
    { rows: [row] },
  );
  expect(errors).toEqual([]);
  return data.put;
};
const changed = async (list: string, changedSince: string) => {
  const { data, errors, statements } = await service.execute(
    `query ($where: ProductionUnitWhere) { list: ${list}(where: $where) { nodes { name changedAt version owner { finess } } } }`,
    { where: { changedSince } },
  );
  expect([errors, statements.length]).toEqual([[], 1]);
  return data.list.nodes;
};

it.each([
  ['kitchens', 'laundries', 'Kitchen', 'MEALS'],
  ['laundries', 'kitchens', 'Laundry', 'LINEN'],
])('%s tell when they changed, their version and their owner, and %s do not', async (list, others, type, kind) => {
  const before = new Date().toISOString();
  const code = `essai-${type.toLowerCase()}`;
  const row = { code, kind, name: 'Essai', status: 'OPERATING', site: partner.institution, source: 'illustrative' };
  expect(await put(row)).toMatchObject({ added: 1, refused: [] });
  const own = { name: 'Essai', version: '1', owner: { finess: partner.institution } };
  const [added] = await changed(list, before);
  expect(added).toMatchObject(own);
  expect(added.changedAt >= before).toBe(true);
  expect(await changed(others, before)).toEqual([]);
  expect(await put({ code, dailyCapacity: 100, version: '1' })).toMatchObject({ changed: 1, refused: [] });
  expect((await put({ code, dailyCapacity: 200, version: '1' })).refused).toMatchObject([{ code: 'CONFLICT' }]);
  const [later] = await changed(list, before);
  expect(later).toMatchObject({ ...own, version: '2' });
  expect(later.changedAt > added.changedAt).toBe(true);
  expect(await changed(list, '2999-01-01T00:00:00Z')).toEqual([]);
  const known = await changed(list, long);
  expect(known.length).toBeGreaterThan(1);
  expect(known.find(({ owner }: { owner: unknown }) => owner === null)).toMatchObject({ changedAt: long });
  // By the interface too, of which type-graphql makes resolvers of its own.
  const { data, errors } = await ofNodes(
    service,
    type,
    [code],
    '... on ProductionUnit { name changedAt version owner { finess } }',
  );
  expect([data, errors]).toEqual([{ _entities: [later] }, []]);
});
