import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cloneNationalWithSae, hasSae } from '../../support/national.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

/** How each numerator is read by hand, and per how many people it is told. */
const numerators: Record<string, [string, number]> = {
  MCO_BEDS_PER_100K: [
    `select establishment_finess, beds as figure from clinical.care_activity where year = 2024 and discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS')`,
    100_000,
  ],
  SCANNERS_PER_100K: [
    `select establishment_finess, devices as figure from clinical.imaging_activity where year = 2024 and modality = 'SCANNER'`,
    100_000,
  ],
  MRIS_PER_100K: [
    `select establishment_finess, devices as figure from clinical.imaging_activity where year = 2024 and modality = 'MRI'`,
    100_000,
  ],
  MRI_EXAMS_PER_1000: [
    `select establishment_finess, exams as figure from clinical.imaging_activity where year = 2024 and modality = 'MRI'`,
    1000,
  ],
  INTERNS_PER_100K: [
    `select establishment_finess, total as figure from clinical.intern_census where year = 2024`,
    100_000,
  ],
};

describe.runIf(hasSae)('on the national register and its statistics', () => {
  beforeAll(async () => {
    database = await cloneNationalWithSae();
    service = await testSubgraph(insights, database.url);
  });

  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  it.each(Object.keys(numerators))(
    'the four departments of Lorraine have the %s that a plain sum tells',
    async (code) => {
      const [statement, per] = numerators[code]!;
      const people = new Map<string, number>();
      for (const { territory_code, population } of await database.query<{ territory_code: string; population: number }>(
        `select territory_code, population from territory_population order by case when year <= 2024 then year else -year end`,
      ))
        people.set(territory_code, population);
      const counts = new Map<string, number>();
      for (const { department, figure } of await database.query<{ department: string; figure: number }>(
        `select t.department_code as department, figure from (${statement}) as stated
       join establishment e on e.finess = establishment_finess join territory t on t.code = e.territory_code where figure is not null`,
      ))
        counts.set(department, (counts.get(department) ?? 0) + figure);
      const known = [...counts].filter(([department]) => people.get(department));
      const sum = (values: number[]): number => values.reduce((one, two) => one + two, 0);
      const national =
        (sum(known.map(([, count]) => count)) / sum(known.map(([department]) => people.get(department)!))) * per;
      const values = known.map(([department, count]) => (count / people.get(department)!) * per);

      const { data, errors, statements } = await service.execute(
        `query ($codes: [IndicatorCode!]!) { careOfferIndicators(territories: ["54", "55", "57", "88"], codes: $codes, year: 2024) {
        territory { code } value numerator denominator nationalValue ratioToNational rank } }`,
        { codes: [code] },
      );
      expect([errors, statements.length]).toEqual([[], 1]);
      expect(data.careOfferIndicators).toEqual(
        ['54', '55', '57', '88'].map((department) => {
          const value = (counts.get(department)! / people.get(department)!) * per;
          return {
            territory: { code: department },
            value: expect.closeTo(value, 6),
            numerator: counts.get(department),
            denominator: people.get(department),
            nationalValue: expect.closeTo(national, 6),
            ratioToNational: expect.closeTo(value / national, 6),
            rank: 1 + values.filter((other) => other > value + 1e-9).length,
          };
        }),
      );
    },
  );

  it('tells the figures of the group Lorraine Nord as the statistics add them up', async () => {
    const { data } = await service.execute(
      `{ _entities(representations: [{ __typename: "Grouping", code: "44108" }]) { ... on Grouping {
        indicators(codes: [MRIS_PER_100K, MCO_BEDS_PER_100K], year: 2024) { code value numerator } } } }`,
    );
    expect(data._entities[0].indicators).toEqual([
      { code: 'MRIS_PER_100K', value: null, numerator: 6 },
      { code: 'MCO_BEDS_PER_100K', value: null, numerator: 1176 },
    ]);
  });
});
