import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasShared, sharedPath } from '../support/shared-data.ts';
import { columns, encode, mainSite, saeTest, table } from './sae-fixtures.ts';
import { linesOf, modalities, sum } from './sae-plain.ts';

const test = saeTest();
const figures = async (text: string): Promise<object[]> => test.database.query(text);

/** A table with other columns than those of today. */
function without(name: string, year: number, missing: string[], row: Record<string, string | number>): Buffer {
  const header = columns[name]!.filter((column) => !missing.includes(column));
  const full: Record<string, string | number> = { BOR: name, AN: year, FI_EJ: '010990018', RS: 'HOPITAL', ...row };
  return encode([header.join(';'), header.map((column) => full[column] ?? '').join(';'), ''].join('\r\n'));
}

describe('a year whose tables lack columns', () => {
  it('has the exams that its parts add up to', async () => {
    const parts = { FI: '010990109', EQUIPIMA: 'IRM', NB: 1, ACTET: 10, ACTEXET: 2, ACTEXEJ: 3, ACTEX: 40, ACTINT: 7 };
    await test.loadFolders({
      y: { 'ID_2021r.csv': table('ID', 2021, mainSite()), 'IMAGES.csv': without('IMAGES', 2021, ['ACT'], parts) },
    });
    expect(
      await figures(
        `select inpatient_exams as "in", outpatient_exams as "out", exams from clinical.imaging_activity where establishment_finess = '010990109'`,
      ),
    ).toEqual([{ in: 15, out: 40, exams: 55 }]);
  });

  it('has the interns of its five parts, without the junior doctors of another total', async () => {
    const parts = { FI: '010990109', INTMED: 1, INTPHA: 2, INTODO: 3, INTGEN: 4, INTURG: 5, DOCJU: 90, INTTOT: 105 };
    await test.loadFolders({ y: { 'Q22.csv': without('Q22', 2021, ['INT'], parts) } });
    expect(
      await figures(`select year, total from clinical.intern_census where establishment_finess = '010990109'`),
    ).toEqual([{ year: 2021, total: 15 }]);
  });

  it('needs no names: who is unknown is named by the number', async () => {
    await test.loadFolders({ y: { 'HAD.csv': without('HAD', 2019, ['RS'], { FI: '010990125', PLATOT: 8 }) } });
    expect(await figures(`select finess, name from establishment where finess = '010990125'`)).toEqual([
      { finess: '010990125', name: '010990125' },
    ]);
  });
});

it('a table whose name alone tells what it is, and that holds nothing for the hub, is skipped with a notice', async () => {
  const { summary } = await test.loadFolders({
    y: { 'HPR_2024r.csv': 'FI;FI_EJ;RS_ET;AN\r\n010990109;010990018;HOPITAL;2024\r\n' },
  });
  expect(test.messages).toContain('HPR_2024r.csv: skipped, the hub has no use for the table HPR of 2024');
  expect(summary.targets.size).toBe(0);
});

const whole = 'data/sae/2024-whole';
const older = 'data/sae/2021';

/** The files of a folder of the shared data. */
const filesOf = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(
    readdirSync(sharedPath(folder)).map((name) => [name, readFileSync(join(sharedPath(folder), name))]),
  );

describe.skipIf(!hasShared(whole, older))('the folders of SAE as published', () => {
  it('load at the first try: all 53 tables of 2024, and those of 2021', { timeout: 300_000 }, async () => {
    const files = filesOf(older);
    const { summary } = await test.loadFolders({ '2024': filesOf(whole), '2021': files });
    // The file of imaging of 2021 has twelve lines of 2018, and one hospital's scanners on three lines, which add up.
    expect(summary.files.get('IMAGES_2021r.csv')).toMatchObject({ rejected: 12 });
    const images = linesOf(files['IMAGES_2021r.csv']!).filter((line) => line['AN'] === '2021');
    expect(
      await figures(
        `select devices, exams from clinical.imaging_activity where year = 2021 and modality = 'SCANNER' and establishment_finess = '540000296'`,
      ),
    ).toEqual([{ devices: 3, exams: 24_613 }]);
    for (const [code, modality] of modalities) {
      const lines = images.filter((line) => line['EQUIPIMA'] === code);
      const found = await figures(
        `select coalesce(sum(devices), 0)::int as devices, coalesce(sum(exams), 0)::int as exams from clinical.imaging_activity where year = 2021 and modality = '${modality}' and source_code = 'sae-2021' and establishment_finess not like '01099%'`,
      );
      expect([modality, found]).toEqual([
        modality,
        [{ devices: sum(lines, 'NB'), exams: sum(lines, 'ACTET', 'ACTEXET', 'ACTEXEJ', 'ACTEX') }],
      ]);
    }
    const interns = sum(linesOf(files['Q22_2021r.csv']!), 'INTMED', 'INTPHA', 'INTODO', 'INTGEN', 'INTURG');
    expect(interns).toBe(30_341);
    expect(
      await figures(
        `select sum(total)::int as total from clinical.intern_census where year = 2021 and establishment_finess not like '01099%'`,
      ),
    ).toEqual([{ total: interns }]);
  });
});
