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
  await database.query(`
    insert into clinical.research_structure (code, name, kind, action_reference, source_code) values
      ('zz-1', 'ZZ Comité', 'RESEARCH_COMMITTEE', 'zz-action', 'test'), ('zz-2', 'ZZ Plateforme', 'SUPPORT_PLATFORM', 'zz-action', 'test'),
      ('zz-3', 'ZZ Centre', 'INVESTIGATION_CENTRE', null, 'test')`);
  await database.query(`
    insert into clinical.research_participation (code, structure_code, establishment_finess, role, period, source_code)
    select 'zz-' || v.column1, 'zz-' || v.column2, v.column3, v.column4, v.column5, 'test' from (values
      ('a', 1, '990000001', 'HOST', daterange '[2010-01-01,)'), ('b', 1, '990000001', 'MEMBER', '[2020-01-01,)'),
      ('c', 1, '990000002', 'MEMBER', '[2015-01-01,2016-01-01)'), ('d', 1, '990000002', 'MEMBER', '[2016-01-01,2017-01-01)'),
      ('e', 2, '990000002', 'USER', daterange(null, current_date)), ('f', 2, '990000003', 'USER', daterange(current_date, null)),
      ('g', 3, '990000003', 'ASSOCIATED_CENTRE', daterange(current_date + 2, null))) v`);
  await database.query(`
    insert into clinical.study (code, title, registry_number, period, source_code) values
      ('zz-1', 'ZZ Étude du cœur', 'NCT00000001', '[2020-01-01,2022-01-01)', 'test'), ('zz-2', 'ZZ Essai 100%', null, '[2021-06-01,)', 'test'),
      ('zz-3', 'ZZ Sans centre', null, '(,)', 'test')`);
  await database.query(`
    insert into clinical.study_centre (code, study_code, establishment_finess, role, included, source_code) values
      ('zz-a', 'zz-1', '990000001', 'SPONSOR', null, 'test'), ('zz-b', 'zz-1', '990000001', 'COORDINATOR', 10, 'test'),
      ('zz-c', 'zz-1', '990000002', 'ASSOCIATED_CENTRE', 0, 'test'), ('zz-d', 'zz-2', '990000001', 'ASSOCIATED_CENTRE', 5, 'test')`);
  await database.query(`
    insert into clinical.study (code, title, source_code) select 'zz-page-' || n, 'YY page ' || n, 'test' from generate_series(1, 23) n`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const digits = (nodes: { id: string }[]): string => nodes.map((node) => keyOf(node).at(-1)).join('');

describe('research structures', () => {
  const fields =
    'id name kind participants { role period { start end } establishment { finess } source { code } } action { id } source { code }';

  it.each([
    ['all of them', '', '123'],
    ['one kind', '(kind: [RESEARCH_COMMITTEE])', '1'],
    ['two kinds', '(kind: [INVESTIGATION_CENTRE, SUPPORT_PLATFORM])', '23'],
    ['no kind', '(kind: [])', ''],
  ])('are listed with their participants: %s', async (_, kind, expected) => {
    const { data, errors, statements } = await service.execute(`{ researchStructures${kind} { ${fields} } }`);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(expected ? 2 : 1);
    const own = data.researchStructures.filter(({ name }: any) => name.startsWith('ZZ'));
    expect(digits(own)).toBe(expected);
  });

  it('are found by id, with all who took part', async () => {
    const { data, statements } = await ofNodes(service, 'ResearchStructure', ['zz-1', 'zz-2', 'none'], fields);
    expect(statements).toHaveLength(2);
    const [committee, platform, none] = data._entities;
    const shown = ({ role, period: { start, end }, establishment: { finess }, source: { code } }: any): string =>
      [role, start, end, finess, code].join(' ');
    expect(committee).toMatchObject({
      name: 'ZZ Comité',
      kind: 'RESEARCH_COMMITTEE',
      action: { id: encodeNodeId('CooperationAction', 'zz-action') },
      source: { code: 'test' },
    });
    expect(committee.participants.map(shown)).toEqual([
      'HOST 2010-01-01  990000001 test',
      'MEMBER 2020-01-01  990000001 test',
      'MEMBER 2015-01-01 2016-01-01 990000002 test',
      'MEMBER 2016-01-01 2017-01-01 990000002 test',
    ]);
    expect(platform.participants).toHaveLength(2);
    expect(none).toBeNull();
  });

  it('are those of an establishment today, each once whatever its roles', async () => {
    const parents = ['990000001', '990000002', '990000003', '990000099'];
    const one = await ofEstablishments(service, parents.slice(0, 1), 'researchStructures { id }');
    const { data, statements } = await ofEstablishments(service, parents, 'researchStructures { id }');
    expect([one.statements.length, statements.length]).toEqual([1, 1]);
    expect(data._entities.map((each: any) => digits(each.researchStructures))).toEqual(['1', '', '2', '']);
  });

  it('are those that rest on an action', async () => {
    const actions = ['zz-action', 'zz-none'];
    const { data, statements } = await ofNodes(service, 'CooperationAction', actions, 'researchStructures { id }');
    expect(statements).toHaveLength(1);
    expect(data._entities.map((each: any) => digits(each.researchStructures))).toEqual(['12', '']);
  });
});

describe('studies', () => {
  const fields =
    'id title registryNumber period { start end } centres { role included establishment { finess } source { code } } source { code }';

  it.each([
    ['title eq, exactly', { title: { eq: 'ZZ Étude du cœur' } }, '1'],
    ['title eq, in other letters', { title: { eq: 'ZZ Etude du coeur' } }, ''],
    ['title contains, whatever the accents', { title: { contains: 'etude du coeur' } }, '1'],
    ['title startsWith', { title: { startsWith: 'zz s' } }, '3'],
    ['centre eq', { centre: { eq: '990000002' } }, '1'],
    ['centre in', { centre: { in: ['990000001', '990000002'] } }, '12'],
    ['centre startsWith', { centre: { startsWith: '99000000' } }, '12'],
    ['centre contains', { centre: { contains: '0000002' } }, '1'],
    ['centre isNull', { centre: { isNull: true } }, '3'],
    ['centre known', { centre: { isNull: false } }, '12'],
    ['asOf, the day before', { asOf: '2019-12-31' }, '3'],
    ['asOf, the first day', { asOf: '2020-01-01' }, '13'],
    ['asOf, the last day', { asOf: '2021-12-31' }, '123'],
    ['asOf, the day of the end', { asOf: '2022-01-01' }, '23'],
    ['OR', { OR: [{ centre: { eq: '990000002' } }, { title: { contains: '100' } }] }, '12'],
    ['NOT', { NOT: { centre: { eq: '990000002' } } }, '23'],
    ['NOT of a title', { NOT: { title: { startsWith: 'zz e' } } }, '3'],
  ])('are kept by %s', async (_, where, expected) => {
    const { data, errors, statements } = await service.execute(
      `query ($where: StudyWhere) { studies(where: $where) { totalCount nodes { ${fields} } } }`,
      { where: { AND: [{ title: { startsWith: 'zz' } }, where] } },
    );
    expect(errors).toEqual([]);
    expect(digits(data.studies.nodes)).toBe(expected);
    expect(data.studies.totalCount).toBe(expected.length);
    expect(statements).toHaveLength(expected ? 3 : 2);
  });

  it('are paged through, each once', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `zz-page-${index + 1}`).toSorted();
    const { forward, backward } = await readBothWays(service, 'studies', '{ title: { startsWith: "yy page" } }');
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });

  it('are found by id, with their centres', async () => {
    const { data, statements } = await ofNodes(service, 'Study', ['zz-1', 'zz-3'], fields);
    expect(statements).toHaveLength(2);
    expect(data._entities[0]).toMatchObject({
      registryNumber: 'NCT00000001',
      period: { start: '2020-01-01', end: '2022-01-01' },
      centres: [
        { role: 'SPONSOR', included: null, establishment: { finess: '990000001' }, source: { code: 'test' } },
        { role: 'COORDINATOR', included: 10 },
        { role: 'ASSOCIATED_CENTRE', included: 0, establishment: { finess: '990000002' } },
      ],
    });
    expect(data._entities[1]).toMatchObject({ period: { start: null, end: null }, centres: [] });
  });

  it('are those of an establishment, each once, by its roles', async () => {
    const selection = `all: studies(first: 1) { totalCount nodes { id centres { role } } pageInfo { hasNextPage endCursor } }
      led: studies(role: [SPONSOR, COORDINATOR]) { totalCount nodes { id } } joined: studies(role: [ASSOCIATED_CENTRE]) { totalCount nodes { id } }`;
    const one = await ofEstablishments(service, ['990000001'], selection);
    const { data, errors, statements } = await ofEstablishments(service, ['990000001', '990000002'], selection);
    expect(errors).toEqual([]);
    expect([one.statements.length, statements.length]).toEqual([7, 7]);
    const counted = ({ totalCount, nodes }: any): string => `${totalCount}: ${digits(nodes)}`;
    const lists = data._entities.map(({ all, led, joined }: any) => [all, led, joined].map(counted));
    expect(lists).toEqual([
      ['2: 1', '1: 1', '1: 2'],
      ['1: 1', '0: ', '1: 1'],
    ]);
    const { hasNextPage, endCursor } = data._entities[0].all.pageInfo;
    const next = await ofEstablishments(service, ['990000001'], `studies(after: "${endCursor}") { nodes { id } }`);
    expect([hasNextPage, digits(next.data._entities[0].studies.nodes)]).toEqual([true, '2']);
  });
});

