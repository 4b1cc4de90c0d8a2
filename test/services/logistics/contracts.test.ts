import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logistics } from '../../../services/logistics/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEntities, ofEstablishments, ofNodes } from '../../support/entities.ts';
import { keyOf } from '../../support/pages.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(logistics, database.url);
  await database.query(`
    insert into logistics.production_unit (code, kind, name, status, site_finess, operator_finess, daily_capacity, source_code) values
      ('zz-1', 'MEALS', 'ZZ Cuisine', 'OPERATING', '990000011', '990000001', 1000, 'test'),
      ('zz-2', 'LINEN', 'ZZ Blanchisserie', 'OPERATING', '990000012', '990000012', 200, 'test'),
      ('zz-3', 'MEALS', 'ZZ Inconnue', 'OPERATING', null, null, null, 'test'),
      ('zz-4', 'MEALS', 'ZZ Arrêtée', 'OPERATING', null, null, 0, 'test'),
      ('zz-5', 'LINEN', 'ZZ Décimale', 'OPERATING', null, null, 0.1, 'test'),
      ('zz-6', 'LINEN', 'ZZ Sans contrat', 'OPERATING', null, null, 9, 'test')`);
  await database.query(`
    insert into logistics.supply_contract
      (code, unit_code, kind, customer_finess, daily_volume, share, unit_cost_eur, diets, articles, period, action_reference, source_code) values
      ('zz-a', 'zz-1', 'MEALS', '990000013', 250, 0.5, 4.25, '{Normal,Sans sel}', '{}', '[2015-01-01,2020-01-01)', 'zz-action', 'test'),
      ('zz-b', 'zz-1', 'MEALS', '990000013', 400, null, null, '{}', '{}', '[2020-01-01,)', 'zz-action', 'test'),
      ('zz-c', 'zz-1', 'MEALS', '990000012', 100, 1, 0, '{}', '{}', '(,)', null, 'test'),
      ('zz-d', 'zz-2', 'LINEN', '990000013', 50, null, null, '{}', '{Draps}', '[2015-01-01,2020-01-01)', 'zz-action', 'test'),
      ('zz-e', 'zz-2', 'LINEN', '990000013', null, null, null, '{}', '{}', '[2020-01-01,)', null, 'test'),
      ('zz-f', 'zz-3', 'MEALS', '990000020', 10, null, null, '{}', '{}', '(,)', null, 'test'),
      ('zz-g', 'zz-4', 'MEALS', '990000020', 10, null, null, '{}', '{}', '(,)', null, 'test'),
      ('zz-h', 'zz-5', 'LINEN', '990000020', 0.1, null, null, '{}', '{}', '(,)', null, 'test'),
      ('zz-i', 'zz-5', 'LINEN', '990000021', 0.2, null, null, '{}', '{}', '(,)', null, 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const fields =
  '__typename kind productionUnit { __typename id name } customer { finess } dailyVolume unit share unitCostEur period { start end } action { id } source { code } ... on MealContract { diets } ... on LinenContract { articles }';
const flows = (contracts: any[]): string[] =>
  contracts.map((each) => `${keyOf(each.productionUnit).at(-1)}→${each.customer.finess.at(-1)} ${each.period.start}`);

const ofUnits = (keys: string[], selection: string): Promise<Answer> =>
  ofEntities(
    service,
    keys.map((key) => {
      const __typename = ['zz-2', 'zz-5', 'zz-6'].includes(key) ? 'Laundry' : 'Kitchen';
      return { __typename, id: encodeNodeId(__typename, key) };
    }),
    `... on ProductionUnit { ${selection} }`,
  );

describe('contracts', () => {
  it.each([
    ['2014-12-31', ['1→2 null'], []],
    ['2015-01-01', ['1→3 2015-01-01', '1→2 null'], ['2→3 2015-01-01']],
    ['2019-12-31', ['1→3 2015-01-01', '1→2 null'], ['2→3 2015-01-01']],
    ['2020-01-01', ['1→3 2020-01-01', '1→2 null'], ['2→3 2020-01-01']],
    [null, ['1→3 2020-01-01', '1→2 null'], ['2→3 2020-01-01']],
  ])('hang on their unit and on both their ends as they are in force on the day: %s', async (asOf, meals, linen) => {
    const day = JSON.stringify(asOf);
    const selection = `consumed: supplyContracts(role: CONSUMER, asOf: ${day}) { ${fields} } provided: supplyContracts(role: PROVIDER, asOf: ${day}) { ${fields} }`;
    const parents = ['990000013', '990000011', '990000001', '990000012', 'none'];
    const { data, errors, statements } = await ofEstablishments(service, parents, selection);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(3);
    const [customer, site, operator, both, none] = data._entities;
    const own = meals.filter((flow) => flow.includes('→3'));
    expect([flows(customer.consumed), customer.provided]).toEqual([[...own, ...linen], []]);
    // Where a unit stands provides, and so does whoever operates it: where they are one, each contract still comes once.
    expect([flows(site.provided), flows(operator.provided), flows(both.provided)]).toEqual([meals, meals, linen]);
    expect([flows(both.consumed), site.consumed]).toEqual([['1→2 null'], []]);
    expect(none).toEqual({ consumed: [], provided: [] });

    const units = await ofUnits(['zz-1', 'zz-2', 'zz-6'], `contracts(asOf: ${day}) { ${fields} }`);
    // The units come with the contracts that they have themselves.
    expect(units.statements).toHaveLength(2);
    expect(units.data._entities.map((each: any) => flows(each.contracts))).toEqual([meals, linen, []]);
  });

  it.each([
    ['[LINEN]', ['2→3 2015-01-01']],
    ['[MEALS]', ['1→3 2015-01-01']],
    ['[]', []],
    ['null', ['1→3 2015-01-01', '2→3 2015-01-01']],
  ])('are of the kinds that are asked: %s', async (kind, expected) => {
    const selection = `supplyContracts(role: CONSUMER, kind: ${kind}, asOf: "2016-01-01") { ${fields} }`;
    const { data } = await ofEstablishments(service, ['990000013'], selection);
    expect(flows(data._entities[0].supplyContracts)).toEqual(expected);
  });

  it('are of the kind of their unit, where none is told', async () => {
    const add = (unit: string) =>
      database.query(
        `insert into logistics.supply_contract (code, unit_code, customer_finess, source_code) values ('zz-new', '${unit}', '990000030', 'test') returning kind`,
      );
    await expect(add('zz-none')).rejects.toMatchObject({ constraint: 'supply_contract_unit' });
    expect(await add('zz-6')).toEqual([{ kind: 'LINEN' }]);
    await database.query(`delete from logistics.supply_contract where code = 'zz-new'`);
  });

  it('hang on the action that they rest on, whatever their period', async () => {
    const actions = ['zz-action', 'none'];
    const { data, errors, statements } = await ofNodes(
      service,
      'CooperationAction',
      actions,
      `supplyContracts { ${fields} }`,
    );
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
    const [{ supplyContracts }, none] = data._entities;
    expect(none.supplyContracts).toEqual([]);
    expect(supplyContracts).toEqual([
      {
        __typename: 'MealContract',
        kind: 'MEALS',
        productionUnit: { __typename: 'Kitchen', id: encodeNodeId('Kitchen', 'zz-1'), name: 'ZZ Cuisine' },
        customer: { finess: '990000013' },
        dailyVolume: 250,
        unit: 'MEALS_PER_DAY',
        share: 0.5,
        unitCostEur: 4.25,
        period: { start: '2015-01-01', end: '2020-01-01' },
        action: { id: encodeNodeId('CooperationAction', 'zz-action') },
        source: { code: 'test' },
        diets: ['Normal', 'Sans sel'],
      },
      expect.objectContaining({ dailyVolume: 400, share: null, unitCostEur: null, diets: [] }),
      expect.objectContaining({
        __typename: 'LinenContract',
        productionUnit: { __typename: 'Laundry', id: encodeNodeId('Laundry', 'zz-2'), name: 'ZZ Blanchisserie' },
        unit: 'KG_PER_DAY',
        articles: ['Draps'],
      }),
    ]);
  });
});

describe('what units have to deliver', () => {
  it.each([
    ['the day before', '"2014-12-31"', [100, 0.1], [0, 0]],
    ['the first day', '"2015-01-01"', [350, 0.35], [50, 0.25]],
    ['the last day', '"2019-12-31"', [350, 0.35], [50, 0.25]],
    // The later contract of the laundry has no known volume.
    ['the day of the end', '"2020-01-01"', [500, 0.5], [0, null]],
    ['today', 'null', [500, 0.5], [0, null]],
  ])('is the sum of the contracts in force, %s', async (_, day, kitchen, laundry) => {
    const selection = `contractedVolume(asOf: ${day}) utilisation(asOf: ${day})`;
    const { data, errors } = await ofUnits(['zz-1', 'zz-2'], selection);
    expect(errors).toEqual([]);
    expect(data._entities.map(Object.values)).toEqual([kitchen, laundry]);
  });

  it('is no part of a capacity that is not known, or of none; and is told in decimals', async () => {
    const { data } = await ofUnits(['zz-3', 'zz-4', 'zz-5', 'zz-6'], 'contractedVolume utilisation');
    expect(data._entities.map(Object.values)).toEqual([
      [10, null],
      [10, null],
      [0.3, 0.3 / 0.1],
      [0, 0],
    ]);
  });

  it('costs one statement a day that is asked, for one unit or many', async () => {
    const selection = `now: contractedVolume utilisation then: utilisation(asOf: "2016-01-01")`;
    const kitchens = (first: number): Promise<Answer> =>
      service.execute(
        `{ kitchens(where: { name: { startsWith: "ZZ" } }, first: ${first}) { nodes { ${selection} } } }`,
      );
    const [one, many] = [await kitchens(1), await kitchens(20)];
    expect([one.statements.length, many.statements.length]).toEqual([3, 3]);
    expect(many.data.kitchens.nodes.map((each: any) => each.then)).toEqual([0.35, null, null]);
  });
});
