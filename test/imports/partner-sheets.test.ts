import { beforeAll, describe, expect, it } from 'vitest';
import { datasetNamed } from '../../services/registry.ts';
import { partner } from '../../imports/partner/index.ts';
import { runImport } from '../../imports/run.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';
import { utf16, windows1252 } from '../support/workbook.ts';
import { importTest, silent } from './fixtures.ts';
import { allExamples, refusal, sheet } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

const { columns, example } = datasetNamed('care-units');
const names = columns.map(({ name }) => name);
const french = columns.map((column) => column.french[0]!);
const unit = { ...example, code: 'UF_0123', name: 'Équipe d’hépatologie' };
const csv = (header: string[], cells: Record<string, string> = unit, delimiter = ';') =>
  sheet(
    header,
    [Object.fromEntries(header.map((title, index) => [title, cells[names[index]!] ?? ''])) as Record<string, string>],
    delimiter,
  );
const row = (cells: Record<string, string> = unit) => names.map((name) => cells[name] ?? '');

/** What a file loads as the unit, and what the import reports besides. */
async function loaded(file: string | Buffer): Promise<{ unit: object | undefined; notices: string[] }> {
  await test.database.query(`delete from clinical.care_unit where lower(code) = 'uf_0123'`);
  const notices: string[] = [];
  const [path] = await test.write({ 'units.csv': file });
  const options = { strict: false, dryRun: false, force: false, partial: false, rejects: `${path}.rejects.csv` };
  const progress = { ...silent, log: (line: string) => void notices.push(line.replace(`${test.folder}/`, '')) };
  await runImport(test.database.url, partner, [path!], options, progress);
  const [found] = await test.database.query(
    `select code, name, beds, discipline_code as discipline from clinical.care_unit where lower(code) = 'uf_0123'`,
  );
  return { unit: found, notices };
}

const right = { code: 'UF_0123', name: 'Équipe d’hépatologie', beds: 4, discipline: '037' };

describe('a sheet is loaded as it is', () => {
  it.each<[string, () => string | Buffer | Promise<Buffer>]>([
    ['with French headers', () => csv(french)],
    ['with headers in capital letters', () => csv(names.map((name) => name.toUpperCase()))],
    ['with headers in snake case', () => csv(names.map((name) => name.replaceAll(/[A-Z]/g, '_$&').toLowerCase()))],
    [
      'with French headers without accents, in capital letters',
      () => csv(french.map((name) => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase())),
    ],
    ['with remarks in its headers', () => csv(names.map((name) => `${name} (*)`))],
    [
      'with titles above its header',
      () => `CHR Metz-Thionville;;;\n;;;\nUnités communes, au 1er mars, pour le hub;;;\n\n${csv(names)}`,
    ],
    ['with its separator named', () => `sep=;\r\n${csv(names)}`],
    ['with another separator named', () => `sep=,\r\n${csv(names, unit, ',')}`],
    ['separated by |', () => csv(names, { ...unit, staffedBy: '570005165' }, '|')],
    ['as "Unicode text"', () => utf16(`\uFEFF${csv(names, unit, '\t')}`, 'le')],
    ['in UTF-16 without a mark', () => utf16(csv(names), 'le')],
    ['in UTF-16, big endian', () => utf16(csv(names), 'be')],
    [
      'in windows-1252, below a comment in UTF-8',
      () => Buffer.concat([Buffer.from('# Unités à ajouter\n'), windows1252(csv(names))]),
    ],
    ['as a workbook', () => workbookOf([{ name: 'Unités', rows: [names, row()] }])],
    [
      'as a workbook with French headers below titles, in its second sheet',
      () =>
        workbookOf([
          { name: 'Lisez-moi', rows: [['Merci']] },
          { name: 'Unités', rows: [['Titre'], [], french, row()] },
        ]),
    ],
    [
      'with numbers as spreadsheets group them',
      () => csv(names, { ...unit, site: '570 000 596', beds: '4,0', start: '1/3/2026' }),
    ],
  ])('%s', async (_, file) => {
    expect(await loaded(await file())).toEqual({ unit: right, notices: [] });
  });

  it('if its lines have different encodings', async () => {
    const other = { ...unit, code: 'other-unit', name: 'Équipe commune d’hépatologie' };
    const [header, first] = csv(names).split('\n');
    await loaded(Buffer.concat([Buffer.from(`${header}\n${first}\n`), windows1252(csv(names, other).split('\n')[1]!)]));
    expect(
      await test.database.query(
        `select name from clinical.care_unit where code in ('UF_0123', 'other-unit') order by 1`,
      ),
    ).toEqual([{ name: 'Équipe commune d’hépatologie' }, { name: 'Équipe d’hépatologie' }]);
  });
});

