import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';
import { loadHospitals } from './hospitals.ts';

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

const aggregate = (variables: object): Promise<Answer> =>
  service.execute(
    `query ($where: CrossDomainWhere, $groupBy: [AggregateDimension!]!, $measures: [AggregateMeasure!]!, $year: Int) {
      aggregateEstablishments(where: $where, groupBy: $groupBy, measures: $measures, year: $year) { dimensions { system code label } values { measure value } } }`,
    variables as Record<string, unknown>,
  );

const every = [
  'ESTABLISHMENTS',
  'MCO_BEDS',
  'SCANNERS',
  'MRIS',
  'IMAGING_EXAMS',
  'INTERNS',
  'COOPERATIONS',
  'DEPENDENCIES',
];

/** The codes of each row's dimensions, then its values. */
async function rows(groupBy: string[], measures = every, more: object = {}): Promise<unknown[][]> {
  const { data, errors, statements } = await aggregate({ groupBy, measures, ...more });
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(1);
  return data.aggregateEstablishments.map((row: any) => {
    expect(row.values.map((value: any) => value.measure)).toEqual(measures);
    return [...row.dimensions.map((dimension: any) => dimension.code), ...row.values.map((value: any) => value.value)];
  });
}

describe('measures', () => {
  it('of all establishments are one row: each figure, action and tie counts once', async () => {
    expect(await rows([])).toEqual([[5, 157, 3, 3, 1808, 47, 3, 5]]);
  });

  it.each([
    [
      ['REGION'],
      [
        ['REG-11', 1, null, null, 0, 8, 5, 1, 1],
        ['REG-44', 3, 150, 3, 3, 1800, 42, 3, 3],
        // What the legal entity 2 has itself, whose place is not known, and the site 41.
        ['UNK', 1, 7, null, null, null, null, null, 1],
      ],
    ],
    [
      ['DEPARTMENT'],
      [
        ['54', 1, 40, 1, 1, 800, 12, 2, null],
        ['57', 1, 50, null, 2, 1000, 30, 3, 2],
        ['75', 1, null, null, 0, 8, 5, 1, 1],
        ['88', 1, 60, 2, null, null, null, 1, 1],
        ['UNK', 1, 7, null, null, null, null, null, 1],
      ],
    ],
    [
      ['CATEGORY'],
      [
        ['101', 1, 50, null, 2, 1000, 30, 3, 2],
        ['114', 1, null, null, 0, 8, 5, 1, 1],
        ['355', 2, 107, 3, 1, 800, 12, 3, 1],
        ['Z99', 1, null, null, null, null, null, null, 1],
      ],
    ],
    [
      ['LEGAL_STATUS'],
      [
        ['13', 1, 67, 2, null, null, null, 1, 1],
        ['UNK', 4, 90, 1, 3, 1808, 47, 2, 4],
      ],
    ],
    [
      ['GHT'],
      [
        // By their legal entities. 21 is in both groups; the associates 1 and 31 are in none by that.
        ['G1', 3, 157, 3, 3, 1800, 42, 3, 3],
        ['G2', 1, 60, 2, null, null, null, 1, 1],
        ['UNK', 2, null, null, 0, 8, 5, 1, 2],
      ],
    ],
    [
      ['YEAR'],
      [
        ['2023', 5, 95, null, 1, 100, 9, 3, 5],
        ['2024', 5, 157, 3, 3, 1808, 47, 3, 5],
      ],
    ],
  ])('are grouped by %s', async (groupBy, expected) => {
    expect(await rows(groupBy)).toEqual(expected);
  });

  it('are grouped by several dimensions at once, in their order', async () => {
    expect(
      await rows(['YEAR', 'GHT', 'CATEGORY', 'DEPARTMENT'], ['MCO_BEDS', 'ESTABLISHMENTS'], {
        where: { isMilitary: false },
      }),
    ).toEqual(
      [2023, 2024].flatMap((year) => [
        [`${year}`, 'G1', '101', '57', year === 2023 ? 25 : 50, 1],
        [`${year}`, 'G1', '355', '54', year === 2023 ? null : 40, 1],
        [`${year}`, 'G1', '355', '88', year === 2023 ? 70 : 60, 1],
        ...(year === 2023 ? [] : [['2024', 'G1', '355', 'UNK', 7, 0]]),
        [`${year}`, 'G2', '355', '88', year === 2023 ? 70 : 60, 1],
        [`${year}`, 'UNK', 'Z99', 'UNK', null, 1],
      ]),
    );
  });

  it('are of the latest year, or of the one that is asked for', async () => {
    expect(await rows([], ['MCO_BEDS', 'INTERNS'], { year: 2023 })).toEqual([[95, 9]]);
    expect(await rows(['YEAR'], ['MCO_BEDS'], { year: 2023 })).toEqual([['2023', 95]]);
    expect(await rows(['YEAR'], ['ESTABLISHMENTS'])).toEqual([
      ['2023', 5],
      ['2024', 5],
    ]);
    expect(await rows(['YEAR'], ['MCO_BEDS', 'COOPERATIONS'], { year: 1990 })).toEqual([['1990', null, 3]]);
  });

  it.each([
    ['imaging', { imaging: { modality: ['MRI'] } }, [2, 90]],
    ['NOT', { NOT: { imaging: { modality: ['MRI'] } } }, [3, 67]],
    ['a figure of a legal entity and its sites together', { interns: { eq: 42 } }, [0, null]],
    ['what binds a legal entity, and its sites with it', { membership: { kind: ['GHT'] } }, [4, 157]],
    ['a cooperation of a legal entity', { cooperation: { partner: { eq: '990000021' } } }, [2, 90]],
    ['a contract of a site, and of no other one', { catering: { any: true } }, [1, 50]],
    ['a dependency of a site, and of no other one', { dependsOn: { domain: ['CATERING'] } }, [1, 50]],
    ['nothing', { name: { eq: 'nobody' } }, [0, null]],
  ])('are of those found by %s', async (_, where, expected) => {
    expect(await rows([], ['ESTABLISHMENTS', 'MCO_BEDS'], { where })).toEqual([expected]);
  });

  it('have no row where there is no establishment to group', async () => {
    for (const groupBy of [['REGION'], ['YEAR']])
      expect(await rows(groupBy, every, { where: { name: { eq: 'nobody' } } })).toEqual([]);
  });

  it('are none, where none are asked for', async () => {
    expect(await rows([], [])).toEqual([[]]);
    expect(await rows(['CATEGORY'], [])).toEqual([['101'], ['114'], ['355'], ['Z99']]);
  });
});

