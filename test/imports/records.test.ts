import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { everything, extract, importTest, legalEntity, place, site, sites } from './fixtures.ts';

const test = importTest();

/** The rejects of the last load: file, line, verdict, reason and text. */
const rejects = async (): Promise<string[][]> =>
  parse(await readFile(join(test.folder, 'rejects.csv'), 'utf8'), { delimiter: ';', from: 2 });

describe('a bad record', () => {
  it('is left out, counted, and written to the rejects with its line, its reason and its text', async () => {
    const run = await test.load(
      {
        'a.csv': extract(
          '2022-01-08',
          site(),
          site({ nofinesset: '010990117', nofinessej: '2021' }),
          site({ nofinesset: '10990117' }),
          'structureet;one;two',
          site({ nofinesset: '010990125', rs: '' }),
          `${site({ nofinesset: '010990141' })}`.replace('HOPITAL', '"HOPITAL'),
          site({ nofinesset: '010990158', rs: 'EARLIER' }),
          site({ nofinesset: '010990158', rs: 'LATER' }),
          place({ sourcecoordet: '1,ATLASANTE,96,BAN,EPSG:9999 Nowhere' }),
          place({ coordxet: '0', coordyet: '10' }),
          place({ nofinesset: '010990992' }),
          place({ nofinesset: '010990158', coordxet: '0', coordyet: '0' }),
          ...sites(20),
        ),
      },
      { partial: true },
    );
    expect(run.summary.files.get('a.csv')).toEqual({ read: 32, rejected: 9, warnings: 0 });
    expect(run.rejects).toEqual([join(test.folder, 'rejects.csv')]);
    const reasons = (await rejects()).map((row) => row.slice(0, 4).join(';'));
    expect(reasons).toEqual([
      "a.csv;3;rejected;the legal entity's number 2021 is not a FINESS number",
      'a.csv;4;rejected;the number 10990117 has 8 digits: it lost its leading zero',
      'a.csv;5;rejected;the line has 3 fields instead of 32 (structureet)',
      'a.csv;6;rejected;the name is empty',
      'a.csv;7;rejected;the quotes of the line are unbalanced',
      'a.csv;10;rejected;unknown projection of the coordinates: 1,ATLASANTE,96,BAN,EPSG:9999 Nowhere',
      expect.stringMatching(/^a\.csv;11;rejected;coordinates 0 10 are outside France/),
      'a.csv;8;rejected;duplicate number 010990158; line 9 is used',
      'a.csv;12;rejected;coordinates of 010990992, which the file does not list',
    ]);
    expect((await rejects())[2]![4]).toBe('structureet;one;two');
    expect(await test.database.query(`select name from establishment where finess = '010990158'`)).toEqual([
      { name: 'LATER' },
    ]);
  });

  it('differs from one that is loaded with a warning: a site that is the legal entity of another site', async () => {
    const run = await test.load(
      {
        'a.csv': extract(
          '2022-01-08',
          site({ nofinesset: '010990208' }),
          site({ nofinesset: '010990216', nofinessej: '010990208' }),
        ),
      },
      { partial: true, strict: true },
    );
    expect(run.summary.files.get('a.csv')).toEqual({ read: 2, rejected: 0, warnings: 1 });
    expect((await rejects())[0]!.slice(0, 4)).toEqual([
      'a.csv',
      '2',
      'warning',
      '010990208 is a site and the legal entity of another site, and is kept as a site',
    ]);
    expect(await test.database.query(`select level from establishment where finess = '010990208'`)).toEqual([
      { level: 'SITE' },
    ]);
  });

  it('keeps the level that an extract gave', async () => {
    const run = await test.load(
      { 'a.csv': extract('2022-01-08', legalEntity({ nofiness: '010990208' })) },
      { partial: true },
    );
    expect(run.summary.files.get('a.csv')!.rejected).toBe(1);
    expect((await rejects())[0]![3]).toBe('the register lists 010990208 as a site, which is kept');
  });
});

