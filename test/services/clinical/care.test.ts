import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments, ofNodes } from '../../support/entities.ts';
import { keyOf, readBothWays } from '../../support/pages.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  await database.query(`insert into clinical.discipline values ('ZZ1', 'Dermatologie'), ('ZZ2', 'Oncologie')`);
  await database.query(`
    insert into clinical.care_unit (code, name, kind, discipline_code, site_finess, beds, places, period, action_reference, source_code) values
      ('zz-1', 'ZZ Service d’été', 'WARD', 'ZZ1', '990000011', 20, null, '[2020-01-01,2022-01-01)', 'zz-action', 'test'),
      ('zz-2', 'ZZ Équipe', 'JOINT_TEAM', 'ZZ2', '990000011', null, null, '[2021-06-01,)', 'zz-action', 'test'),
      ('zz-3', 'ZZ Hôpital de jour', 'DAY_HOSPITAL', 'ZZ1', '990000012', 0, 12, '(,)', null, 'test')`);
  await database.query(`
    insert into clinical.care_unit_staff values ('zz-2', '990000012'), ('zz-2', '990000001'), ('zz-2', '990000011'), ('zz-3', '990000001')`);
  await database.query(`
    insert into clinical.care_unit (code, name, kind, discipline_code, site_finess, source_code)
    select 'zz-page-' || n, 'YY page', 'WARD', 'ZZ1', '990000020', 'test' from generate_series(1, 23) n`);
  await database.query(`
    insert into clinical.care_activity (establishment_finess, year, discipline, beds, places, full_stays, day_stays, bed_days, source_code) values
      ('990000011', 2024, 'SURGERY', 10, 2, 300, 40, 2500, 'test'), ('990000011', 2024, 'MEDICINE', 30, null, 900, null, 9000, 'test'),
      ('990000011', 2023, 'MEDICINE', 0, null, null, null, null, 'test'), ('990000012', 2024, 'PSYCHIATRY', 5, 1, 2, 3, 4, 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const digits = (nodes: { id: string }[]): string => nodes.map((node) => keyOf(node).at(-1)).join('');

const fields =
  'id name kind discipline { system code label } site { finess } staffedBy { finess } beds places period { start end } action { id } source { code }';

describe('care units', () => {
  it.each([
    ['name eq, exactly', { name: { eq: 'ZZ Équipe' } }, '2'],
    ['name contains, whatever the accents', { name: { contains: 'hopital' } }, '3'],
    ['name startsWith', { name: { startsWith: 'zz s' } }, '1'],
    ['kind', { kind: ['WARD', 'DAY_HOSPITAL'] }, '13'],
    ['no kind', { kind: [] }, ''],
    ['discipline eq', { discipline: { eq: 'ZZ1' } }, '13'],
    ['discipline startsWith', { discipline: { startsWith: 'ZZ' } }, '123'],
    ['site eq', { site: { eq: '990000011' } }, '12'],
    ['site contains', { site: { contains: '00012' } }, '3'],
    ['beds gte', { beds: { gte: 0 } }, '13'],
    ['beds isNull', { beds: { isNull: true } }, '2'],
    ['asOf, the day before', { asOf: '2019-12-31' }, '3'],
    ['asOf, the first day', { asOf: '2020-01-01' }, '13'],
    ['asOf, the last day', { asOf: '2021-12-31' }, '123'],
    ['asOf, the day of the end', { asOf: '2022-01-01' }, '23'],
    ['OR', { OR: [{ beds: { gt: 10 } }, { kind: ['JOINT_TEAM'] }] }, '12'],
    ['NOT', { NOT: { kind: ['WARD'] } }, '23'],
    ['NOT, unknowns included', { NOT: { beds: { eq: 20 } } }, '23'],
  ])('are kept by %s', async (_, where, expected) => {
    const { data, errors, statements } = await service.execute(
      `query ($where: CareUnitWhere) { careUnits(where: $where) { totalCount nodes { ${fields} } } }`,
      { where: { AND: [{ name: { startsWith: 'zz' } }, where] } },
    );
    expect(errors).toEqual([]);
    expect(digits(data.careUnits.nodes)).toBe(expected);
    expect(data.careUnits.totalCount).toBe(expected.length);
    expect(statements).toHaveLength(2);
  });

  it('are paged through, each once', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `zz-page-${index + 1}`).toSorted();
    const { forward, backward } = await readBothWays(service, 'careUnits', '{ site: { eq: "990000020" } }');
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });

  it('are found by id, with all that is known of them', async () => {
    const { data, statements } = await ofNodes(service, 'CareUnit', ['zz-2', 'none'], fields);
    expect(statements).toHaveLength(1);
    expect(data._entities).toEqual([
      {
        id: encodeNodeId('CareUnit', 'zz-2'),
        name: 'ZZ Équipe',
        kind: 'JOINT_TEAM',
        discipline: { system: expect.stringContaining('TRE_R211'), code: 'ZZ2', label: 'Oncologie' },
        site: { finess: '990000011' },
        staffedBy: [{ finess: '990000001' }, { finess: '990000011' }, { finess: '990000012' }],
        beds: null,
        places: null,
        period: { start: '2021-06-01', end: null },
        action: { id: encodeNodeId('CooperationAction', 'zz-action') },
        source: { code: 'test' },
      },
      null,
    ]);
  });

  it('are those that stand at an establishment or that it staffs, each once', async () => {
    const selection = `careUnits(first: 1) { totalCount nodes { id staffedBy { finess } } pageInfo { endCursor hasNextPage } }
      wards: careUnits(where: { kind: [WARD] }) { nodes { id } }`;
    const parents = ['990000011', '990000012', '990000001', '990000099'];
    const one = await ofEstablishments(service, parents.slice(0, 1), selection);
    const { data, errors, statements } = await ofEstablishments(service, parents, selection);
    expect(errors).toEqual([]);
    expect([one.statements.length, statements.length]).toEqual([3, 3]);
    expect(data._entities.map((each: any) => digits(each.careUnits.nodes))).toEqual(['1', '2', '2', '']);
    expect(data._entities.map((each: any) => each.careUnits.totalCount)).toEqual([2, 2, 2, 0]);
    expect(data._entities.map((each: any) => digits(each.wards.nodes))).toEqual(['1', '', '', '']);
    const { hasNextPage, endCursor } = data._entities[2].careUnits.pageInfo;
    const next = await ofEstablishments(service, ['990000001'], `careUnits(after: "${endCursor}") { nodes { id } }`);
    expect([hasNextPage, digits(next.data._entities[0].careUnits.nodes)]).toEqual([true, '3']);
  });

  it('are those that rest on an action', async () => {
    const actions = ['zz-action', 'zz-none'];
    const { data, statements } = await ofNodes(service, 'CooperationAction', actions, `careUnits { ${fields} }`);
    expect(statements).toHaveLength(1);
    expect(data._entities.map((each: any) => digits(each.careUnits))).toEqual(['12', '']);
  });
});

describe('care activity', () => {
  it('is told by year and discipline, in one statement for many establishments', async () => {
    const selection = `careActivity(years: [2024, 2022]) { year discipline beds places fullStays dayStays bedDays establishment { finess } source { code } }`;
    const { data, statements } = await ofEstablishments(service, ['990000011', '990000012', '990000099'], selection);
    expect(statements).toHaveLength(1);
    const [first, second, none] = data._entities.map((each: any) => each.careActivity);
    const medicine = { beds: 30, places: null, fullStays: 900, dayStays: null, bedDays: 9000 };
    const shared = { year: 2024, establishment: { finess: '990000011' }, source: { code: 'test' } };
    expect(first).toEqual([
      { ...shared, discipline: 'MEDICINE', ...medicine },
      { ...shared, discipline: 'SURGERY', beds: 10, places: 2, fullStays: 300, dayStays: 40, bedDays: 2500 },
    ]);
    expect(second).toMatchObject([{ discipline: 'PSYCHIATRY', establishment: { finess: '990000012' } }]);
    expect(none).toEqual([]);
  });

  it.each([
    ['all years', '', [2023, 2024, 2024]],
    ['one', '(years: [2023])', [2023]],
    ['none', '(years: [])', []],
  ])('is of the years that are asked: %s', async (_, years, expected) => {
    const { data } = await ofEstablishments(service, ['990000011'], `careActivity${years} { year }`);
    expect(data._entities[0].careActivity.map(({ year }: any) => year)).toEqual(expected);
  });
});

describe('the database refuses', () => {
  const unit = (values: string): string =>
    `insert into clinical.care_unit (source_code, code, name, kind, discipline_code, site_finess, beds, period) values ('test', ${values})`;
  const activity = (values: string): string =>
    `insert into clinical.care_activity (establishment_finess, source_code, year, discipline, beds) values ('990000011', 'test', ${values})`;
  it.each([
    ['negative beds', unit(`'zz-bad', 'A', 'WARD', 'ZZ1', '990000011', -1, '(,)'`), 'care_unit_beds_check'],
    ['a unit without a name', unit(`'zz-bad', '', 'WARD', 'ZZ1', '990000011', 1, '(,)'`), 'care_unit_name_check'],
    ['a kind that is none', unit(`'zz-bad', 'A', 'ROOM', 'ZZ1', '990000011', 1, '(,)'`), 'care_unit_kind_check'],
    ['a period of no day', unit(`'zz-bad', 'A', 'WARD', 'ZZ1', '990000011', 1, 'empty'`), 'care_unit_period_check'],
    ['a site that is none', unit(`'zz-bad', 'A', 'WARD', 'ZZ1', '99', 1, '(,)'`), 'care_unit_site_finess_check'],
    ['a code with signs', unit(`'zz bad', 'A', 'WARD', 'ZZ1', '990000011', 1, '(,)'`), 'care_unit_code_check'],
    ['no discipline', unit(`'zz-bad', 'A', 'WARD', 'ZZ9', '990000011', 1, '(,)'`), 'care_unit_discipline_code_fkey'],
    ['negative activity', activity(`2020, 'MEDICINE', -1`), 'care_activity_beds_check'],
    ['a year twice', activity(`2023, 'MEDICINE', 1`), 'care_activity_pkey'],
  ])('%s', async (_, statement, constraint) => expect(database.query(statement)).rejects.toMatchObject({ constraint }));
});