describe('what is left out is reported', () => {
  it.each<[string, () => string | Promise<Buffer>, string]>([
    [
      'a column',
      () => csv([...names, 'Commentaire']),
      'units.csv, line 1: left out a column that the dataset care-units does not have: "Commentaire" (column M)',
    ],
    [
      'a column whose name is nearly one of the dataset',
      () => csv(names.map((name) => (name === 'places' ? 'placess' : name))),
      'units.csv, line 1: left out a column that the dataset care-units does not have: "placess" (column H); did you mean places?',
    ],
    [
      'a column without a name',
      () => csv(names).replaceAll('\n', ';\n').replace(/;\n$/, ';vu\n'),
      'units.csv, line 1: left out a column that the dataset care-units does not have: one without a name (column M)',
    ],
    [
      'notes beside the table of a workbook',
      () => workbookOf([{ name: 'a', rows: [names, [...row(), '', 'vu']] }]),
      'units.csv, line 1: left out a column that the dataset care-units does not have: one without a name (column N)',
    ],
    [
      'another sheet that has a header',
      () =>
        workbookOf([
          { name: 'a', rows: [names, row()] },
          {
            name: 'Sources',
            rows: [
              ['code', 'title'],
              ['a', 'b'],
            ],
          },
        ]),
      'units.csv, line 1: left out the sheet "Sources", which has a header as well: save it as a file of its own',
    ],
  ])('%s', async (_, file, notice) => {
    const { unit: found, notices } = await loaded(await file());
    expect(found).toEqual(right);
    expect(notices).toEqual([notice]);
  });
});

describe('damaged characters are reported, and loaded as they are', () => {
  it.each([
    ['lost', 'H\uFFFDpital', 'characters were lost when it was saved in another encoding (U+FFFD)'],
    ['encoded twice', 'HÃ´pital d’Ã‰tampes', 'it seems to be "Hôpital d’Étampes", encoded twice'],
    [
      'of DOS',
      'Unit‚ t-2',
      'it seems to come from a DOS (code page 850) or Macintosh program, whose encoding is another',
    ],
  ])('%s', async (_, name, reason) => {
    const { unit: found, notices } = await loaded(csv(names, { ...unit, name }));
    expect(found).toMatchObject({ name });
    expect(notices).toEqual([`units.csv, line 2, column name: "${name}": ${reason}`]);
  });
});

it('a day far in the future is reported, and loaded', async () => {
  const { unit: found, notices } = await loaded(csv(names, { ...unit, start: '01/01/2999', end: '3000-01-01' }));
  expect(found).toEqual(right);
  expect(notices).toEqual(['units.csv, line 2, column start: "01/01/2999": it is more than 5 years from now']);
});

describe('a cell is refused, with what a spreadsheet did to it', () => {
  it.each([
    ['discipline', '37', 'expected the code of a known discipline, such as 037 (this one lost its leading zero: 037)'],
    [
      'discipline',
      '3,7E+01',
      'expected the code of a known discipline, such as 037 (a spreadsheet has shortened this number: enter it again, in a column of text)',
    ],
    [
      'site',
      '5,70E+08',
      'expected the FINESS number of a known establishment (a spreadsheet has shortened this number: enter it again, in a column of text)',
    ],
    ['name', '#REF!', 'expected a text, not the error of a formula'],
    ['name', 'a\u0007b', 'expected a text without control characters'],
    ['source', 'Example-CHR-2026', 'expected the code of a known source; did you mean example-chr-2026?'],
    [
      'code',
      'Example-Dermatologie',
      'expected a code that differs from example-dermatologie by more than capital letters',
    ],
  ])('in the column %s: %s', async (column, value, message) => {
    const [line] = await refusal(test, { 'units.csv': csv(names, { ...unit, [column]: value }) });
    expect(line).toBe(
      `units.csv, line 2, column ${column}: "${value.replace('\u0007', String.raw`\x07`)}": ${message}`,
    );
  });

  it('if only invisible characters are in it', async () => {
    const [line] = await refusal(test, { 'units.csv': csv(names, { ...unit, name: '\u200B\u2060' }) });
    expect(line).toBe('units.csv, line 2, column name: empty: expected a text');
  });
});
