import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { readSheets } from '../../services/kit/sheets/read-sheets.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';
import { importTest } from './fixtures.ts';
import { allExamples } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

const header = ['Code', 'Nom', 'Commentaire', 'Nature', 'Discipline', 'Site', 'Lits', 'Source'];
const row = (code: string, more: Record<number, string> = {}) =>
  [code, 'Sur\ndeux; lignes', '=HYPERLINK("x")', 'WARD', '037', '570000596', '4', 'illustrative'].map(
    (cell, index) => more[index] ?? cell,
  );
const rows = [['Titre'], header, row('good'), row('bad-beds', { 6: 'douze' }), row('bad-site', { 5: '1', 6: 'x' })];
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

const forms = {
  csv: {
    name: 'units.csv',
    write: async (cells: string[][]) => cells.map((each) => `${each.map(quoted).join(',')}\n`).join(''),
  },
  xlsx: { name: 'units.xlsx', write: (cells: string[][]) => workbookOf([{ name: 'Unités', rows: cells }]) },
};

/** The cells of a file of rejects. */
async function cellsOf(path: string, isNamed = true): Promise<string[][]> {
  const content = await readFile(path);
  if (path.endsWith('.csv')) return parse(content, { bom: true, relax_column_count: true });
  const [sheet] = await readSheets([content]);
  if (isNamed) expect(sheet!.name).toBe('Unités');
  return sheet!.rows.map(({ cells }) => cells);
}

describe.each(Object.entries(forms))('the rejects of a %s file', (form, { name, write }) => {
  const load = async (content: string[][]) => {
    const rejects = `${test.folder}/${name}.rejects.${form}`;
    return test.load({ [name]: await write(content) }, { partial: true, rejects }, partner);
  };

  it('are the same sheet with a column of reasons, which loads when it is corrected', async () => {
    const { summary, rejects } = await load(rows);
    expect(summary.files.get(name)).toEqual({ read: 3, rejected: 2, warnings: 0 });
    expect(basename(rejects[0]!)).toMatch(new RegExp(`^${name}\\.rejects\\.${form}$`));
    expect((await stat(rejects[0]!)).mode & 0o777).toBe(0o600);
    const written = await cellsOf(rejects[0]!);
    const comment = form === 'csv' ? `'=HYPERLINK("x")` : '=HYPERLINK("x")';
    expect(written).toEqual([
      [...header, 'reasons'],
      [...row('bad-beds', { 2: comment, 6: 'douze' }), 'column beds: "douze": expected a whole number of 0 or more'],
      [
        ...row('bad-site', { 2: comment, 5: '1', 6: 'x' }),
        'column site: "1": expected a FINESS number of 9 characters; column beds: "x": expected a whole number of 0 or more',
      ],
    ]);

    const half = written.map((cells) => cells.map((cell) => (cell === 'douze' ? '12' : cell)));
    const again = await load(half);
    expect(again.summary.files.get(name)).toEqual({ read: 2, rejected: 1, warnings: 0 });
    const left = await cellsOf(again.rejects[0]!);
    expect(left).toEqual([written[0], written[2]]);

    const corrected = left.map((cells) =>
      cells.map((cell) => (cell === '1' ? '570005165' : cell === 'x' ? '3' : cell)),
    );
    expect((await load(corrected)).rejects).toEqual([]);
    expect(
      await test.database.query(
        `select code, name, beds from clinical.care_unit where code in ('good', 'bad-beds', 'bad-site') order by 1`,
      ),
    ).toEqual([
      { code: 'bad-beds', name: 'Sur\ndeux; lignes', beds: 12 },
      { code: 'bad-site', name: 'Sur\ndeux; lignes', beds: 3 },
      { code: 'good', name: 'Sur\ndeux; lignes', beds: 4 },
    ]);
  });
});

it('the rejects of several files are files of their own, in the form that their name asks for', async () => {
  const files = {
    'a.csv': await forms.csv.write(rows),
    'b.xlsx': await forms.xlsx.write([
      ['code', 'title'],
      ['b', ''],
    ]),
  };
  const { rejects } = await test.load(files, { partial: true, rejects: `${test.folder}/both.xlsx` }, partner);
  expect(rejects.map((path) => basename(path))).toEqual(['both.xlsx', 'both.2.xlsx']);
  const lengths = await Promise.all(rejects.map(async (path) => (await cellsOf(path, false)).length));
  expect(lengths.toSorted()).toEqual([2, 3]);
});

it('a row that is loaded with a warning is among them, and loads again', async () => {
  const { summary, rejects } = await test.load(
    { 'a.csv': await forms.csv.write([header, row('warned', { 1: 'HÃ´pital' })]) },
    {},
    partner,
  );
  expect(summary.files.get('a.csv')).toEqual({ read: 1, rejected: 0, warnings: 1 });
  const [, warned] = await cellsOf(rejects[0]!);
  expect(warned!.at(-1)).toBe('warning: column name: "HÃ´pital": it seems to be "Hôpital", encoded twice');
});
