import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { datasetNamed } from '../../services/registry.ts';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, sheet } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

const careUnits = datasetNamed('care-units');
const names = careUnits.columns.map((column) => column.name);
const unit = examples('care-units', { code: 'unit-file', name: 'Équipe « cœur » – été #2' });

/** The name of the unit that a file loads. */
async function loadedName(file: string | Buffer): Promise<unknown> {
  await test.database.query(`delete from clinical.care_unit where code = 'unit-file'`);
  await test.load({ 'units.csv': file }, {}, partner);
  const [row] = await test.database.query(`select name from clinical.care_unit where code = 'unit-file'`);
  return row?.name;
}

describe('a file may be', () => {
  const windows1252 = Buffer.from(
    [...unit].map((letter) => ({ œ: 0x9c, '–': 0x96 })[letter] ?? letter.codePointAt(0)!),
  );
  it.each<[string, string | Buffer]>([
    ['UTF-8', unit],
    ['UTF-8 with a byte order mark', `\uFEFF${unit}`],
    ['UTF-8 with a byte order mark before a comment', `\uFEFF# a; "b\n${unit}`],
    ['windows-1252, as a French spreadsheet saves it', windows1252],
    ['with the line endings of Windows', unit.replaceAll('\n', '\r\n')],
    ['with the line endings of old Macintoshes', unit.replaceAll('\n', '\r')],
    [
      'separated by commas',
      sheet(names, [{ ...careUnits.example, code: 'unit-file', name: 'Équipe « cœur » – été #2' }], ','),
    ],
    ['separated by tabs', unit.replaceAll(';', '\t')],
    ['compressed', gzipSync(unit)],
    [
      'with comments, some of which a spreadsheet has quoted',
      `# one "quote;;\n"# two; ""quoted""";;;\n\n${unit};;;\n# three`,
    ],
    ['with empty columns at the end of its header and its rows', unit.replaceAll('\n', ';;\n')],
  ])('%s', async (_, file) => {
    expect(await loadedName(file)).toBe('Équipe « cœur » – été #2');
  });

  it('without optional columns, which are then empty', async () => {
    const header = ['code', 'name', 'kind', 'discipline', 'site', 'source'];
    await test.load({ 'a.csv': sheet(header, [{ ...careUnits.example, code: 'unit-short' }]) }, {}, partner);
    expect(
      await test.database.query(`select beds, period::text from clinical.care_unit where code = 'unit-short'`),
    ).toEqual([{ beds: null, period: '(,)' }]);
  });

  it('without the empty cells at the end of a row', async () => {
    const header = ['name', 'kind', 'discipline', 'site', 'source', 'code', 'beds', 'places'];
    const text = `${header.join(';')}\nÉquipe;WARD;037;570000596;illustrative;unit-file\n`;
    expect(await loadedName(text)).toBe('Équipe');
  });
});

it('dates, decimals and booleans may be written as in French', async () => {
  const needs = {
    code: 'need-french',
    specialty: 'SM01',
    requiredFte: '10,5',
    filledFte: '9',
    start: '01/02/2026',
    end: '2027-02-01',
  };
  const flow = { code: 'flow-french', modality: 'PET', onCallOnly: 'Oui', share: '0,25' };
  await test.load(
    { 'a.csv': examples('workforce-needs', needs), 'b.csv': examples('teleradiology-flows', flow) },
    {},
    partner,
  );
  expect(
    await test.database.query(
      `select required_fte, filled_fte, period::text from clinical.workforce_need where code = 'need-french'`,
    ),
  ).toEqual([{ required_fte: 10.5, filled_fte: 9, period: '[2026-02-01,2027-02-01)' }]);
  expect(
    await test.database.query(`select on_call_only, share from clinical.teleradiology_flow where code = 'flow-french'`),
  ).toEqual([{ on_call_only: true, share: 0.25 }]);
});

it('errors have the number of the first line of their row', async () => {
  const [header, row] = unit.split('\n');
  const wrong = row!.replace('JOINT_TEAM', 'X');
  const text = [
    '# comment',
    '',
    header,
    row!.replace('unit-file', 'line-4').replace(/;Équipe[^;]*/, ';"Sur\ndeux\n# trois lignes"'),
    '',
    '# comment',
    wrong.replace(/;Équipe[^;]*/, ';"Sur\ndeux lignes"'),
    wrong.replace('unit-file', 'line-11'),
  ].join('\n');
  expect(await refusal(test, { 'a.csv': text })).toEqual([
    expect.stringContaining('a.csv, line 9, column kind: "X": '),
    expect.stringContaining('a.csv, line 11, column kind: "X": '),
    nothingChanged,
  ]);
});

describe('a file is refused', () => {
  const template =
    'npx maillage template care-units prints its template, and --dataset chooses another dataset. Nothing was changed.';
  it.each<[string, string | Buffer, string]>([
    [
      'without a header',
      '# nothing\n\n',
      'a.csv has no header; print one with npx maillage template. Nothing was changed.',
    ],
    ['without a row', `${names.join(';')}\n;;;\n`, 'a.csv has no rows below its header. Nothing was changed.'],
    [
      'without a column that is required',
      unit.replace('kind', 'kinds'),
      `a.csv, line 1: the header, which is closest to the dataset care-units, lacks the required column kind (Nature); it has "kinds": did you mean kind?; ${template}`,
    ],
    [
      'with a column twice, once in French',
      unit.replace('beds;places', 'beds;Lits'),
      'a.csv, line 1: the header names the column beds of the dataset care-units more than once: "beds" (column G) and "Lits" (column H). Nothing was changed.',
    ],
    [
      'whose first rows name no columns',
      'Unités;2026\nHépatologie;12\n',
      'a.csv, line 1: no row names two columns of any dataset: this one reads "Unités | 2026". Name the columns as in a template (npx maillage template). Nothing was changed.',
    ],
    [
      'with more cells than columns',
      unit.replace(/\n$/, ';x\n'),
      `a.csv, line 2, expected at most ${names.length} cells, as in the header`,
    ],
    [
      'with a quote left open',
      `# c\n${unit}# c\n\na;"b\nc\n`,
      'a.csv, line 6: a quote is opened in this row and not closed. Nothing was changed.',
    ],
  ])('%s', async (_, file, message) => {
    expect((await refusal(test, { 'a.csv': file }))[0]).toBe(message);
  });

  it('that does not match the given dataset', async () => {
    expect((await refusal(test, { 'a.csv': unit }, { dataset: 'studies' }))[0]).toMatch(
      /^a\.csv, line 1: the header, which is closest to the dataset studies, lacks the required column title \(Titre\); /,
    );
    expect((await refusal(test, { 'a.csv': unit }, { dataset: 'study' }))[0]).toBe(
      'Unknown dataset study; did you mean studies?',
    );
  });

  it('is loaded as the given dataset', async () => {
    const { summary } = await test.load({ 'a.csv': unit }, { dataset: 'care-units', dryRun: true }, partner);
    expect([...summary.targets.keys()]).toContain('care-units');
  });
});