it('dimensions have the labels of their nomenclatures', async () => {
  const { data } = await aggregate({ groupBy: ['REGION', 'DEPARTMENT', 'CATEGORY', 'GHT'], measures: [] });
  expect(data.aggregateEstablishments.map((row: any) => row.dimensions.map((each: any) => each.label))).toEqual(
    expect.arrayContaining([
      ['Grand Est', 'Moselle', 'Centre Hospitalier Régional (C.H.R.)', 'Groupe Un'],
      ['Grand Est', 'Vosges', 'Centre Hospitalier (C.H.)', 'Groupe Deux'],
      ['unknown', 'unknown', 'Z99', 'unknown'],
    ]),
  );
  const systems = await aggregate({
    groupBy: ['LEGAL_STATUS', 'YEAR', 'CATEGORY'],
    measures: [],
    where: { category: { eq: '355' } },
    year: 2024,
  });
  expect(systems.data.aggregateEstablishments[0].dimensions.map((each: any) => [each.system, each.code])).toEqual([
    ['finess-legal-status', '13'],
    ['maillage', '2024'],
    ['finess-category', '355'],
  ]);
});

describe('is refused', () => {
  it.each([
    [{ groupBy: ['REGION', 'REGION'] }, 'groupBy'],
    [{ groupBy: ['REGION', 'DEPARTMENT', 'CATEGORY', 'GHT', 'YEAR'] }, 'groupBy'],
    [{ groupBy: [], year: 1899 }, 'year'],
    [{ groupBy: [], year: 2201 }, 'year'],
    [{ groupBy: [], where: { care: { year: 0 } } }, 'where.care.year'],
  ])('%j, naming the argument', async (variables, argument) => {
    const { errors, statements } = await aggregate({ measures: ['MRIS'], ...variables });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument } }]);
    expect(statements).toEqual([]);
  });
});
