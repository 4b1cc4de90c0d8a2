import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import { insights } from '../../services/insights/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { cloneNationalWithWholeSae, hasWholeSae, wholeSaeFolders } from '../support/national.ts';
import { explain, visited } from '../support/plans.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';
import { everything, silent } from './fixtures.ts';
import { linesOf, sum } from './sae-plain.ts';

/** A table of 2024 as published. */
const read = (name: string) => linesOf(readFileSync(join(wholeSaeFolders[0]!, `${name}_2024r.csv`)));

describe.skipIf(!hasWholeSae)('all tables of SAE of 2024, and those of 2021, on the national register', () => {
  let database: TestDatabase;
  let service: TestSubgraph;

  beforeAll(async () => {
    database = await cloneNationalWithWholeSae();
    service = await testSubgraph(insights, database.url);
  }, 600_000);
  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  const figure = async (text: string): Promise<number> =>
    Number((await database.query(`select (select ${text}) as figure`))[0]!['figure']);

  describe('FILTRE', () => {
    const lines = hasWholeSae ? read('FILTRE').filter((line) => line['STATUT'] === 'DECLA') : [];

    it.each([
      ['BIO', 410],
      ['MEDIC', 2201],
      ['STERIL', 906],
      ['IMAG', 1114],
      ['TELEMED', 1284],
      ['PALIA', 986],
      ['EMSP', 519],
      ['URG', 616],
    ])('%s is declared by as many as in the table: %i', async (code, expected) => {
      const declared = `from clinical.declared_activity where year = 2024 and activity_code = '${code}'`;
      expect(sum(lines, code)).toBe(expected);
      expect(await figure(`count(*) filter (where is_present) ${declared}`)).toBe(expected);
      // Those who say no, and not those who were not asked.
      const denied = lines.filter((line) => line[code] === '0').length;
      expect(await figure(`count(*) filter (where not is_present) ${declared}`)).toBe(denied);
    });

    it.each([true, false])('is searched as a plain computation finds: imaging is %s', async (isPresent) => {
      const query = `{ findEstablishments(where: { declared: { activity: ["IMAG"], isPresent: ${isPresent} } }) { totalCount } }`;
      const { data, errors, statements } = await service.execute(query);
      expect([errors, statements.length]).toEqual([[], 1]);
      const places = await database.query<{ finess: string; legal: string | null }>(
        'select finess, legal_entity_finess as legal from establishment',
      );
      const legalEntities = new Map(places.map(({ finess, legal }) => [finess, legal]));
      const said = new Map<string, boolean>();
      for (const line of lines.filter((each) => each['IMAG'] !== ''))
        for (const finess of [line['FI']!, legalEntities.get(line['FI']!)])
          if (finess) said.set(finess, said.get(finess) === true || line['IMAG'] === '1');
      const expected = [...said.values()].filter((is) => is === isPresent).length;
      expect(expected).toBeGreaterThan(1000);
      expect(data.findEstablishments.totalCount).toBe(expected);
      // Of some 119,000 declarations, only those of the activity are read.
      const [plan] = await explain(service, database, query, {});
      expect(visited(plan!, 'declared_activity')).toBeLessThan(5000);
    });
  });

  it('changes nothing the second time', async () => {
    const before = await everything(database);
    const options = { strict: false, dryRun: false, force: false, partial: false, rejects: '/dev/null' };
    const { summary } = await runImport(database.url, sae, wholeSaeFolders, options, silent);
    expect([...summary.targets].filter(([, one]) => one.new + one.changed + one.gone > 0)).toEqual([]);
    expect(await everything(database)).toEqual(before);
  }, 240_000);
});
