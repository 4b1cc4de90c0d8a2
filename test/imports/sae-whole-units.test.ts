import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../support/database.ts';
import { cloneNationalWithWholeSae, hasWholeSae, wholeSaeFolders } from '../support/national.ts';
import { linesOf, sum } from './sae-plain.ts';

/** A table of 2024 as published. */
const read = (name: string) => linesOf(readFileSync(join(wholeSaeFolders[0]!, `${name}_2024r.csv`)));

describe.skipIf(!hasWholeSae)('the units in all tables of SAE of 2024', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await cloneNationalWithWholeSae();
  }, 600_000);
  afterAll(() => database.drop());

  const figure = async (text: string): Promise<number> =>
    Number((await database.query(`select (select ${text}) as figure`))[0]!['figure']);

  describe.each<[string, string, string | null, Record<string, string>]>([
    [
      'URGENCES2',
      'emergency_activity',
      'URG',
      {
        visits: 'PASSU',
        visits_under18: 'DT18',
        visits_from80: 'DT80',
        observation_beds: 'LIT_UHCD',
        observation_stays: 'SEJ_UHCD',
        observation_days: 'JOU_UHCD',
      },
    ],
    ['REA', 'critical_care', 'UNI', { beds: 'LIT', stays: 'SEJ', days: 'JOU' }],
    ['DIALYSE', 'dialysis_activity', 'DIALY', { capacity: 'CAPA', patients: 'NBPAT', sessions: 'SEAN', weeks: 'SEM' }],
    [
      'PERINAT',
      'perinatal_activity',
      null,
      {
        obstetric_beds: 'LIT_OBS',
        neonatal_beds: 'LIT_NEO_HSI',
        neonatal_intensive_care_beds: 'LIT_SIN',
        neonatal_resuscitation_beds: 'LIT_REA',
        delivery_rooms: 'SALTRAV',
        obstetric_stays: 'SEJ_OBS',
        obstetric_days: 'JOU_OBS',
        single_deliveries: 'ACCUN',
        multiple_deliveries: 'ACCMU',
        caesarean_stays: 'SEJCES',
        abortions: 'IVG',
        drug_induced_abortions: 'IVGME',
      },
    ],
  ])('%s', (name, table, part, figures) => {
    it('has the totals of its table, by kind', async () => {
      const lines = read(name).filter((line) => !part || !['TOT', 'REAPEDREC'].includes(line[part]!));
      const kinds = part ? [...new Set(lines.map((line) => line[part]!))] : ['PERINAT'];
      for (const kind of kinds) {
        const own = part ? lines.filter((line) => line[part] === kind) : lines;
        const [found] = await database.query(
          `select ${Object.keys(figures)
            .map((column) => `coalesce(sum(${column}), 0)::int as ${column}`)
            .join(', ')}
           from clinical.${table} where year = 2024 ${part ? `and kind_code = '${kind}'` : ''}`,
        );
        const expected = Object.entries(figures).map(([column, of]) => [column, sum(own, of)]);
        expect([kind, found]).toEqual([kind, Object.fromEntries(expected)]);
      }
    });
  });

  it('URGENCES2 has 21,427,875 visits', async () => {
    expect(sum(read('URGENCES2'), 'PASSU')).toBe(21_427_875);
    expect(await figure('sum(visits) from clinical.emergency_activity where year = 2024')).toBe(21_427_875);
  });

  it('REA: intensive care adds up to its totals', async () => {
    const beds = (kinds: string) =>
      figure(`sum(beds) from clinical.critical_care where year = 2024 and kind_code in (${kinds})`);
    expect(await beds(`'SITOT'`)).toBe(await beds(`'SIADU', 'SIPED'`));
    expect(await beds(`'SIADU'`)).toBe(await beds(`'USICADU', 'USIHADU', 'USINVADU', 'USIPADU', 'AUTSIADU'`));
    expect(await beds(`'SIPED'`)).toBe(await beds(`'USIHPED', 'USIPPED', 'AUTSIPED'`));
  });

  it('BLOCS: rooms are those of their columns, and add up to the total', async () => {
    const rooms = (condition: string) =>
      figure(`sum(rooms) from clinical.operating_theatres where year = 2024 and kind_code ${condition}`);
    const lines = read('BLOCS');
    for (const kind of ['SALCHIR', 'SALOBS', 'SALINT', 'SALHYB', 'SALEND', 'SALAUT'])
      expect([kind, await rooms(`= '${kind}'`)]).toEqual([kind, sum(lines, kind)]);
    expect(await rooms(`= 'SALTOT'`)).toBe(sum(lines, 'SALTOT'));
    expect(await rooms(`<> 'SALTOT'`)).toBe(sum(lines, 'SALTOT'));
    expect(
      await figure(`sum(rooms_around_the_clock) from clinical.operating_theatres where kind_code = 'SALTOT'`),
    ).toBe(sum(lines, 'SALTOT24'));
  });
});
