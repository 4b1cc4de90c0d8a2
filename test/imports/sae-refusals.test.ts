import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runImport } from '../../imports/run.ts';
import { sae } from '../../imports/sae/index.ts';
import { OperatorError } from '../../platform/errors.ts';
import { everything, extract, site } from './fixtures.ts';
import { columns, encode, mainSite, saeTest, table, type Folders } from './sae-fixtures.ts';

const test = saeTest();
const hospital = '010990109';

let before: unknown;
beforeAll(async () => {
  await test.load({ 'et.csv': extract('2021-01-08', site()) });
  await test.loadFolders({ a: { 'ID.csv': table('ID', 2024, mainSite()) } });
  before = await everything(test.database);
});

/** Checks that folders are refused with an OperatorError, and leave the tables unchanged and no rejects. */
async function refused(content: Folders, message: RegExp, options = {}): Promise<void> {
  const error = await test.loadFolders(content, options).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(OperatorError);
  expect(error.message).toMatch(message);
  expect(await everything(test.database)).toEqual(before);
  expect(existsSync(join(test.folder, 'rejects.csv'))).toBe(false);
}

const usld = (year: number, ...rows: Record<string, string | number>[]) => table('USLD', year, ...rows);
const line = { FI: hospital, LIT: 5 };

describe('a folder is refused', () => {
  it.each<[string, Folders, RegExp]>([
    ['that is empty', { y: {} }, /\/y has no files: expected the SAE tables of a year/],
    ['that has other files', { y: { 'notes.txt': 'Lisez-moi\nceci\n' } }, /y\/notes\.txt, line 1: not a table of SAE/],
    [
      'that has one table of a year twice',
      { y: { 'a.csv': usld(2024, line), 'b.csv': usld(2024, line) } },
      /y\/a\.csv and .*y\/b\.csv are both the table USLD of 2024/,
    ],
    [
      'whose groups are of another year',
      { y: { 'USLD.csv': usld(2024, line), 'GHT_2023r.csv': table('GHT', 2023, { GHT_CODE: '44108', GHT_LIB: 'A' }) } },
      /y\/GHT_2023r\.csv is of 2023 by its name, but the other tables of its folder are of 2024/,
    ],
  ])('%s', (_, content, message) => refused(content, message));

  it('that does not exist', async () => {
    const options = { strict: false, dryRun: false, force: false, partial: false };
    const progress = { start() {}, update() {}, stop() {}, log() {} };
    await expect(runImport(test.database.url, sae, ['/nowhere'], options, progress)).rejects.toThrow(
      /^\/nowhere cannot be read: there is no such file or folder\./,
    );
  });

  it('but not for hidden files, rejects, or empty folders in it', async () => {
    const content = { y: { '.DS_Store': 'x', 'ID.csv.rejects.csv': 'x', 'ID.csv': table('ID', 2024, mainSite()) } };
    await test.folders({ y: {} });
    await mkdir(join(test.folder, 'inner'), { recursive: true });
    const { summary } = await test.loadFolders(content);
    expect([...summary.files.keys()]).toEqual(['ID.csv']);
  });
});

