import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cloneNationalWithSae, hasSae } from '../../support/national.ts';
import { comparedInVain, explain } from '../../support/plans.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

interface Place {
  finess: string;
  legalEntity: string | null;
  department: string | null;
}

describe.runIf(hasSae)('on the national register with the statistics of 2023 and 2024', () => {
  beforeAll(async () => {
    database = await cloneNationalWithSae();
    service = await testSubgraph(insights, database.url);
  }, 300_000);

  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  it.each([
    [2024, [95_843, 1230, 1069, 186_273, 30_630]],
    [2023, [95_843, 1169, 996, 187_427, 30_099]],
  ])('figures of %i by region sum to those of the country', async (year, expected) => {
    const { data, errors, statements } = await service.execute(
      `{ aggregateEstablishments(groupBy: [REGION], measures: [ESTABLISHMENTS, SCANNERS, MRIS, MCO_BEDS, INTERNS], year: ${year}) { dimensions { label } values { value } } }`,
    );
    expect([errors, statements.length]).toEqual([[], 1]);
    const rows: { dimensions: { label: string }[]; values: { value: number | null }[] }[] =
      data.aggregateEstablishments;
    expect(expected.map((_, index) => rows.reduce((sum, row) => sum + (row.values[index]!.value ?? 0), 0))).toEqual(
      expected,
    );
    expect(rows.map((row) => row.dimensions[0]!.label)).toContain('Grand Est');
  });

  /** What a table states of a year, for each establishment with its sites of that year. */
  async function rolledUp(
    table: string,
    column: string,
    condition: string,
    places: Place[],
  ): Promise<Map<string, number>> {
    const rows = await database.query(
      `select establishment_finess as finess, sum(${column})::int as figure from clinical.${table} where year = 2024 and ${condition} group by 1`,
    );
    const owners = await database.query<{ finess: string; owner: string }>(
      `select site_finess as finess, legal_entity_finess as owner from yearly_owner where year = 2024`,
    );
    const legalEntityOf = new Map([
      ...places.map(({ finess, legalEntity }) => [finess, legalEntity] as const),
      ...owners.map(({ finess, owner }) => [finess, owner] as const),
    ]);
    const sums = new Map<string, number>();
    for (const { finess, figure } of rows)
      for (const one of [finess, legalEntityOf.get(finess)])
        if (one && figure !== null) sums.set(one, (sums.get(one) ?? 0) + figure);
    return sums;
  }

  it.each([
    ['as it is asked', true],
    ['without the laundry', false],
  ])(
    'hospitals of Lorraine with an MRI and fifty medicine beds are those of a plain computation: %s',
    async (_, isWashed) => {
      const places = await database.query<Place & Record<string, unknown>>(
        `select e.finess, e.legal_entity_finess as "legalEntity", t.department_code as department from establishment e left join territory t on t.code = e.territory_code`,
      );
      const mris = await rolledUp('imaging_activity', 'devices', `modality = 'MRI'`, places);
      const beds = await rolledUp('care_activity', 'beds', `discipline = 'MEDICINE'`, places);
      const customers = await database.query(
        `select customer_finess as finess from logistics.supply_contract where kind = 'LINEN' and period @> current_date`,
      );
      const washed = new Set(
        customers.flatMap(({ finess }) => [finess, places.find((place) => place.finess === finess)?.legalEntity]),
      );
      const expected = places
        .filter(({ department }) => ['54', '55', '57', '88'].includes(department!))
        .filter(({ finess }) => (mris.get(finess) ?? 0) >= 1 && (beds.get(finess) ?? 0) >= 50)
        .filter(({ finess }) => !isWashed || washed.has(finess))
        .map(({ finess }) => [finess, mris.get(finess)!] as const)
        .toSorted(([one, few], [other, many]) => many - few || (one < other ? 1 : -1));
      expect(expected.length).toBeGreaterThan(isWashed ? 0 : 20);

      const { data, errors, statements } = await service.execute(
        `{
        findEstablishments(
          where: {
            territory: { in: ["54", "55", "57", "88"] }
            imaging: { modality: [MRI], devices: { gte: 1 }, year: 2024 }
            care: { discipline: [MEDICINE], beds: { gte: 50 }, year: 2024 }
            ${isWashed ? 'laundry: { any: true }' : ''}
          }
          orderBy: [{ measure: MRIS, direction: DESC }]
          first: 100
        ) {
          totalCount nodes { measures(codes: [MRIS, SCANNERS, MCO_BEDS, INTERNS], year: 2024) { value } establishment { finess } }
        }
      }`,
      );
      expect([errors, statements.length]).toEqual([[], 2]);
      const { nodes, totalCount } = data.findEstablishments;
      expect(nodes.map((node: any) => [node.establishment.finess, node.measures[0].value])).toEqual(expected);
      expect(totalCount).toBe(expected.length);
    },
  );

  const every = 'ESTABLISHMENTS, MCO_BEDS, SCANNERS, MRIS, IMAGING_EXAMS, INTERNS, COOPERATIONS, DEPENDENCIES';

  it.each([
    ['found by their category, by beds', '{ category: { in: ["355", "365", "620"] } }', 'MCO_BEDS'],
    [
      'near a place and with imaging, by interns',
      '{ near: { latitude: 47.6, longitude: 0.5, radiusKm: 870 }, imaging: {} }',
      'INTERNS',
    ],
    ['of a sector and with care, by exams', '{ sector: [PUBLIC, PRIVATE_NON_PROFIT], care: {} }', 'IMAGING_EXAMS'],
  ])('thousands %s, are not compared one by one', async (_, where, measure) => {
    const [plan] = await explain(
      service,
      database,
      `{ findEstablishments(where: ${where}, orderBy: [{ measure: ${measure} }]) { totalCount nodes { __typename } } }`,
      {},
    );
    expect(comparedInVain(plan!)).toBeLessThan(100_000);
  });

  it.each([
    ['care', '{ care: {} }', 'SECTOR'],
    ['imaging, in a sector', '{ imaging: {}, sector: [PUBLIC] }', 'SECTOR, CATEGORY'],
    ['imaging and without care', '{ NOT: { care: {} }, imaging: {} }', 'GHT, REGION'],
  ])('sums over thousands with %s do not compare them one by one', async (_, where, groupBy) => {
    const [plan] = await explain(
      service,
      database,
      `{ aggregateEstablishments(where: ${where}, groupBy: [${groupBy}], measures: [${every}]) { values { value } } }`,
      {},
    );
    expect(comparedInVain(plan!)).toBeLessThan(100_000);
  });
});
