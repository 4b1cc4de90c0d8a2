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
    insert into clinical.laboratory (code, name, site_finess, operated_by_finess, specialties, biosafety, period, source_code) values
      ('zz-1', 'ZZ Laboratoire Mère', '990000011', '990000001', '{BIOCHEMISTRY,GENETICS}', 'P2', '(,)', 'test'),
      ('zz-2', 'ZZ Confinement', '990000012', '990000012', '{VIROLOGY}', 'P3', '[2015-01-01,2020-01-01)', 'test'),
      ('zz-3', 'ZZ Sans nom', '990000013', null, '{}', 'P2', '[2020-01-01,)', 'test')`);
  await database.query(`
    insert into clinical.laboratory (code, name, site_finess, biosafety, source_code)
    select 'zz-page-' || n, 'Page ' || n, '990000020', 'P4', 'test' from generate_series(1, 23) n`);
  await database.query(
    `insert into clinical.laboratory_sharing values ('zz-2', '990000011'), ('zz-2', '990000001'), ('zz-1', '990000012')`,
  );
  await database.query(`
    insert into clinical.lab_referral
      (code, requester_finess, laboratory_code, specialty, tests_per_year, share, turnaround_hours, period, action_reference, source_code) values
      ('zz-a', '990000013', 'zz-1', 'GENETICS', 300, 0.5, 48.5, '[2015-01-01,2020-01-01)', 'zz-action', 'test'),
      ('zz-b', '990000013', 'zz-1', 'GENETICS', null, null, null, '[2020-01-01,)', 'zz-action', 'test'),
      ('zz-c', '990000013', 'zz-2', 'VIROLOGY', 0, 0, 0, '(,)', null, 'test'),
      ('zz-d', '990000012', 'zz-1', 'BIOCHEMISTRY', 9, 1, null, '(,)', null, 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const list = (where: object): Promise<Answer> =>
  service.execute(`query ($where: LaboratoryWhere) { laboratories(where: $where) { totalCount nodes { id } } }`, {
    where,
  });
const digits = (nodes: { id: string }[]): string => nodes.map((node) => keyOf(node).at(-1)).join('');

describe('laboratories', () => {
  it.each([
    ['name eq', { name: { eq: 'ZZ Confinement' } }, '2'],
    ['name contains, whatever the accents', { name: { contains: 'mere' } }, '1'],
    ['name startsWith, whatever the case', { name: { startsWith: 'zz sans' } }, '3'],
    ['specialty, one of these', { specialty: ['VIROLOGY', 'GENETICS'] }, '12'],
    ['specialty, of none', { specialty: [] }, ''],
    ['biosafety', { biosafety: ['P2', 'P4'] }, '13'],
    ['site eq', { site: { eq: '990000012' } }, '2'],
    ['site in', { site: { in: ['990000011', '990000013', '990000001'] } }, '13'],
    ['site contains', { site: { contains: '0013' } }, '3'],
    ['asOf, the day before', { asOf: '2014-12-31' }, '1'],
    ['asOf, the first day', { asOf: '2015-01-01' }, '12'],
    ['asOf, the last day', { asOf: '2019-12-31' }, '12'],
    ['asOf, the day of the end', { asOf: '2020-01-01' }, '13'],
    ['no day', {}, '123'],
    ['OR', { OR: [{ biosafety: ['P3'] }, { site: { eq: '990000011' } }] }, '12'],
    ['NOT', { NOT: { specialty: ['GENETICS'] } }, '23'],
    ['NOT of two', { NOT: { biosafety: ['P2'], asOf: '2019-12-31' } }, '23'],
  ])('are kept by %s', async (_, where, expected) => {
    const { data, errors, statements } = await list({ AND: [{ name: { startsWith: 'zz' } }, where] });
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
    expect(digits(data.laboratories.nodes)).toBe(expected);
    expect(data.laboratories.totalCount).toBe(expected.length);
  });

  it('are paged through, each once', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `zz-page-${index + 1}`).toSorted();
    const { forward, backward } = await readBothWays(service, 'laboratories', '{ site: { eq: "990000020" } }');
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });

  it('are found by id, with all that is known of them', async () => {
    const fields =
      'name site { finess } operatedBy { finess } specialties biosafety sharedWith { finess } period { start end } source { code }';
    const { data, errors, statements } = await ofNodes(service, 'Laboratory', ['zz-2', 'zz-3', 'none'], fields);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(1);
    expect(data._entities).toEqual([
      {
        name: 'ZZ Confinement',
        site: { finess: '990000012' },
        operatedBy: { finess: '990000012' },
        specialties: ['VIROLOGY'],
        biosafety: 'P3',
        sharedWith: [{ finess: '990000001' }, { finess: '990000011' }],
        period: { start: '2015-01-01', end: '2020-01-01' },
        source: { code: 'test' },
      },
      expect.objectContaining({
        operatedBy: null,
        specialties: [],
        sharedWith: [],
        period: { start: '2020-01-01', end: null },
      }),
      null,
    ]);
  });

  it('are of those where they stand, who operate them or share them, each once, in one statement', async () => {
    const parents = ['990000001', '990000011', '990000012', '990000013', 'none'];
    const { data, statements } = await ofEstablishments(service, parents, 'laboratories { id }');
    expect(statements).toHaveLength(1);
    expect(data._entities.map((each: any) => digits(each.laboratories))).toEqual(['12', '12', '12', '3', '']);
  });
});