describe('a table is refused', () => {
  it.each<[string, Record<string, Buffer | string>, RegExp]>([
    ['that is empty', { 'USLD.csv': '' }, /USLD\.csv is empty/],
    ['without a record', { 'USLD.csv': usld(2024) }, /USLD\.csv, line 1: the table has no records/],
    [
      'that lacks columns',
      { 'USLD.csv': encode('BOR;AN;FI;RS;FI_EJ;ENT\r\nUSLD;2024;010990109;A;010990018;1\r\n') },
      /USLD\.csv, line 1: the table USLD lacks the columns LIT, JOU\. Nothing was changed/,
    ],
    [
      'of sites that lacks a column, beside others, which would count for the wrong legal entities',
      {
        'USLD.csv': usld(2024, line),
        'ID.csv': encode(`${columns['ID']!.filter((name) => name !== 'fi_ej').join(';')}\r\nID;2024;010990109\r\n`),
      },
      /ID\.csv, line 1: the table ID lacks the column FI_EJ/,
    ],
    [
      'of sites that is empty, beside others',
      { 'USLD.csv': usld(2024, line), 'IDB_2024r.csv': '' },
      /IDB_2024r\.csv is empty/,
    ],
    [
      'of groups that has none of the figures',
      { 'GHT_2024.csv': encode('GHT_CODE;GHT_LIB\r\n44108;b\r\n') },
      /GHT_2024\.csv, line 1: the table GHT lacks the columns LIT_MED, /,
    ],
    [
      'of groups whose year is unknown',
      { 'GHT.csv': table('GHT', 2024, { GHT_CODE: '44108', GHT_LIB: 'A' }) },
      /GHT\.csv, line 1: unknown year of the table of groups/,
    ],
    [
      'of another year than in its name',
      { 'USLD_2023r.csv': usld(2024, line) },
      /USLD_2023r\.csv, line 2: the line is of 2024 \(AN\), but the name of the file has 2023/,
    ],
    [
      'of two years',
      { 'USLD.csv': usld(2024, line, { ...line, AN: 2023 }) },
      /USLD\.csv, line 3: the line is of 2023 \(AN\), but the first line is of 2024/,
    ],
    [
      'of two tables',
      { 'USLD.csv': usld(2024, line, { ...line, BOR: 'HAD' }) },
      /USLD\.csv, line 3: the line is of the table HAD \(BOR\), but the first line is of USLD/,
    ],
    ['with an invalid year', { 'USLD.csv': table('USLD', 24, line) }, /USLD\.csv, line 2: 24 is not a year \(AN\)/],
    [
      'without a name',
      { 'a.csv': usld(2024, { ...line, BOR: '' }) },
      /a\.csv, line 2: \(empty\) is not the name of a table/,
    ],
    [
      'with figures in scientific notation',
      { 'USLD.csv': usld(2024, line, { ...line, JOU: '2,601E+13' }) },
      /USLD\.csv, line 3: JOU 2,601E\+13 is in scientific notation: a spreadsheet damaged/,
    ],
    [
      'whose numbers lost their leading zeros',
      { 'USLD.csv': usld(2024, { ...line, FI: '10990109' }, { ...line, FI: '10990117' }) },
      /USLD\.csv, line 3: the number \(FI\) 10990117 has 8 digits: it lost its leading zero, as on line 2/,
    ],
    [
      'most of whose lines have other fields',
      { 'USLD.csv': Buffer.concat([usld(2024, line), encode('USLD;2024\r\nUSLD;2024\r\n')]) },
      /USLD\.csv, line 3: the line has 2 fields instead of the 9 of the header; 2 of the 3 lines have the wrong layout/,
    ],
  ])('%s', (_, files, message) => refused({ y: files }, message));

  it('together with the others of its command', () =>
    refused(
      {
        y: { 'HAD.csv': table('HAD', 2024, { FI: hospital, PLATOT: 9 }) },
        z: { 'USLD.csv': usld(2024, line, { ...line, AN: 1 }) },
      },
      /z\/USLD\.csv, line 3/,
    ));

  it('with --strict, for one bad record', () =>
    refused({ y: { 'USLD.csv': usld(2024, line, { ...line, FI: 'X' }) } }, /USLD\.csv, line 3: .* X is not a FINESS/, {
      strict: true,
    }));

  const rows = Array.from({ length: 250 }, (_, index) => ({ ...line, FI: `0109${String(10_000 + index)}` }));

  it('that would delete most rows of its year', async () => {
    await test.loadFolders({ y: { 'USLD.csv': usld(2024, ...rows) } });
    before = await everything(test.database);
    await refused(
      { y: { 'USLD.csv': usld(2024, ...rows.slice(0, 9)) } },
      /USLD\.csv no longer lists 241 of the 250 rows of capacity and activity of 2024, and would delete them\. If it is only a part of the table, --partial/,
    );
  });

  it('but not one that deletes many rows, if they are less than half', async () => {
    const { summary } = await test.loadFolders({ y: { 'USLD.csv': usld(2024, ...rows.slice(0, 140)) } });
    expect(summary.targets.get('capacity and activity')).toMatchObject({ same: 140, gone: 110 });
  });
});