describe('the database refuses', () => {
  const takesPart = (finess: string, role: string, period: string): string =>
    `insert into clinical.research_participation values ('zz-bad', 'zz-1', '${finess}', '${role}', '${period}', 'test')`;
  const centre = (study: string, finess: string, role: string, included: number): string =>
    `insert into clinical.study_centre values ('zz-bad', '${study}', '${finess}', '${role}', ${included}, 'test')`;
  it.each([
    ['the same role twice at once', takesPart('990000002', 'MEMBER', '[2016-12-31,)'), 'research_participation_period'],
    ['a period of no day', takesPart('990000002', 'USER', 'empty'), 'research_participation_period_check'],
    ['a role that is none', takesPart('990000002', 'LEADER', '(,)'), 'research_participation_role_check'],
    ['a role in a study twice', centre('zz-1', '990000001', 'SPONSOR', 1), 'study_centre_role'],
    ['negative inclusions', centre('zz-2', '990000002', 'SPONSOR', -1), 'study_centre_included_check'],
    ['a FINESS number too short', centre('zz-2', '99', 'SPONSOR', 1), 'study_centre_establishment_finess_check'],
    ['a centre of no study', centre('zz-none', '990000002', 'SPONSOR', 1), 'study_centre_study_code_fkey'],
  ])('%s', async (_, statement, constraint) => expect(database.query(statement)).rejects.toMatchObject({ constraint }));

  it('no participation that follows on another', async () => {
    await database.query(takesPart('990000002', 'MEMBER', '[2017-01-01,2018-01-01)'));
    await database.query(`delete from clinical.research_participation where code = 'zz-bad'`);
  });
});
