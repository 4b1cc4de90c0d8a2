import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logistics } from '../../../services/logistics/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEntities, ofEstablishments, ofNodes } from '../../support/entities.ts';
import { keyOf, readBothWays } from '../../support/pages.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(logistics, database.url);
  await database.query(`
    insert into logistics.production_unit
      (code, kind, name, status, site_finess, operator_finess, operated_by_code, daily_capacity, delivery, action_reference, source_code) values
      ('zz-1', 'MEALS', 'ZZ Cuisine d’Été', 'OPERATING', '990000011', '990000001', null, 4000, 'COLD_CHAIN', 'zz-action', 'test'),
      ('zz-2', 'MEALS', 'ZZ Unité centrale', 'STUDIED', '990000012', null, '990000003', null, 'HOT_CHAIN', 'zz-action', 'test'),
      ('zz-3', 'MEALS', 'ZZ Sans site', 'CLOSED', null, null, null, 0, null, null, 'test'),
      ('zz-4', 'MEALS', 'ZZ Chez soi', 'PLANNED', '990000012', '990000012', null, 500, null, null, 'test'),
      ('zz-5', 'LINEN', 'ZZ Blanchisserie d’Été', 'OPERATING', '990000011', null, '990000003', 800, null, 'zz-action', 'test')`);
  await database.query(`
    insert into logistics.production_unit (code, kind, name, status, site_finess, source_code)
    select 'zz-page-' || n, kind, 'Page ' || n, 'PLANNED', '990000020', 'test' from generate_series(1, 23) n, lateral (select 'MEALS' as kind)`);
  await database.query(`
    insert into logistics.production_unit (code, kind, name, status, site_finess, source_code)
    select 'zz-wash-' || n, 'LINEN', 'Page ' || n, 'PLANNED', '990000020', 'test' from generate_series(1, 9) n`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const list = (where: object): Promise<Answer> =>
  service.execute(`query ($where: ProductionUnitWhere) { kitchens(where: $where) { totalCount nodes { id } } }`, {
    where,
  });
const digits = (nodes: { id: string }[]): string => nodes.map((node) => keyOf(node).at(-1)).join('');

describe('kitchens', () => {
  it.each([
    ['name eq', { name: { eq: 'ZZ Sans site' } }, '3'],
    ['name contains, whatever the accents', { name: { contains: 'ete' } }, '1'],
    ['name startsWith, whatever the case', { name: { startsWith: 'zz uni' } }, '2'],
    ['site eq', { site: { eq: '990000012' } }, '24'],
    ['site contains', { site: { contains: '00011' } }, '1'],
    ['site isNull', { site: { isNull: true } }, '3'],
    ['operatedBy eq, an establishment', { operatedBy: { eq: '990000001' } }, '1'],
    ['operatedBy in, either', { operatedBy: { in: ['990000003', '990000012'] } }, '24'],
    ['operatedBy startsWith', { operatedBy: { startsWith: '9900000' } }, '124'],
    ['operatedBy contains', { operatedBy: { contains: '00003' } }, '2'],
    ['operatedBy isNull', { operatedBy: { isNull: true } }, '3'],
    ['status, one of these', { status: ['STUDIED', 'CLOSED'] }, '23'],
    ['status, of none', { status: [] }, ''],
    ['nothing', {}, '1234'],
    ['OR', { OR: [{ status: ['PLANNED'] }, { site: { eq: '990000011' } }] }, '14'],
    ['NOT', { NOT: { status: ['PLANNED'] } }, '123'],
    ['NOT, unknowns included', { NOT: { site: { eq: '990000012' } } }, '13'],
    ['NOT of two', { NOT: { site: { eq: '990000012' }, operatedBy: { eq: '990000012' } } }, '123'],
  ])('are kept by %s', async (_, where, expected) => {
    const { data, errors, statements } = await list({ AND: [{ name: { startsWith: 'zz' } }, where] });
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
    expect(digits(data.kitchens.nodes)).toBe(expected);
    expect(data.kitchens.totalCount).toBe(expected.length);
  });

  it('are paged through, each once, and no laundry among them', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `zz-page-${index + 1}`).toSorted();
    const { forward, backward } = await readBothWays(service, 'kitchens', '{ site: { eq: "990000020" } }');
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });

  it('are found by id, with all that is known of them', async () => {
    const fields =
      '__typename id name kind status site { finess } operator { finess } operatedBy { code } dailyCapacity unit contractedVolume utilisation contracts { kind } action { id } source { code } delivery';
    const { data, errors, statements } = await ofNodes(service, 'Kitchen', ['zz-1', 'zz-2', 'zz-3', 'none'], fields);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(3);
    expect(data._entities).toEqual([
      {
        __typename: 'Kitchen',
        id: encodeNodeId('Kitchen', 'zz-1'),
        name: 'ZZ Cuisine d’Été',
        kind: 'MEALS',
        status: 'OPERATING',
        site: { finess: '990000011' },
        operator: { finess: '990000001' },
        operatedBy: null,
        dailyCapacity: 4000,
        unit: 'MEALS_PER_DAY',
        contractedVolume: 0,
        utilisation: 0,
        contracts: [],
        action: { id: encodeNodeId('CooperationAction', 'zz-action') },
        source: { code: 'test' },
        delivery: 'COLD_CHAIN',
      },
      expect.objectContaining({ operator: null, operatedBy: { code: '990000003' }, dailyCapacity: null }),
      expect.objectContaining({ site: null, operatedBy: null, action: null, delivery: null, utilisation: null }),
      null,
    ]);
  });

  it('are not found by the key of a laundry, nor by the id of one', async () => {
    const { data } = await ofNodes(service, 'Kitchen', ['zz-5', 'zz-1'], 'name');
    expect(data._entities).toEqual([null, { name: 'ZZ Cuisine d’Été' }]);
    const representations = [{ __typename: 'Kitchen', id: encodeNodeId('Laundry', 'zz-1') }];
    expect((await ofEntities(service, representations, '... on Kitchen { name }')).data._entities).toEqual([null]);
  });
});

