import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments, ofNodes } from '../../support/entities.ts';
import { keyOf, readBothWays } from '../../support/pages.ts';
import { insertRow } from '../../support/rows.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  await database.query(`
    insert into clinical.pharmacy (code, name, site_finess, operated_by_finess, activities, period, source_code) values
      ('zz-1', 'ZZ Pharmacie Élevée', '990000011', '990000001', '{CYTOTOXICS,STERILISATION}', '(,)', 'test'),
      ('zz-2', 'ZZ Achats', '990000012', '990000012', '{PURCHASING}', '[2015-01-01,2020-01-01)', 'test'),
      ('zz-3', 'ZZ Sans activité', '990000013', null, '{}', '[2020-01-01,)', 'test')`);
  await database.query(`
    insert into clinical.pharmacy (code, name, site_finess, source_code)
    select 'zz-page-' || n, 'Page ' || n, '990000020', 'test' from generate_series(1, 23) n`);
  await database.query(`
    insert into clinical.pharmacy_supply
      (code, pharmacy_code, customer_finess, activity, units_per_year, share, period, action_reference, source_code) values
      ('zz-a', 'zz-1', '990000013', 'CYTOTOXICS', 1200, 0.75, '[2015-01-01,2020-01-01)', 'zz-action', 'test'),
      ('zz-b', 'zz-1', '990000013', 'CYTOTOXICS', null, null, '[2020-01-01,)', 'zz-action', 'test'),
      ('zz-c', 'zz-2', '990000013', 'PURCHASING', 0, 0, '(,)', null, 'test'),
      ('zz-d', 'zz-1', '990000012', 'STERILISATION', 9, 1, '(,)', null, 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const list = (where: object): Promise<Answer> =>
  service.execute(`query ($where: PharmacyWhere) { pharmacies(where: $where) { totalCount nodes { id } } }`, { where });
const digits = (nodes: { id: string }[]): string => nodes.map((node) => keyOf(node).at(-1)).join('');

describe('hospital pharmacies', () => {
  it.each([
    ['name eq', { name: { eq: 'ZZ Achats' } }, '2'],
    ['name contains, whatever the accents', { name: { contains: 'elevee' } }, '1'],
    ['name startsWith, whatever the case', { name: { startsWith: 'zz sans' } }, '3'],
    ['activity, one of these', { activity: ['PURCHASING', 'STERILISATION'] }, '12'],
    ['activity, of none', { activity: [] }, ''],
    ['site eq', { site: { eq: '990000012' } }, '2'],
    ['site in', { site: { in: ['990000011', '990000013', '990000001'] } }, '13'],
    ['site contains', { site: { contains: '0013' } }, '3'],
    ['asOf, the day before', { asOf: '2014-12-31' }, '1'],
    ['asOf, the first day', { asOf: '2015-01-01' }, '12'],
    ['asOf, the last day', { asOf: '2019-12-31' }, '12'],
    ['asOf, the day of the end', { asOf: '2020-01-01' }, '13'],
    ['no day', {}, '123'],
    ['OR', { OR: [{ activity: ['PURCHASING'] }, { site: { eq: '990000011' } }] }, '12'],
    ['NOT', { NOT: { activity: ['CYTOTOXICS'] } }, '23'],
    ['NOT of two', { NOT: { activity: ['CYTOTOXICS', 'PURCHASING'], asOf: '2020-01-01' } }, '23'],
  ])('are kept by %s', async (_, where, expected) => {
    const { data, errors, statements } = await list({ AND: [{ name: { startsWith: 'zz' } }, where] });
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
    expect(digits(data.pharmacies.nodes)).toBe(expected);
    expect(data.pharmacies.totalCount).toBe(expected.length);
  });

  it('are paged through, each once', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `zz-page-${index + 1}`).toSorted();
    const { forward, backward } = await readBothWays(service, 'pharmacies', '{ site: { eq: "990000020" } }');
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });

  it('are found by id, with all that is known of them', async () => {
    const fields = 'name site { finess } operatedBy { finess } activities period { start end } source { code }';
    const { data, errors, statements } = await ofNodes(service, 'Pharmacy', ['zz-1', 'zz-3', 'none'], fields);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(1);
    expect(data._entities).toEqual([
      {
        name: 'ZZ Pharmacie Élevée',
        site: { finess: '990000011' },
        operatedBy: { finess: '990000001' },
        activities: ['CYTOTOXICS', 'STERILISATION'],
        period: { start: null, end: null },
        source: { code: 'test' },
      },
      expect.objectContaining({ operatedBy: null, activities: [], period: { start: '2020-01-01', end: null } }),
      null,
    ]);
  });

  it('are of those where they stand or who operate them, each once, in one statement', async () => {
    const parents = ['990000001', '990000011', '990000012', '990000013', 'none'];
    const { data, statements } = await ofEstablishments(service, parents, 'pharmacies { id }');
    expect(statements).toHaveLength(1);
    expect(data._entities.map((each: any) => digits(each.pharmacies))).toEqual(['1', '1', '2', '3', '']);
  });
});

