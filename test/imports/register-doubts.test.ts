import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { InputFile } from '../../imports/pipeline/input-file.ts';
import { readLines } from '../../imports/pipeline/lines.ts';
import { utf16, windows1252 } from '../support/workbook.ts';
import * as plus from './finess-plus-fixtures.ts';
import { extract, importTest, place, site } from './fixtures.ts';

const test = importTest();

const load = (content: string | Buffer, options = {}) => test.load({ 'a.csv': content }, { partial: true, ...options });
const loaded = async (columns: string) =>
  (await test.database.query(`select ${columns} from establishment where finess = '010990109'`))[0];

describe('a telephone number is stored as ten digits, or in the international form', () => {
  it.each([
    ['04.74.45.46.47', '0474454647'],
    ['04 74 45 46 00', '0474454600'],
    ['04.74.45.46.00', '0474454600'],
    ['04\u00A074-45/46 47', '0474454647'],
    ['+33474454647', '0474454647'],
    ['+33 (0)4 74 45 46 47', '0474454647'],
    ['0033 4 74 45 46 47', '0474454647'],
    ['+262 262 90 50 50', '0262905050'],
    ['+352 27 55 10', '+352275510'],
    ['', null],
  ])('%s', async (telephone, phone) => {
    await test.database.query(`update establishment set phone = null`);
    const { summary } = await load(extract('2022-01-08', site({ telephone })));
    expect(summary.files.get('a.csv')).toEqual({ read: 1, rejected: 0, warnings: 0 });
    expect(await loaded('phone')).toEqual({ phone });
  });

  it.each([
    ['474454647', 'the telephone number 474454647 lost its leading zero; loaded as 0474454647', '0474454647'],
    ['voir accueil', 'loaded without a value: the telephone number voir accueil does not have ten digits', null],
  ])('and otherwise reported: %s', async (telephone, reason, phone) => {
    await test.database.query(`update establishment set phone = null`);
    await load(extract('2022-01-08', site({ telephone })));
    expect(await test.rejects()).toEqual([`a.csv;2;warning;${reason}`]);
    expect(await loaded('phone')).toEqual({ phone });
  });
});

describe('what is improbable is reported, and loaded', () => {
  it('an opening long after the extract', async () => {
    await load(extract('2022-01-08', site({ dateouv: '2999-01-01' })));
    expect(await test.rejects()).toEqual([
      'a.csv;2;warning;the opening date 2999-01-01 is more than 5 years after the extract, of 2022-01-08',
    ]);
    expect(await loaded('opened_on::text')).toEqual({ opened_on: '2999-01-01' });
    const planned = await load(extract('2022-01-08', site({ dateouv: '2026-12-31' })));
    expect(planned.rejects).toEqual([]);
  });

  it.each([
    [
      'in Paris',
      { coordxet: '652000', coordyet: '6862000' },
      /^a\.csv;3;warning;the coordinates are 3[5-9]\d km from the centre of the department 01, which the address states$/,
    ],
    [
      'in Réunion',
      { coordxet: '338000', coordyet: '7690000', sourcecoordet: '1,X,96,BAN,EPSG:2975' },
      /^a\.csv;3;warning;the coordinates are 9\d\d\d km /,
    ],
  ])('coordinates of a site of Ain %s', async (_, values, reason) => {
    await load(extract('2022-01-08', site(), place(values)));
    expect(await test.rejects()).toEqual([expect.stringMatching(reason)]);
    expect((await loaded('latitude'))!.latitude).not.toBeNull();
  });

  it('coordinates of FINESS+', async () => {
    const [given] = plus.entities;
    const far = plus.site('799', '010990117', {
      adresse: [
        {
          usageAdresse: '03',
          codePostal: '01330',
          ligneAcheminement: 'VILLARS LES DOMBES',
          coordonneesGeographique: { coordonneeX: '2.35', coordonneeY: '48.85' },
        },
      ],
    });
    await test.load(plus.file('2022-02-08', { pmej: [{ ...given, ege: [far] }] }), { partial: true }, finessPlus);
    expect(await test.rejects()).toEqual([
      expect.stringMatching(/^plus\.json;2;warning;the coordinates are 3\d\d km from the centre of the department 01/),
    ]);
  });

  it.each([
    ['lost characters', 'H\uFFFDPITAL', 'characters were lost when it was saved in another encoding (U+FFFD)'],
    ['a double encoding', 'HÃ´pital', '"it seems to be ""Hôpital"", encoded twice"'],
    [
      'control characters of C1',
      'UNIT\u0090',
      'it seems to come from a DOS (code page 850) or Macintosh program, whose encoding is another',
    ],
  ])('%s', async (_, rs, reason) => {
    await load(extract('2022-01-08', site({ rs })));
    const [line] = await test.rejects();
    expect(line).toContain(reason.replaceAll(/^"|"$/g, '').replaceAll('""', '"'));
    expect(await loaded('name')).toEqual({ name: rs });
  });
});

describe('a file may be', () => {
  const lines = extract('2022-01-08', site({ rs: 'HÔPITAL' }), site({ nofinesset: '010990133', siret: '' }));
  it.each<[string, string | Buffer]>([
    ['with the line endings of old Macintoshes', lines.replaceAll('\n', '\r')],
    ['with the line endings of old Macintoshes, in windows-1252', windows1252(lines.replaceAll('\n', '\r'))],
    ['with a blank line above its first one', `\n${lines}`],
    ['with a line that names its separator', `sep=;\r\n${lines.replaceAll('\n', '\r\n')}`],
    ['in UTF-16', utf16(`\uFEFF${lines}`, 'le')],
  ])('%s', async (_, content) => {
    await test.database.query(`update establishment set name = 'x'`);
    const { summary } = await load(content, { strict: true });
    expect(summary.files.get('a.csv')).toEqual({ read: 2, rejected: 0, warnings: 0 });
    expect(await loaded('name')).toEqual({ name: 'HÔPITAL' });
  });

  it('with a carriage return at the end of the first block that is read, and the line feed in the next', async () => {
    const [path] = await test.write({ 'blocks.csv': `${'a'.repeat(65_535)}\r\nb\r\n` });
    const blocks = [];
    for await (const found of readLines(await InputFile.open(path!))) blocks.push(...found);
    expect(blocks.map(({ number, text }) => [number, text.length])).toEqual([
      [1, 65_535],
      [2, 1],
    ]);
  });
});

it('a line that is repeated exactly is reported, and a file with it is not refused', async () => {
  const content = extract('2022-01-08', site(), site(), place(), place());
  const { summary } = await load(content, { strict: true });
  expect(summary.files.get('a.csv')).toEqual({ read: 4, rejected: 0, warnings: 2 });
  expect(await test.rejects()).toEqual([
    'a.csv;2;warning;duplicate number 010990109; line 3 is the same',
    'a.csv;4;warning;duplicate coordinates of 010990109; line 5 is the same',
  ]);
  await expect(load(extract('2022-01-08', site({ rs: 'OTHER' }), site()), { strict: true })).rejects.toThrow(
    /a\.csv, line 2: duplicate number 010990109; line 3 is used/,
  );
});
