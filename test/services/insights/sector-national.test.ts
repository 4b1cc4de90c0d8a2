import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { readRows } from '../../../imports/reference/yaml.ts';
import { read } from '../../imports/sae-plain.ts';
import type { TestDatabase } from '../../support/database.ts';
import { cloneNationalWithSae, hasSae } from '../../support/national.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

/** The beds of a year by the sector of the status that SAE itself gives the site or the legal entity. */
function statedBeds(year: number): Record<string, number> {
  const sectors = new Map(
    (
      readRows(new URL('../../../imports/reference/data/', import.meta.url), 'legal-statuses.yaml') as {
        code: string;
        sector: string;
      }[]
    ).map(({ code, sector }) => [code, sector]),
  );
  const statuses = new Map([...read('IDB', year), ...read('ID', year)].map((line) => [line['FI'], line['STJ']]));
  const beds: Record<string, number> = {};
  for (const line of read('MCO', year)) {
    const sector = sectors.get(statuses.get(line['FI']) ?? '') ?? 'UNKNOWN';
    beds[sector] = (beds[sector] ?? 0) + Number(line['LIT_MCO'] || 0);
  }
  return beds;
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

  it.each([2023, 2024])('the beds of %i by sector are those that SAE states by legal status', async (year) => {
    const { data, errors, statements } = await service.execute(
      `{ aggregateEstablishments(groupBy: [SECTOR], measures: [MCO_BEDS], year: ${year}) { dimensions { code } values { value } } }`,
    );
    expect([errors, statements.length]).toEqual([[], 1]);
    const rows: { dimensions: [{ code: string }]; values: [{ value: number | null }] }[] = data.aggregateEstablishments;
    expect(
      Object.fromEntries(rows.map(({ dimensions, values }) => [dimensions[0].code, values[0].value ?? 0])),
    ).toEqual({
      UNKNOWN: 0,
      ...statedBeds(year),
    });
  });
});
