import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logistics } from '../../../services/logistics/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofNodes } from '../../support/entities.ts';
import { keyOf, readBothWays } from '../../support/pages.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(logistics, database.url);
  await database.query(`
    insert into logistics.production_unit
      (code, kind, name, status, site_finess, operated_by_code, daily_capacity, hygiene_certified, source_code) values
      ('zz-1', 'LINEN', 'ZZ Blanchisserie', 'OPERATING', '990000011', '990000003', 9000.5, true, 'test'),
      ('zz-2', 'LINEN', 'ZZ Syndicat', 'CLOSED', null, null, null, false, 'test'),
      ('zz-3', 'LINEN', 'ZZ À étudier', 'STUDIED', '990000011', null, null, null, 'test'),
      ('zz-4', 'MEALS', 'ZZ Cuisine', 'OPERATING', '990000011', '990000003', 10, null, 'test')`);
  await database.query(`
    insert into logistics.production_unit (code, kind, name, status, site_finess, source_code)
    select 'zz-page-' || n, case when n % 2 = 0 then 'LINEN' else 'MEALS' end, 'Page', 'PLANNED', '990000020', 'test' from generate_series(1, 46) n`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

describe('laundries', () => {
  it.each([
    ['{ name: { startsWith: "ZZ" } }', '123'],
    ['{ name: { contains: "etudier" } }', '3'],
    ['{ site: { eq: "990000011" } }', '13'],
    ['{ operatedBy: { eq: "990000003" } }', '1'],
    ['{ name: { startsWith: "ZZ" }, status: [CLOSED, OPERATING] }', '12'],
    ['{ name: { startsWith: "ZZ" }, NOT: { status: [CLOSED] } }', '13'],
    ['{ name: { startsWith: "ZZ" }, NOT: { operatedBy: { eq: "990000003" } } }', '23'],
  ])('are kept by %s', async (where, expected) => {
    const { data, errors, statements } = await service.execute(
      `{ laundries(where: ${where}) { totalCount nodes { id } } }`,
    );
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
    expect(data.laundries.nodes.map((node: { id: string }) => keyOf(node).at(-1)).join('')).toBe(expected);
    expect(data.laundries.totalCount).toBe(expected.length);
  });

  it('are paged through, each once, and no kitchen among them', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `zz-page-${2 * (index + 1)}`).toSorted();
    const { forward, backward } = await readBothWays(service, 'laundries', '{ site: { eq: "990000020" } }');
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
  });

  it('are found by id, with all that is known of them', async () => {
    const fields =
      '__typename id name kind status site { finess } operator { finess } operatedBy { code } dailyCapacity unit action { id } source { code } hygieneCertified';
    const keys = ['zz-1', 'zz-2', 'zz-3', 'zz-4', 'none'];
    const { data, errors, statements } = await ofNodes(service, 'Laundry', keys, fields);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(1);
    expect(data._entities).toEqual([
      {
        __typename: 'Laundry',
        id: encodeNodeId('Laundry', 'zz-1'),
        name: 'ZZ Blanchisserie',
        kind: 'LINEN',
        status: 'OPERATING',
        site: { finess: '990000011' },
        operator: null,
        operatedBy: { code: '990000003' },
        dailyCapacity: 9000.5,
        unit: 'KG_PER_DAY',
        action: null,
        source: { code: 'test' },
        hygieneCertified: true,
      },
      expect.objectContaining({ site: null, hygieneCertified: false }),
      expect.objectContaining({ operatedBy: null, hygieneCertified: null }),
      null,
      null,
    ]);
  });
});