describe('production units', () => {
  const units = '__typename id ... on Kitchen { delivery } ... on Laundry { hygieneCertified }';

  it('are of those where they stand or who operate them, each once, in one statement', async () => {
    const parents = ['990000001', '990000011', '990000012', '990000003', 'none'];
    const { data, errors, statements } = await ofEstablishments(service, parents, `productionUnits { ${units} }`);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(1);
    expect(data._entities.map((each: any) => digits(each.productionUnits))).toEqual(['1', '15', '24', '', '']);
    expect(data._entities[1].productionUnits).toEqual([
      { __typename: 'Kitchen', id: encodeNodeId('Kitchen', 'zz-1'), delivery: 'COLD_CHAIN' },
      { __typename: 'Laundry', id: encodeNodeId('Laundry', 'zz-5'), hygieneCertified: null },
    ]);
  });

  it('are of the groupings that operate them, in one statement', async () => {
    const representations = ['990000003', 'none'].map((code) => ({ __typename: 'Grouping', code }));
    const selection = `... on Grouping { productionUnits { ${units} } }`;
    const { data, statements } = await ofEntities(service, representations, selection);
    expect(statements).toHaveLength(1);
    expect(data._entities.map((each: any) => digits(each.productionUnits))).toEqual(['25', '']);
  });

  it('are those that rest on an action, in one statement', async () => {
    const actions = ['zz-action', 'none'];
    const { data, statements } = await ofNodes(service, 'CooperationAction', actions, `productionUnits { ${units} }`);
    expect(statements).toHaveLength(1);
    expect(data._entities.map((each: any) => digits(each.productionUnits))).toEqual(['125', '']);
  });

  it.each([
    ['[LINEN]', '5', '5'],
    ['[MEALS]', '1', '2'],
    ['[LINEN, MEALS]', '15', '25'],
    ['[]', '', ''],
    ['null', '15', '25'],
  ])('are of the kinds that are asked: %s', async (kind, standing, operated) => {
    const selection = `productionUnits(kind: ${kind}) { id }`;
    const { data } = await ofEntities(
      service,
      [
        { __typename: 'Establishment', finess: '990000011' },
        { __typename: 'Grouping', code: '990000003' },
      ],
      `... on Establishment { ${selection} } ... on Grouping { ${selection} }`,
    );
    expect(data._entities.map((each: any) => digits(each.productionUnits))).toEqual([standing, operated]);
  });
});
