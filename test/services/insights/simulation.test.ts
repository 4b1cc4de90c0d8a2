import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
  await database.query(`insert into source (code, title) values ('test', 'Test')`);
  await database.query(`
    insert into establishment (finess, level, name, latitude, longitude, legal_entity_finess, source_code) values
      ('990000001', 'LEGAL_ENTITY', 'Entity', null, null, null, 'test'), ('990000011', 'SITE', 'North', 50, 6, '990000001', 'test'),
      ('990000012', 'SITE', 'North too', 49, 6, '990000001', 'test'), ('990000013', 'SITE', 'South', 43, 6, null, 'test'),
      ('990000014', 'SITE', 'New', 44, 6, null, 'test'), ('990000015', 'SITE', 'Nowhere', null, null, null, 'test')`);
  // The reference dataset has kitchens at work, of which one has a contract: it is asked about below; laundries are these alone.
  await database.query(`update logistics.production_unit set status = 'CLOSED' where kind = 'LINEN'`);
  await database.query(`
    insert into logistics.production_unit (code, kind, name, status, site_finess, operator_finess, daily_capacity, source_code) values
      ('zz-1', 'LINEN', 'North', 'OPERATING', null, '990000001', 100, 'test'), ('zz-2', 'LINEN', 'South', 'OPERATING', '990000013', null, 50, 'test'),
      ('zz-3', 'LINEN', 'Idle', 'OPERATING', '990000014', null, 500, 'test'), ('zz-4', 'LINEN', 'Planned', 'PLANNED', '990000014', null, 500, 'test')`);
  await database.query(`
    insert into logistics.supply_contract (code, unit_code, customer_finess, daily_volume, unit_cost_eur, period, source_code) values
      ('zz-1', 'zz-1', '990000012', 40, 2, '(,)', 'test'), ('zz-2', 'zz-1', '990000001', 20, 5, '[2020-01-01,)', 'test'),
      ('zz-3', 'zz-2', '990000013', 30, 1, '(,)', 'test'), ('zz-4', 'zz-1', '990000014', 99, 1, '(,2020-01-01)', 'test'),
      ('zz-5', 'zz-3', '990000014', 99, 1, '(,2020-01-01)', 'test'), ('zz-6', 'zz-4', '990000014', 99, 1, '(,)', 'test'),
      ('zz-7', 'zz-2', '999999999', 5, null, '(,)', 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const metrics = 'dailyVolume dailyCapacity unmetVolume costPerUnitEur customersAtRisk { finess }';
const simulate = (scenario: object): Promise<Answer> =>
  service.execute(
    `query ($scenario: SharedServiceScenario!) { simulateSharedService(scenario: $scenario) {
      feasible warnings baseline { ${metrics} } scenario { ${metrics} } units { productionUnit name utilisation overCapacity } } }`,
    { scenario },
  );

const idle = 'Idle operates, but no contract of it is known: it is left out.';
const laundry = (code: string): string => encodeNodeId('Laundry', code);

describe('the network', () => {
  it('is that of the units at work with their contracts of today', async () => {
    const { data, errors, statements } = await simulate({ kind: 'LINEN' });
    expect([errors, statements.length]).toEqual([[], 1]);
    // 40 × 2 + 20 × 5 + 30 × 1 = 210 € for the 90 kg whose cost is known.
    const today = {
      dailyVolume: 95,
      dailyCapacity: 150,
      unmetVolume: 0,
      costPerUnitEur: expect.closeTo(210 / 90, 9),
      customersAtRisk: [],
    };
    expect(data.simulateSharedService).toEqual({
      feasible: true,
      warnings: [
        idle,
        'The cost of 5 of the 95 meals or kilograms delivered in a day is unknown: the stated cost is that of the rest.',
      ],
      baseline: today,
      scenario: today,
      units: [
        { productionUnit: laundry('zz-1'), name: 'North', utilisation: 0.6, overCapacity: false },
        { productionUnit: laundry('zz-2'), name: 'South', utilisation: 0.7, overCapacity: false },
      ],
    });
  });

  it('changes as asked, in two statements whatever is asked', async () => {
    const { data, errors, statements } = await simulate({
      kind: 'LINEN',
      addCustomers: [
        { finess: '990000014', dailyVolume: 10 },
        { finess: '990000012', dailyVolume: 5.5 },
        { finess: '990000015', dailyVolume: 1 },
      ],
      removeCustomers: ['990000013', '999999999'],
      unitsOffline: [],
    });
    expect([errors, statements.length]).toEqual([[], 2]);
    expect(data.simulateSharedService).toMatchObject({
      feasible: true,
      // 180 € of the contracts; 10 at 1 € in the south, 5.5 and 1 at 3 € in the north.
      scenario: { dailyVolume: 76.5, unmetVolume: 0, costPerUnitEur: expect.closeTo((180 + 10 + 19.5) / 76.5, 9) },
      units: [{ utilisation: 0.665 }, { utilisation: 0.2 }],
      warnings: [
        idle,
        'North too (990000012) is already supplied by North: the added volume is additional.',
        'The location of Nowhere (990000015) is unknown: units were tried in the order of their codes.',
      ],
    });
  });

  it('loses units, and says which of them change nothing', async () => {
    const { data } = await simulate({
      kind: 'LINEN',
      unitsOffline: [laundry('zz-1'), laundry('zz-3'), laundry('zz-4')],
    });
    // The contracts in the order of their codes: 15 of 40, and nothing of 20.
    expect(data.simulateSharedService).toMatchObject({
      feasible: false,
      scenario: {
        dailyVolume: 95,
        dailyCapacity: 50,
        unmetVolume: 45,
        customersAtRisk: [{ finess: '990000012' }, { finess: '990000001' }],
      },
      units: [{ productionUnit: laundry('zz-2'), utilisation: 1, overCapacity: false }],
      warnings: [
        'Idle does not operate, or has no contract in force: stopping it changes nothing.',
        'Planned does not operate, or has no contract in force: stopping it changes nothing.',
        'The cost of 5 of the 50 meals or kilograms delivered in a day is unknown: the stated cost is that of the rest.',
      ],
    });
  });

  it('of the reference dataset is that of the operation', async () => {
    const { data, errors } = await simulate({
      kind: 'MEALS',
      addCustomers: [{ finess: '570000596', dailyVolume: 600 }],
    });
    expect(errors).toEqual([]);
    expect(data.simulateSharedService).toMatchObject({
      feasible: true,
      warnings: expect.arrayContaining([expect.stringContaining('it is left out')]),
      baseline: { dailyVolume: 2600, dailyCapacity: 3500, unmetVolume: 0, costPerUnitEur: 6.2 },
      scenario: { dailyVolume: 3200, dailyCapacity: 3500, unmetVolume: 0, costPerUnitEur: 6.2, customersAtRisk: [] },
    });
    expect(data.simulateSharedService.units).toHaveLength(1);
  });
});

const many = (length: number): { finess: string; dailyVolume: number }[] =>
  Array.from({ length }, (_, index) => ({ finess: `99${index}`.padEnd(9, '0'), dailyVolume: 1 }));

it.each([
  [
    'an unknown customer',
    { addCustomers: [many(1)[0], { finess: '123456789', dailyVolume: 1 }] },
    'addCustomers.0.finess',
  ],
  ['a volume of 0', { addCustomers: [{ finess: '990000014', dailyVolume: 0 }] }, 'addCustomers.0.dailyVolume'],
  ['a negative volume', { addCustomers: [{ finess: '990000014', dailyVolume: -1 }] }, 'addCustomers.0.dailyVolume'],
  [
    'a volume beyond reason',
    { addCustomers: [{ finess: '990000014', dailyVolume: 1e300 }] },
    'addCustomers.0.dailyVolume',
  ],
  ['too many customers', { addCustomers: many(101) }, 'addCustomers'],
  ['a customer twice', { addCustomers: [many(2)[1], many(1)[0], many(1)[0]] }, 'addCustomers.2.finess'],
  ['the removal of no customer', { removeCustomers: ['990000012', '990000014'] }, 'removeCustomers.1'],
  ['the removal of a customer of the other kind', { removeCustomers: ['570005165'] }, 'removeCustomers.0'],
  ['a removal twice', { removeCustomers: ['990000012', '990000012'] }, 'removeCustomers.1'],
  ['too many removals', { removeCustomers: many(101).map(({ finess }) => finess) }, 'removeCustomers'],
  ['an unknown unit', { unitsOffline: [laundry('zz-1'), laundry('zz-9')] }, 'unitsOffline.1'],
  ['a kitchen among laundries', { unitsOffline: [encodeNodeId('Kitchen', 'metz-cuisine-chr')] }, 'unitsOffline.0'],
  ['a kitchen as a laundry', { unitsOffline: [laundry('metz-cuisine-chr')] }, 'unitsOffline.0'],
  ['what is no id', { unitsOffline: ['zz-1'] }, 'unitsOffline.0'],
  ['a unit twice', { unitsOffline: [laundry('zz-1'), laundry('zz-1')] }, 'unitsOffline.1'],
])('%s is refused', async (_, scenario, argument) => {
  const { data, errors } = await simulate({ kind: 'LINEN', ...scenario });
  expect(data).toEqual({ simulateSharedService: null });
  expect(errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'BAD_USER_INPUT', argument: `scenario.${argument}` },
  ]);
});