describe('referrals', () => {
  const fields =
    'requester { finess } laboratory { id name } specialty testsPerYear share turnaroundHours period { start end } action { id } source { code }';
  const flows = (referrals: any[]): string[] =>
    referrals.map((each) => `${each.requester.finess.at(-1)}→${digits([each.laboratory])} ${each.period.start}`);

  it.each([
    ['2014-12-31', ['3→2 null'], ['2→1 null']],
    ['2015-01-01', ['3→1 2015-01-01', '3→2 null'], ['3→1 2015-01-01', '2→1 null']],
    ['2019-12-31', ['3→1 2015-01-01', '3→2 null'], ['3→1 2015-01-01', '2→1 null']],
    ['2020-01-01', ['3→1 2020-01-01', '3→2 null'], ['3→1 2020-01-01', '2→1 null']],
    [null, ['3→1 2020-01-01', '3→2 null'], ['3→1 2020-01-01', '2→1 null']],
  ])('hang on both their ends as they hold on the day: %s', async (asOf, consumed, provided) => {
    const day = JSON.stringify(asOf);
    const selection = `consumed: labReferrals(role: CONSUMER, asOf: ${day}) { ${fields} } provided: labReferrals(role: PROVIDER, asOf: ${day}) { ${fields} }`;
    const parents = ['990000013', '990000011', '990000001', '990000012', 'none'];
    const { data, errors, statements } = await ofEstablishments(service, parents, selection);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(3);
    const [requester, site, operator, both, none] = data._entities;
    expect([flows(requester.consumed), requester.provided]).toEqual([consumed, []]);
    // The site of a laboratory provides its work, and so does whoever operates it; who shares it does not.
    expect([flows(site.provided), flows(operator.provided)]).toEqual([provided, provided]);
    // Where the site operates it itself, each referral still comes once.
    expect([flows(both.consumed), flows(both.provided)]).toEqual([['2→1 null'], ['3→2 null']]);
    expect(none).toEqual({ consumed: [], provided: [] });
  });

  it('hang on the action that they rest on, whatever their period', async () => {
    const selection = `labReferrals { ${fields} }`;
    const { data, statements } = await ofNodes(service, 'CooperationAction', ['zz-action', 'none'], selection);
    expect(statements).toHaveLength(2);
    const [action, none] = data._entities;
    expect(flows(action.labReferrals)).toEqual(['3→1 2015-01-01', '3→1 2020-01-01']);
    expect(action.labReferrals[0]).toMatchObject({
      laboratory: { name: 'ZZ Laboratoire Mère' },
      specialty: 'GENETICS',
      testsPerYear: 300,
      share: 0.5,
      turnaroundHours: 48.5,
      period: { end: '2020-01-01' },
      action: { id: encodeNodeId('CooperationAction', 'zz-action') },
      source: { code: 'test' },
    });
    expect(action.labReferrals[1]).toMatchObject({ testsPerYear: null, share: null, turnaroundHours: null });
    expect(none.labReferrals).toEqual([]);
  });
});

describe('the database refuses', () => {
  const sound: Record<string, object> = {
    laboratory: { name: 'ZZ', site_finess: '990000011', biosafety: 'P2' },
    lab_referral: { requester_finess: '990000013', laboratory_code: 'zz-1', specialty: 'GENETICS' },
  };
  it.each([
    ['laboratory', { name: '' }, 'name_check'],
    ['laboratory', { site_finess: '99' }, 'site_finess_check'],
    ['laboratory', { operated_by_finess: '' }, 'operated_by_finess_check'],
    ['laboratory', { specialties: ['VIROLOGY', 'ASTROLOGY'] }, 'specialties_check'],
    ['laboratory', { specialties: [null] }, 'specialties_check'],
    ['laboratory', { biosafety: 'P1' }, 'biosafety_check'],
    ['laboratory', { period: 'empty' }, 'period_check'],
    ['lab_referral', { requester_finess: '99' }, 'requester_finess_check'],
    ['lab_referral', { laboratory_code: 'zz-none' }, 'laboratory_code_fkey'],
    ['lab_referral', { specialty: 'ASTROLOGY' }, 'specialty_check'],
    ['lab_referral', { tests_per_year: -1 }, 'tests_per_year_check'],
    ['lab_referral', { share: 1.01 }, 'share_check'],
    ['lab_referral', { share: -0.01 }, 'share_check'],
    ['lab_referral', { turnaround_hours: -1 }, 'turnaround_hours_check'],
    ['lab_referral', { turnaround_hours: 'NaN' }, 'turnaround_hours_check'],
    ['lab_referral', { period: 'empty' }, 'period_check'],
    ['lab_referral', { period: '[2019-12-31,2020-01-01)' }, 'period'],
  ])('a %s with %j', async (table, fault, rule) => {
    const row = { code: 'zz-bad', source_code: 'test', ...sound[table], ...fault };
    await expect(insertRow(database, `clinical.${table}`, row)).rejects.toMatchObject({
      constraint: `${table}_${rule}`,
    });
  });
});
