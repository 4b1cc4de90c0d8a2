import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { InputFile } from '../../imports/pipeline/input-file.ts';
import { OperatorError } from '../../platform/errors.ts';
import { everything, extract, importTest, legalEntity, site, sites } from './fixtures.ts';

const test = importTest();

let before: unknown;
beforeAll(async () => {
  await test.load({ 'first.csv': extract('2021-01-08', legalEntity(), site()) });
  await test.load({ 'first.csv': extract('2021-01-08', site()) });
  before = await everything(test.database);
});

/** Checks that files are refused with an OperatorError, and leave the tables unchanged and no rejects. */
async function refused(files: Record<string, string | Buffer>, message: RegExp, options = {}): Promise<void> {
  await rm(join(test.folder, 'rejects.csv'), { force: true });
  const error = await test.load(files, { partial: true, ...options }).then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(OperatorError);
  expect(error.message).toMatch(message);
  expect(await everything(test.database)).toEqual(before);
  expect(existsSync(join(test.folder, 'rejects.csv'))).toBe(false);
}

describe('a file is refused', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['that is empty', '', /a\.csv is empty/],
    ['that has no record', extract('2022-01-08'), /a\.csv has no records/],
    ['of another kind', 'id;name\n1;one\n', /a\.csv, line 1: not a FINESS extract: expected finess;etalab;/],
    [
      'whose date a spreadsheet changed',
      extract('08/01/2022', site()),
      /a\.csv, line 1: 08\/01\/2022 is not a valid extract date/,
    ],
    [
      'with an unknown section',
      extract('2022-01-08', 'equipementsocial;010990109;1'),
      /a\.csv, line 2: unknown section equipementsocial; expected one of/,
    ],
    [
      'with a SIRET in scientific notation',
      extract('2022-01-08', site(), site({ siret: '2,601E+13' })),
      /a\.csv, line 3: SIRET 2,601E\+13 is in scientific notation: a spreadsheet/,
    ],
    [
      'with a number in scientific notation',
      extract('2022-01-08', site({ nofinesset: '1.09901E+07' })),
      /a\.csv, line 2: the number 1\.09901E\+07 is in scientific notation/,
    ],
    [
      'that lost leading zeros',
      extract('2022-01-08', site({ nofinesset: '10990109' }), site(), site({ nofinesset: '10990117' })),
      /a\.csv, line 4: the number 10990117 has 8 digits: it lost its leading zero, as on line 2/,
    ],
    [
      'most of whose lines have other fields',
      extract('2022-01-08', site(), 'structureet;010990117;x', 'structureet;010990125;x'),
      /a\.csv, line 3: the line has 3 fields instead of 32 \(structureet\); 2 of the 3 lines have the wrong layout/,
    ],
    [
      'that is a truncated gzip',
      gzipSync(extract('2022-01-08', ...sites(3000))).subarray(0, -2000),
      /a\.csv is truncated/,
    ],
    [
      'that is a damaged gzip',
      Buffer.concat([gzipSync(extract('2022-01-08', ...sites(10))).subarray(0, -8), Buffer.alloc(8, 0xee)]),
      /a\.csv is damaged/,
    ],
    [
      'of one endless line',
      Buffer.concat([Buffer.from('finess;etalab;96;2022-01-08\n'), Buffer.alloc(3_000_000, 0x61)]),
      /a\.csv, line 2: longer than 1 MiB/,
    ],
  ])('%s', (_, content, message) => refused({ 'a.csv': content }, message));

  it('that does not exist, or is a folder', async () => {
    await expect(InputFile.open(join(test.folder, 'nowhere.csv'))).rejects.toThrow(
      /nowhere\.csv cannot be read: there is no such file or folder\.$/,
    );
    await expect(InputFile.open(test.folder)).rejects.toThrow(/is a folder, not a file/);
  });

  it('together with the others of its command', () =>
    refused(
      {
        'good.csv': extract('2022-01-08', site({ rs: 'NEW' })),
        'bad.csv': extract('2022-01-08', site({ siret: '2,601E+13' })),
      },
      /bad\.csv, line 2/,
    ));

  it('with --strict, for one bad record', () =>
    refused(
      { 'a.csv': extract('2022-01-08', site(), site({ nofinesset: 'X' })) },
      /a\.csv, line 3: the number X is not a FINESS number\. Nothing was changed/,
      { strict: true },
    ));
});
