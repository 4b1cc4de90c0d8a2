import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';
import { endOf, loadHospitals } from './hospitals.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await loadHospitals(database);
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const find = (args: string, list: string): Promise<Answer> =>
  service.execute(`{ findEstablishments(${args}) { ${list} } }`);

/** Each one's values of some measures, by the end of its number. */
async function valuesOf(measures: string): Promise<(number | null)[][]> {
  const { data, errors, statements } = await find(
    'where: {}',
    `nodes { establishment { finess } measures(${measures}) { value } }`,
  );
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(2);
  return data.findEstablishments.nodes.map((node: any) => [
    endOf(node.establishment),
    ...node.measures.map((each: any) => each.value),
  ]);
}

describe('measures of matches', () => {
  it('count a legal entity with its sites, and are null where nothing is known', async () => {
    expect(
      await valuesOf(
        'codes: [ESTABLISHMENTS, MCO_BEDS, SCANNERS, MRIS, IMAGING_EXAMS, INTERNS, COOPERATIONS, DEPENDENCIES]',
      ),
    ).toEqual([
      // Its sites take part in two of its three actions both.
      [1, 1, 90, 1, 3, 1800, 42, 3, 2],
      [2, 1, 67, 2, null, null, null, 1, 1],
      [11, 1, 50, null, 2, 1000, 30, 2, 2],
      [12, 1, 40, 1, 1, 800, 12, 2, null],
      [21, 1, 60, 2, null, null, null, 1, 1],
      [31, 1, null, null, 0, 8, 5, 1, 1],
      [41, 1, null, null, null, null, null, null, 1],
    ]);
  });

  it('are of the year that is asked for', async () => {
    expect(await valuesOf('codes: [INTERNS, MRIS, MCO_BEDS], year: 2023')).toEqual([
      [1, null, null, 25],
      [2, 9, 1, 70],
      [11, null, null, 25],
      [12, null, null, null],
      [21, 9, 1, 70],
      [31, null, null, null],
      [41, null, null, null],
    ]);
    expect((await valuesOf('codes: [MCO_BEDS], year: 1990')).flat().filter((value) => value === null)).toHaveLength(7);
  });

  it('are one statement for all matches, whatever the order and number of codes', async () => {
    const two = 'measures(codes: [MRIS, INTERNS]) { measure value } again: measures(codes: [INTERNS, MRIS]) { value }';
    const [one, all] = [
      await find('where: {}, first: 1', `nodes { ${two} }`),
      await find('where: {}', `nodes { ${two} }`),
    ];
    expect([one.statements.length, all.statements.length]).toEqual([2, 2]);
    expect(all.data.findEstablishments.nodes[0]).toEqual({
      measures: [
        { measure: 'MRIS', value: 3 },
        { measure: 'INTERNS', value: 42 },
      ],
      again: [{ value: 42 }, { value: 3 }],
    });
    const none = await find('where: {}', 'nodes { measures(codes: []) { value } }');
    expect([none.statements.length, none.data.findEstablishments.nodes[0]]).toEqual([1, { measures: [] }]);
  });

  it('are of no match without a statement of their own', async () => {
    const { data, statements } = await find(
      'where: { OR: [] }',
      'totalCount nodes { measures(codes: [MRIS]) { value } } pageInfo { hasNextPage endCursor }',
    );
    expect(data.findEstablishments).toEqual({
      totalCount: 0,
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
    expect(statements).toHaveLength(1);
  });
});

describe('is refused', () => {
  it.each([
    ['where: {}', 'nodes { measures(codes: [MRIS], year: 1899) { value } }', 'year'],
    [
      'where: {}, orderBy: [{ measure: MRIS }, { measure: MRIS, direction: ASC }]',
      'nodes { establishment { finess } }',
      'orderBy',
    ],
    ['where: {}, first: 101', 'totalCount', 'first'],
    ['where: {}, last: -1', 'totalCount', 'last'],
    ['where: {}, after: "x"', 'totalCount', 'after'],
  ])('%s { %s }, naming the argument', async (args, list, argument) => {
    const { errors } = await find(args, list);
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument } });
  });

  it('a cursor of another order', async () => {
    const { data } = await find('where: {}, orderBy: [{ measure: MRIS }], first: 1', 'pageInfo { endCursor }');
    const { endCursor } = data.findEstablishments.pageInfo;
    const { errors } = await find(`where: {}, orderBy: [{ measure: INTERNS }], after: "${endCursor}"`, 'totalCount');
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } });
  });
});
