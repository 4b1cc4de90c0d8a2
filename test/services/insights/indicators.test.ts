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
const figures = 'code year value numerator denominator nationalValue ratioToNational rank';

const offer = (territories: string[], codes: string[], year = 2050): Promise<Answer> =>
  service.execute(
    `query ($territories: [String!]!, $codes: [IndicatorCode!]!, $year: Int!) {
      careOfferIndicators(territories: $territories, codes: $codes, year: $year) { territory { code } grouping { code } ${figures} } }`,
    { territories, codes, year },
  );

const rows = ({ data }: Answer): unknown[][] =>
  data.careOfferIndicators.map((one: any) => [
    one.territory.code,
    one.numerator,
    one.denominator,
    one.value,
    one.ratioToNational,
    one.rank,
  ]);

/** 110 beds on 3500 people: of the departments with a population. */
const nationalBeds = (110 / 3500) * 100_000;

describe('the indicators of territories', () => {
  it('set the figures of all that lies in them against their people', async () => {
    const answer = await offer(['ZB', 'ZA', 'ZC', 'ZD'], ['MCO_BEDS_PER_100K']);
    expect(answer.errors).toEqual([]);
    expect(answer.statements).toHaveLength(1);
    // Equal values share a place, and the next one is the third; without a population there is neither.
    expect(rows(answer)).toEqual([
      ['ZB', 30, 500, 6000, expect.closeTo(6000 / nationalBeds, 9), 1],
      ['ZA', 60, 1000, 6000, expect.closeTo(6000 / nationalBeds, 9), 1],
      ['ZC', 100, null, null, null, null],
      ['ZD', 20, 2000, 1000, expect.closeTo(1000 / nationalBeds, 9), 3],
    ]);
    for (const one of answer.data.careOfferIndicators) {
      expect(one).toMatchObject({ grouping: null, year: 2050 });
      expect(one.nationalValue).toBeCloseTo(nationalBeds, 9);
    }
  });

  it('are of communes and regions too, each ranked among its like', async () => {
    const answer = await offer(['ZA001', 'REG-ZZ', 'ZA002', 'REG-YY'], ['MCO_BEDS_PER_100K']);
    expect(rows(answer)).toEqual([
      ['ZA001', 40, 400, 10_000, expect.closeTo(10_000 / nationalBeds, 9), 1],
      ['REG-ZZ', 90, 1600, 5625, expect.closeTo(5625 / nationalBeds, 9), 1],
      ['REG-YY', 100, 0, null, null, null],
    ]);
  });

  it('come in the order of the codes, and only where a numerator is stated', async () => {
    const codes = all.toReversed();
    const answer = await offer(['ZA', 'ZB', 'ZD'], codes);
    expect(answer.statements).toHaveLength(1);
    const found = answer.data.careOfferIndicators.map((one: any) => [one.territory.code, one.code, one.numerator]);
    expect(found).toEqual([
      ['ZA', 'INTERNS_PER_100K', 15],
      ['ZA', 'MRI_EXAMS_PER_1000', 400],
      ['ZA', 'MRIS_PER_100K', 2],
      ['ZA', 'SCANNERS_PER_100K', 2],
      ['ZA', 'REHABILITATION_BEDS_PER_100K', 5],
      ['ZA', 'MCO_BEDS_PER_100K', 60],
      ['ZB', 'MRIS_PER_100K', 0],
      ['ZB', 'MCO_BEDS_PER_100K', 30],
      ['ZD', 'INTERNS_PER_100K', 1],
      ['ZD', 'MCO_BEDS_PER_100K', 20],
    ]);
    const values = Object.fromEntries(
      answer.data.careOfferIndicators.map((one: any) => [`${one.territory.code} ${one.code}`, one]),
    );
    expect(values['ZA MRI_EXAMS_PER_1000']).toMatchObject({
      value: 400,
      nationalValue: 400,
      ratioToNational: 1,
      rank: 1,
    });
    expect(values['ZB MRIS_PER_100K']).toMatchObject({ value: 0, ratioToNational: 0, rank: 2 });
    expect(values['ZB MRIS_PER_100K'].nationalValue).toBeCloseTo((2 / 1500) * 100_000, 9);
  });

  it('count the people of the latest year that is not after the asked one, or else of the first', async () => {
    await expect(offer(['ZA'], ['MCO_BEDS_PER_100K'], 2049).then(rows)).resolves.toEqual([['ZA', 1, 1000, 100, 1, 1]]);
    const people = (answer: Answer): number[] => answer.data.careOfferIndicators.map((one: any) => one.denominator);
    expect(people(await offer(['ZA', 'ZB'], ['MCO_BEDS_PER_100K']))).toEqual([1000, 500]);
  });

  it('cost one statement for many territories, in one request or as fields of them', async () => {
    const some = (
      await database.query<{ code: string }>(`select code from territory where level = 'COMMUNE' limit 100`)
    ).map(({ code }) => code);
    const one = await offer(['ZA'], all);
    const many = await offer(some, all, 2024);
    expect([many.errors, one.statements.length, many.statements.length]).toEqual([[], 1, 1]);
    const fields = await ofEntities(
      service,
      ['ZA', 'none', 'ZB'].map((code) => ({ __typename: 'Territory', code })),
      '... on Territory { code indicators(codes: [MCO_BEDS_PER_100K], year: 2050) { numerator } }',
    );
    expect(fields.statements).toHaveLength(1);
    expect(fields.data._entities).toEqual([
      { code: 'ZA', indicators: [{ numerator: 60 }] },
      { code: 'none', indicators: [] },
      { code: 'ZB', indicators: [{ numerator: 30 }] },
    ]);
  });

  it.each([
    ['an unknown territory', ['ZA', 'ZZ9'], all, 2050, 'territories'],
    ['an unknown territory, though no indicator is asked for', ['ZZ9'], [], 2050, 'territories'],
    ['a territory twice', ['ZA', 'ZB', 'ZA'], all, 2050, 'territories'],
    ['too many', Array.from({ length: 101 }, (_, index) => `Z${index}`), all, 2050, 'territories'],
    ['a code twice', ['ZA'], ['MRIS_PER_100K', 'MRIS_PER_100K'], 2050, 'codes'],
    ['a year too early', ['ZA'], all, 1899, 'year'],
    ['a year too late', ['ZA'], all, 2201, 'year'],
  ])('refuse %s', async (_, territories, codes, year, argument) => {
    const { data, errors } = await offer(territories, codes, year);
    expect(data).toEqual({ careOfferIndicators: null });
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  });

  it.each([
    ['no territory', [], all, 2050],
    ['no code', ['ZA'], [], 2050],
    ['a year without statistics', ['ZA'], all, 2100],
  ])('are none for %s', async (_, territories, codes, year) => {
    expect(await offer(territories, codes, year)).toMatchObject({ data: { careOfferIndicators: [] }, errors: [] });
  });
});
