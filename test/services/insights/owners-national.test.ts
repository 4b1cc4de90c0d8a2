import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { ownerOf, read, years } from '../../imports/sae-plain.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cloneNationalWithSae, hasSae } from '../../support/national.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

/** The sums of columns over the lines of each legal entity (FI_EJ); null where all of them are empty. */
function sums(table: string, year: number, columns: string[], where: (line: Record<string, string>) => boolean) {
  const found = new Map<string, number | null>();
  for (const line of read(table, year).filter(where)) {
    const owner = ownerOf(line);
    const figures = columns.map((column) => line[column]).filter(Boolean);
    const known = found.get(owner) ?? null;
    found.set(owner, figures.length === 0 ? known : figures.reduce((sum, figure) => sum + Number(figure), known ?? 0));
  }
  return found;
}

describe.runIf(hasSae)('on the national register of 2021 with the statistics of 2023 and 2024', () => {
  beforeAll(async () => {
    database = await cloneNationalWithSae();
    service = await testSubgraph(insights, database.url);
  }, 300_000);

  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  /** The beds, exams and interns of all who have beds or exams in a year, page by page. */
  async function measuresOf(year: number): Promise<Map<string, (number | null)[]>> {
    const found = new Map<string, (number | null)[]>();
    for (let after: string | null = null; ;) {
      const answer: Answer = await service.execute(
        `query ($after: String) { findEstablishments(
          where: { OR: [{ care: { beds: { gte: 0 }, year: ${year} } }, { imaging: { exams: { gte: 0 }, year: ${year} } }] }, first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { establishment { finess } measures(codes: [MCO_BEDS, IMAGING_EXAMS, INTERNS], year: ${year}) { value } } } }`,
        { after },
      );
      expect(answer.errors).toEqual([]);
      const { nodes, pageInfo } = answer.data.findEstablishments;
      for (const { establishment, measures } of nodes)
        found.set(
          establishment.finess,
          measures.map((one: any) => one.value),
        );
      if (!pageInfo.hasNextPage) return found;
      after = pageInfo.endCursor;
    }
  }

  it.each(years)(
    '%i: every legal entity has the sums of its lines in the tables',
    async (year) => {
      const beds = sums('MCO', year, ['LIT_MED', 'LIT_CHI', 'LIT_OBS'], () => true);
      const exams = sums('IMAGES', year, ['ACT'], (line) => !line['EQUIPIMA']!.toLowerCase().startsWith('dt'));
      const interns = sums('Q22', year, ['INT'], () => true);
      const entities = [
        ...new Set([...beds, ...exams].flatMap(([one, figure]) => (figure === null ? [] : one))),
      ].toSorted();
      expect(entities.length).toBeGreaterThan(1000);
      const found = await measuresOf(year);
      expect(entities.map((one) => [one, found.get(one)])).toEqual(
        entities.map((one) => [one, [beds.get(one) ?? null, exams.get(one) ?? null, interns.get(one) ?? null]]),
      );
    },
    120_000,
  );

  it('counts merged hospitals where they belong', async () => {
    const found = await measuresOf(2024);
    expect(found.get('650783160')!.slice(0, 2)).toEqual([347, 83_293]);
    expect(found.get('640000469')![0]).toBe(209);
  }, 60_000);
});