it('a number that is only known as a legal entity of a site becomes a site when an extract lists it', async () => {
  await test.load(
    { 'a.csv': extract('2022-01-08', site({ nofinesset: '010990232', nofinessej: '010990240' })) },
    { partial: true },
  );
  const run = await test.load({ 'a.csv': extract('2022-01-08', site({ nofinesset: '010990240' })) }, { partial: true });
  expect(run.summary.files.get('a.csv')).toEqual({ read: 1, rejected: 0, warnings: 1 });
  expect(await test.database.query(`select level from establishment where finess = '010990240'`)).toEqual([
    { level: 'SITE' },
  ]);
});

it('the label of a code is that of the last line, and a name may have any character', async () => {
  const labelled = (nofinesset: string, libcategetab: string) =>
    site({ nofinesset, categetab: '998', libcategetab, siret: '', rs: 'TAB\t AND BACKSLASH \\N' });
  await test.load(
    { 'et.csv': extract('2021-01-08', labelled('010990315', 'Earlier'), labelled('010990307', 'Later')) },
    { partial: true },
  );
  expect(await test.database.query(`select label from nomenclature where code = '998'`)).toEqual([{ label: 'Later' }]);
  expect(await test.database.query(`select name from establishment where finess = '010990307'`)).toEqual([
    { name: 'TAB\t AND BACKSLASH \\N' },
  ]);
});

it('a file is loaded if half of its lines have the wrong layout', async () => {
  const run = await test.load({ 'a.csv': extract('2022-01-08', site(), 'structureet;x') }, { partial: true });
  expect(run.summary.files.get('a.csv')).toEqual({ read: 2, rejected: 1, warnings: 0 });
});

describe('a file may be', () => {
  const nameOf = async () =>
    (await test.database.query(`select name from establishment where finess = '010990109'`))[0]!['name'];

  it('compressed, whatever its name', async () => {
    await test.load({ 'a.csv': gzipSync(extract('2022-01-08', site({ rs: 'HOPITAL EMPAQUETE' }))) }, { partial: true });
    expect(await nameOf()).toBe('HOPITAL EMPAQUETE');
  });

  it('partly UTF-8 and partly windows-1252, with CRLF and a byte order mark', async () => {
    const lines = [
      '\uFEFFfiness;etalab;96;2022-01-08',
      site({ rs: 'HÔPITAL DES ÉTANGS' }),
      site({ nofinesset: '010990117', rs: 'L’HÔTEL-DIEU Œ' }),
      '',
    ];
    const mixed = Buffer.concat([
      Buffer.from(`${lines[0]}\r\n${lines[1]}\r\n`),
      Buffer.from(lines[2]!.replace('’', '\x92').replace('Œ', '\x8C'), 'latin1'),
      Buffer.from('\r\n'),
    ]);
    await test.load({ 'a.csv': mixed }, { partial: true });
    expect(await nameOf()).toBe('HÔPITAL DES ÉTANGS');
    expect(await test.database.query(`select name from establishment where finess = '010990117'`)).toEqual([
      { name: 'L’HÔTEL-DIEU Œ' },
    ]);
  });

  it('saved by a spreadsheet that padded its lines', async () => {
    await test.load(
      { 'a.csv': `finess;etalab;96;2022-01-08;;;\n${site({ rs: 'HOPITAL REMPLI' })};;\n` },
      { partial: true },
    );
    expect(await nameOf()).toBe('HOPITAL REMPLI');
  });
});

it('counts with --dry-run what it would change, and changes nothing', async () => {
  const state = await everything(test.database);
  const run = await test.load(
    {
      'a.csv': extract(
        '2023-01-08',
        site({ rs: 'HOPITAL ESSAYE' }),
        site({ nofinesset: '010990901' }),
        site({ nofinesset: 'X' }),
      ),
    },
    { dryRun: true },
  );
  expect(run.summary.targets.get('establishments')).toMatchObject({ new: 1, changed: 1 });
  expect(run.summary.targets.get('establishments')!.gone).toBeGreaterThan(20);
  expect(run.summary.files.get('a.csv')!.rejected).toBe(1);
  expect(run.rejects).toEqual([]);
  await expect(rejects()).rejects.toThrow('ENOENT');
  expect(await everything(test.database)).toEqual(state);
});
