import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { addCareOffer } from '../../support/care-offer.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEntities } from '../../support/entities.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await addCareOffer(database);
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const all = [
  'MCO_BEDS_PER_100K',
  'REHABILITATION_BEDS_PER_100K',
  'SCANNERS_PER_100K',
  'MRIS_PER_100K',
  'MRI_EXAMS_PER_1000',
  'INTERNS_PER_100K',
];
const figures = 'code year value numerator denominator nationalValue ratioToNational reason rank';

/** 110 beds on 3500 people: of the departments with a population. */
const nationalBeds = (110 / 3500) * 100_000;

describe('the indicators of groupings', () => {
  const of = (codes: string[], selection: string): Promise<Answer> =>
    ofEntities(
      service,
      codes.map((code) => ({ __typename: 'Grouping', code })),
      `... on Grouping { ${selection} }`,
    );

  it('are the totals of the statistics, and the sums over members for what has none', async () => {
    const { data, errors, statements } = await of(
      ['zz-1', 'zz-2', 'none'],
      `indicators(codes: [${all.join(' ')}], year: 2050) { grouping { code } territory { code } ${figures} }`,
    );
    expect(errors).toEqual([]);
    expect(statements).toHaveLength(2);
    const [first, second, none] = data._entities.map((each: any) => each.indicators);
    // A site whose legal entity is a member too counts once; an associate does not.
    expect(first.map((one: any) => [one.code, one.numerator])).toEqual([
      ['MCO_BEDS_PER_100K', 75],
      ['MRIS_PER_100K', 3],
      ['MRI_EXAMS_PER_1000', 400],
      ['INTERNS_PER_100K', 15],
    ]);
    expect(first[0]).toEqual({
      grouping: { code: 'zz-1' },
      territory: null,
      code: 'MCO_BEDS_PER_100K',
      year: 2050,
      value: null,
      numerator: 75,
      denominator: null,
      nationalValue: expect.closeTo(nationalBeds, 9),
      ratioToNational: null,
      reason: 'No file gives the inhabitants that the grouping serves (dataset population-of-groupings).',
      rank: null,
    });
    // Those who are members on 31 December.
    expect(second.map((one: any) => [one.code, one.numerator])).toEqual([['INTERNS_PER_100K', 1]]);
    expect(none).toEqual([]);
  });

  it('are relative to the inhabitants of the communes that it serves, of the nearest year', async () => {
    await database.query(`insert into grouping_population (grouping_code, commune_code, year, population, source_code) values
      ('zz-1', 'ZA001', 2049, 1000, 'test'), ('zz-1', 'ZA002', 2049, 500, 'test'), ('zz-1', 'ZA001', 2051, 7, 'test')`);
    const { data, statements } = await of(
      ['zz-1'],
      `indicators(codes: [MCO_BEDS_PER_100K MRI_EXAMS_PER_1000], year: 2050) { ${figures} }`,
    );
    expect(statements).toHaveLength(2);
    const [beds, exams] = data._entities[0].indicators;
    expect(beds).toMatchObject({ numerator: 75, denominator: 1500, value: 5000, reason: null, rank: null });
    expect(beds.ratioToNational).toBeCloseTo(5000 / nationalBeds, 9);
    expect(exams).toMatchObject({ numerator: 400, denominator: 1500 });
    expect(exams.value).toBeCloseTo((400 / 1500) * 1000, 9);
  });

  it('refuse what those of territories do', async () => {
    const { errors } = await of(['zz-1'], 'indicators(codes: [MRIS_PER_100K], year: 1) { code }');
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'year' });
  });
});
