import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments, ofNodes } from '../../support/entities.ts';
import { keyOf, readBothWays } from '../../support/pages.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  await database.query(`insert into clinical.specialty values ('ZZ01', 'Cardiologie'), ('ZZ02', 'Pharmacie')`);
  await database.query(`
    insert into clinical.training_post (code, specialty_code, semester, posts, filled, site_finess, offered_by_finess, action_reference, source_code) values
      ('zz-1', 'ZZ01', '2024-11', 4, 3, '990000011', '990000001', 'zz-action', 'test'),
      ('zz-2', 'ZZ01', '2025-05', 2, 0, '990000011', null, 'zz-action', 'test'),
      ('zz-3', 'ZZ02', '2024-11', 1, 1, '990000012', '990000001', null, 'test'),
      ('zz-4', 'ZZ02', '2025-05', 0, 0, '990000013', '990000013', null, 'test')`);
  await database.query(
    `insert into clinical.training_post_rotation values ('zz-1', '990000013'), ('zz-1', '990000012'), ('zz-3', '990000011')`,
  );
  await database.query(`
    insert into clinical.training_post (code, specialty_code, semester, posts, filled, site_finess, source_code)
    select 'zz-page-' || n, 'ZZ01', '2030-11', 1, 1, '990000020', 'test' from generate_series(1, 23) n`);
  await database.query(`
    insert into clinical.intern_census values
      ('990000011', 2024, 25, 20, 3, 2, null, 50, 'test'), ('990000011', 2023, null, 4, null, null, null, 4, 'test'),
      ('990000012', 2024, null, 0, null, null, null, null, 'test')`);
  await database.query(`
    insert into clinical.workforce_need (code, establishment_finess, specialty_code, required_fte, filled_fte, period, source_code) values
      ('zz-a', '990000001', 'ZZ01', 12.5, 9.8, '[2024-01-01,2025-01-01)', 'test'),
      ('zz-b', '990000001', 'ZZ01', 12, 12.4, '[2025-01-01,)', 'test'),
      ('zz-c', '990000001', 'ZZ02', 1, 0, '(,2024-01-01)', 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const own = { site: { startsWith: '99000001' } };
const digits = (nodes: { id: string }[]): string => nodes.map((node) => keyOf(node).at(-1)).join('');

const list = (where: object, first?: number): Promise<Answer> =>
  service.execute(
    `query ($where: TrainingPostWhere, $first: Int) { trainingPosts(where: $where, first: $first) { totalCount fillRate nodes { id } } }`,
    { where, first },
  );

describe('training posts', () => {
  it.each([
    ['specialty eq', { specialty: { eq: 'ZZ01' } }, '12'],
    ['specialty startsWith', { specialty: { startsWith: 'ZZ' } }, '1234'],
    ['specialty in', { specialty: { in: ['ZZ02', 'none'] } }, '34'],
    ['semester eq', { semester: { eq: '2024-11' } }, '13'],
    ['semester startsWith', { semester: { startsWith: '2025' } }, '24'],
    ['site eq', { site: { eq: '990000012' } }, '3'],
    ['site contains', { site: { contains: '0013' } }, '4'],
    ['OR', { OR: [{ site: { eq: '990000013' } }, { semester: { eq: '2024-11' } }] }, '134'],
    ['NOT', { NOT: { specialty: { eq: 'ZZ01' }, semester: { eq: '2024-11' } } }, '234'],
  ])('are kept by %s', async (_, where, expected) => {
    const { data, errors } = await list({ AND: [own, where] });
    expect(errors).toEqual([]);
    expect(digits(data.trainingPosts.nodes)).toBe(expected);
  });

  it('are paged through, each once', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `zz-page-${index + 1}`).toSorted();
    const { forward, backward } = await readBothWays(service, 'trainingPosts', '{ site: { eq: "990000020" } }');
    expect([forward.flat(), backward.flat()]).toEqual([keys, keys]);
    expect([forward.length, backward.length]).toEqual([5, 5]);
  });

  it('tell how many of the whole list are filled, whatever the page', async () => {
    const { data, statements } = await list(own, 1);
    expect(data.trainingPosts).toMatchObject({ totalCount: 4, fillRate: 4 / 7, nodes: [{}] });
    expect(statements).toHaveLength(3);
    const closed = await list({ site: { eq: '990000013' } });
    expect(closed.data.trainingPosts).toMatchObject({ totalCount: 1, fillRate: null });
    const none = await list({ site: { eq: 'none' } });
    expect(none.data.trainingPosts).toMatchObject({ totalCount: 0, fillRate: null });
  });

  const fields =
    'specialty { system code label } semester posts filled site { finess } offeredBy { finess } rotatesWith { finess } action { id } source { code }';

  it('are found by id, with all that is known of them', async () => {
    const { data, errors, statements } = await ofNodes(service, 'TrainingPost', ['zz-1', 'none'], fields);
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(1);
    expect(data._entities).toEqual([
      {
        specialty: { system: expect.stringContaining('TRE_R38'), code: 'ZZ01', label: 'Cardiologie' },
        semester: '2024-11',
        posts: 4,
        filled: 3,
        site: { finess: '990000011' },
        offeredBy: { finess: '990000001' },
        rotatesWith: [{ finess: '990000012' }, { finess: '990000013' }],
        action: { id: encodeNodeId('CooperationAction', 'zz-action') },
        source: { code: 'test' },
      },
      null,
    ]);
  });

  it('are those that rest on an action', async () => {
    const selection = `trainingPosts { id ${fields} }`;
    const { data, statements } = await ofNodes(service, 'CooperationAction', ['zz-action', 'zz-none'], selection);
    expect(statements).toHaveLength(1);
    const [action, none] = data._entities;
    expect(digits(action.trainingPosts)).toBe('12');
    expect(action.trainingPosts[1]).toMatchObject({ offeredBy: null, rotatesWith: [] });
    expect(none.trainingPosts).toEqual([]);
  });
});

describe('an establishment', () => {
  const selection = (asOf: string | null): string => `
    trainingPosts(where: { specialty: { startsWith: "ZZ" } }, first: 2) { totalCount fillRate nodes { id rotatesWith { finess } } pageInfo { hasNextPage } }
    internCensus(years: [2023, 2024]) { year medicine generalPractice emergency pharmacy odontology total establishment { finess } source { code } }
    workforceNeeds(asOf: ${JSON.stringify(asOf)}) { specialty { system code label } requiredFte filledFte period { start end } establishment { finess } source { code } }`;

  it('has the posts held there or offered by it, each once, in as many statements as any number of them', async () => {
    const parents = ['990000001', '990000011', '990000013', '990000099'];
    const one = await ofEstablishments(service, parents.slice(0, 1), selection(null));
    const { data, errors, statements } = await ofEstablishments(service, parents, selection(null));
    expect(errors).toEqual([]);
    expect([one.statements.length, statements.length]).toEqual([5, 5]);
    expect(data._entities.map((each: any) => digits(each.trainingPosts.nodes))).toEqual(['13', '12', '4', '']);
    expect(data._entities.map((each: any) => each.trainingPosts.totalCount)).toEqual([2, 2, 1, 0]);
    expect(data._entities.map((each: any) => each.trainingPosts.fillRate)).toEqual([4 / 5, 3 / 6, null, null]);
    expect(data._entities[0]).toEqual(one.data._entities[0]);
  });

  it('has its interns by year', async () => {
    const years = `all: internCensus { year total } one: internCensus(years: [2024]) { year medicine generalPractice odontology total source { code } } none: internCensus(years: []) { year }`;
    const { data, statements } = await ofEstablishments(service, ['990000011', '990000012'], years);
    expect(statements).toHaveLength(3);
    const [first, second] = data._entities;
    expect(first.all).toEqual([
      { year: 2023, total: 4 },
      { year: 2024, total: 50 },
    ]);
    expect(first.one).toMatchObject([
      { medicine: 25, generalPractice: 20, odontology: null, source: { code: 'test' } },
    ]);
    expect(second.one).toMatchObject([{ medicine: null, generalPractice: 0, total: null }]);
    expect(first.none).toEqual([]);
  });

  it.each([
    ['2023-12-31', ['ZZ02 1 0']],
    ['2024-01-01', ['ZZ01 12.5 9.8']],
    ['2024-12-31', ['ZZ01 12.5 9.8']],
    ['2025-01-01', ['ZZ01 12 12.4']],
    [null, ['ZZ01 12 12.4']],
  ])('has the needs of the day: %s', async (asOf, expected) => {
    const { data } = await ofEstablishments(service, ['990000001'], selection(asOf));
    const needs = data._entities[0].workforceNeeds;
    expect(needs.map((need: any) => `${need.specialty.code} ${need.requiredFte} ${need.filledFte}`)).toEqual(expected);
    expect(needs[0]).toMatchObject({ establishment: { finess: '990000001' }, source: { code: 'test' } });
  });
});

describe('the database refuses', () => {
  const post = (values: string): string =>
    `insert into clinical.training_post (specialty_code, source_code, code, semester, posts, filled, site_finess) values ('ZZ01', 'test', 'zz-bad', ${values})`;
  const census = (values: string): string =>
    `insert into clinical.intern_census (source_code, establishment_finess, year, total) values ('test', ${values})`;
  const need = (values: string): string =>
    `insert into clinical.workforce_need (code, source_code, establishment_finess, specialty_code, required_fte, filled_fte, period) values ('zz-bad', 'test', '990000001', ${values})`;
  it.each([
    ['more filled than posts', post(`'2024-11', 1, 2, '990000011'`), 'training_post_filled'],
    ['negative posts', post(`'2024-11', -1, 0, '990000011'`), 'training_post_filled'],
    ['negative filled posts', post(`'2024-11', 1, -1, '990000011'`), 'training_post_filled_check'],
    ['a semester that begins in October', post(`'2024-10', 1, 1, '990000011'`), 'training_post_semester_check'],
    ['a semester with its day', post(`'2024-11-01', 1, 1, '990000011'`), 'training_post_semester_check'],
    ['a site that is no FINESS number', post(`'2024-11', 1, 1, '99000001'`), 'training_post_site_finess_check'],
    ['negative interns', census(`'990000012', 2020, -1`), 'intern_census_total_check'],
    ['two censuses of a year', census(`'990000012', 2024, 1`), 'intern_census_pkey'],
    ['a negative need', need(`'ZZ02', -1, 0, '[2030-01-01,)'`), 'workforce_need_required_fte_check'],
    ['what is no number', need(`'ZZ02', 1, 'NaN', '[2030-01-01,)'`), 'workforce_need_filled_fte_check'],
    ['a need for no time', need(`'ZZ02', 1, 0, 'empty'`), 'workforce_need_period_check'],
    ['two needs of a specialty at once', need(`'ZZ01', 1, 0, '[2024-12-31,2025-01-01)'`), 'workforce_need_period'],
    ['an unknown specialty', need(`'ZZ99', 1, 0, '(,)'`), 'workforce_need_specialty_code_fkey'],
  ])('%s', async (_, statement, constraint) => expect(database.query(statement)).rejects.toMatchObject({ constraint }));
});