describe('supplies', () => {
  const fields =
    'pharmacy { id name } customer { finess } activity unitsPerYear share period { start end } action { id } source { code }';
  const flows = (supplies: any[]): string[] =>
    supplies.map((each) => `${digits([each.pharmacy])}→${each.customer.finess.at(-1)} ${each.period.start}`);

  it.each([
    ['2014-12-31', ['2→3 null'], ['1→2 null']],
    ['2015-01-01', ['1→3 2015-01-01', '2→3 null'], ['1→3 2015-01-01', '1→2 null']],
    ['2019-12-31', ['1→3 2015-01-01', '2→3 null'], ['1→3 2015-01-01', '1→2 null']],
    ['2020-01-01', ['1→3 2020-01-01', '2→3 null'], ['1→3 2020-01-01', '1→2 null']],
    [null, ['1→3 2020-01-01', '2→3 null'], ['1→3 2020-01-01', '1→2 null']],
  ])('hang on both their ends as they hold on the day: %s', async (asOf, consumed, provided) => {
    const day = JSON.stringify(asOf);
    const selection = `consumed: pharmacySupplies(role: CONSUMER, asOf: ${day}) { ${fields} } provided: pharmacySupplies(role: PROVIDER, asOf: ${day}) { ${fields} }`;
    const parents = ['990000013', '990000011', '990000001', '990000012', 'none'];
    const { data, errors, statements } = await ofEstablishments(service, parents, selection);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(3);
    const [customer, site, operator, both, none] = data._entities;
    expect([flows(customer.consumed), customer.provided]).toEqual([consumed, []]);
    // The site of a pharmacy supplies, and so does whoever operates it.
    expect([flows(site.provided), flows(operator.provided)]).toEqual([provided, provided]);
    // Where the site operates it itself, each supply still comes once.
    expect([flows(both.consumed), flows(both.provided)]).toEqual([['1→2 null'], ['2→3 null']]);
    expect(none).toEqual({ consumed: [], provided: [] });
  });

  it('hang on the action that they rest on, whatever their period', async () => {
    const selection = `pharmacySupplies { ${fields} }`;
    const { data, statements } = await ofNodes(service, 'CooperationAction', ['zz-action', 'none'], selection);
    expect(statements).toHaveLength(2);
    const [action, none] = data._entities;
    expect(flows(action.pharmacySupplies)).toEqual(['1→3 2015-01-01', '1→3 2020-01-01']);
    expect(action.pharmacySupplies[0]).toMatchObject({
      pharmacy: { name: 'ZZ Pharmacie Élevée' },
      activity: 'CYTOTOXICS',
      unitsPerYear: 1200,
      share: 0.75,
      period: { end: '2020-01-01' },
      action: { id: encodeNodeId('CooperationAction', 'zz-action') },
      source: { code: 'test' },
    });
    expect(action.pharmacySupplies[1]).toMatchObject({ unitsPerYear: null, share: null, period: { end: null } });
    expect(none.pharmacySupplies).toEqual([]);
  });
});

describe('the database refuses', () => {
  const sound: Record<string, object> = {
    pharmacy: { name: 'ZZ', site_finess: '990000011' },
    pharmacy_supply: { pharmacy_code: 'zz-1', customer_finess: '990000013', activity: 'CYTOTOXICS' },
  };
  it.each([
    ['pharmacy', { name: '' }, 'name_check'],
    ['pharmacy', { site_finess: '99' }, 'site_finess_check'],
    ['pharmacy', { operated_by_finess: '' }, 'operated_by_finess_check'],
    ['pharmacy', { activities: ['PURCHASING', 'ALCHEMY'] }, 'activities_check'],
    ['pharmacy', { activities: [null] }, 'activities_check'],
    ['pharmacy', { period: 'empty' }, 'period_check'],
    ['pharmacy_supply', { pharmacy_code: 'zz-none' }, 'pharmacy_code_fkey'],
    ['pharmacy_supply', { customer_finess: '99' }, 'customer_finess_check'],
    ['pharmacy_supply', { activity: 'ALCHEMY' }, 'activity_check'],
    ['pharmacy_supply', { units_per_year: -1 }, 'units_per_year_check'],
    ['pharmacy_supply', { share: 1.01 }, 'share_check'],
    ['pharmacy_supply', { share: -0.01 }, 'share_check'],
    ['pharmacy_supply', { period: 'empty' }, 'period_check'],
    ['pharmacy_supply', { period: '[2019-12-31,2020-01-01)' }, 'period'],
  ])('a %s with %j', async (table, fault, rule) => {
    const row = { code: 'zz-bad', source_code: 'test', ...sound[table], ...fault };
    await expect(insertRow(database, `clinical.${table}`, row)).rejects.toMatchObject({
      constraint: `${table}_${rule}`,
    });
  });
});
