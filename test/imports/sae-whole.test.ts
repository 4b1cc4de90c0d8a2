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
import { linesOf, ownerOf, sum } from './sae-plain.ts';

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
      const said = new Map<string, boolean>();
      for (const line of lines.filter((each) => each['IMAG'] !== ''))
        for (const finess of [line['FI'], ownerOf(line)])
          if (finess) said.set(finess, said.get(finess) === true || line['IMAG'] === '1');
      const expected = [...said.values()].filter((is) => is === isPresent).length;
      expect(expected).toBeGreaterThan(1000);
      expect(data.findEstablishments.totalCount).toBe(expected);
      // Of some 119,000 declarations, only those of the activity are read.
      const [plan] = await explain(service, database, query, {});
      expect(visited(plan!, 'declared_activity')).toBeLessThan(5000);
    });
  });

  describe('the workforce', () => {
    it('Q20: salaried medical staff is as in the table, and the codes whose kind is not a total add up to it', async () => {
      const lines = read('Q20');
      const [total, others] = [true, false].map((is) => lines.filter((line) => (line['PERSO'] === 'M9999') === is));
      expect(sum(total!, 'ETPSAL')).toBeCloseTo(94_337.92, 2);
      expect(sum(others!, 'ETPSAL')).toBeCloseTo(94_337.92, 2);
      const staff = 'sum(fte) from clinical.medical_staff where year = 2024 and staff_code';
      expect(await figure(`${staff} = 'M9999'`)).toBe(94_337.92);
      expect(await figure(`${staff} <> 'M9999'`)).toBe(94_337.92);
    });

    it('Q24: each column of other staff is as in the table, by discipline', async () => {
      const lines = read('Q24');
      for (const code of new Set(lines.map((line) => line['DISCI']!))) {
        const own = lines.filter((line) => line['DISCI'] === code);
        const rows = await database.query(
          `select staff_code as code, sum(fte)::float8 as fte from clinical.staff_figure where year = 2024 and discipline_code = '${code}' group by 1`,
        );
        expect(rows).toHaveLength(19);
        for (const { code: column, fte } of rows) expect(fte).toBeCloseTo(sum(own, column), 2);
      }
      expect(await figure(`sum(etppnm) from clinical.other_staff where year = 2024 and discipline_code = '9999'`)).toBe(
        1_088_252.44,
      );
    });

    it('what is not a total adds up to all medical and other staff', async () => {
      const all = `sum(fte) from clinical.staff_figure where year = 2024 and not is_total`;
      expect(await figure(all)).toBeCloseTo(94_337.92 + 1_088_252.44, 2);
    });

    it('legal entities have the sums over the lines that name them', async () => {
      const plain = new Map<string, number>();
      for (const line of read('Q20').filter(({ PERSO }) => PERSO === 'M9999'))
        plain.set(line['FI_EJ']!, (plain.get(line['FI_EJ']!) ?? 0) + Number(line['ETPSAL'] || 0));
      const rows = await database.query(
        `select establishment_finess as finess, fte from clinical.workforce_figure where year = 2024 and staff_code = 'M9999'
         and establishment_finess = any($1::text[])`,
        [[...plain.keys()]],
      );
      // The military hospitals of SAE's own number are those of the register's.
      expect(rows.length).toBeGreaterThan(1500);
      expect(rows.map(({ finess }) => finess)).not.toContain('750821092');
      for (const { finess, fte } of rows)
        expect([finess, fte]).toEqual([finess, expect.closeTo(plain.get(finess)!, 2)]);
      const [military] = await database.query(
        `select fte from clinical.workforce_figure where year = 2024 and staff_code = 'M9999' and establishment_finess = '750810814'`,
      );
      expect(military!['fte']).toBeCloseTo(plain.get('750821092')!, 2);
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
