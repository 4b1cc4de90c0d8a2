import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../services/kit/datasets/dataset.ts';
import { datasetNamed, datasets } from '../../services/registry.ts';
import { rowOf, tableOf } from '../../services/kit/datasets/table.ts';
import { readSheets } from '../../services/kit/sheets/read-sheets.ts';
import type { Sheet } from '../../services/kit/sheets/sheet.ts';
import { csvOf } from '../../services/kit/sheets/write-csv.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';
import { utf16, windows1252 } from '../support/workbook.ts';

/** How people write the name of a column. */
const spellings: ((column: Column) => string)[] = [
  ({ name }) => name,
  ({ name }) => name.toUpperCase(),
  ({ name }) => name.replaceAll(/[A-Z]/g, '_$&').toLowerCase(),
  ({ name }) => ` ${name.replaceAll(/[A-Z]/g, ' $&')} `,
  ({ name }) => `${name} (obligatoire)`,
  ({ french }) => french[0]!,
  ({ french }) => french.at(-1)!.toUpperCase(),
  ({ french }) => french[0]!.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase(),
  ({ french }) => `${french[0]!.replaceAll(' ', '\n')} *`,
];

const forms: Record<string, (rows: string[][], delimiter: string) => Promise<Buffer> | Buffer> = {
  'UTF-8': (rows, delimiter) => Buffer.from(csvOf(rows, delimiter)),
  'windows-1252': (rows, delimiter) => windows1252(csvOf(rows, delimiter).slice(1)),
  'UTF-16': (rows, delimiter) => utf16(csvOf(rows, delimiter), 'le'),
  xlsx: (rows) => workbookOf([{ name: 'Feuil1', rows }]),
};

const word = fc.string({ unit: fc.constantFrom(...'abcdéèçÉ 0123;,|"'), maxLength: 8 }).map((text) => text.trim());
const sheet = fc.record({
  dataset: fc.constantFrom(...datasets),
  seed: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  titles: fc.array(fc.constantFrom('', 'CHR Metz-Thionville', 'Tableau, au 1er mars; pour le hub'), { maxLength: 4 }),
  extra: fc.array(fc.constantFrom('Commentaire', 'Vu le', 'Zone'), { maxLength: 2 }),
  cells: fc.array(fc.array(word, { minLength: 16, maxLength: 16 }), { minLength: 1, maxLength: 4 }),
});

describe('a table is found, whatever names its columns, whatever is above it and beside it', () => {
  it.each(Object.keys(forms))('in %s', async (form) => {
    await fc.assert(
      fc.asyncProperty(
        sheet,
        fc.constantFrom(';', ',', '\t'),
        async ({ dataset, seed, titles, extra, cells }, delimiter) => {
          // In any order, with columns that are not the dataset's among its own.
          const given: (Column | string)[] = [...dataset.columns, ...new Set(extra)]
            .map((column, index) => ({ column, at: seed[index]! }))
            .toSorted((one, other) => one.at - other.at)
            .map(({ column }) => column);
          const header = given.map((column, index) =>
            typeof column === 'string' ? column : spellings[seed[index]! % spellings.length]!(column),
          );
          const rows = cells.map((row) => given.map((_, index) => (index === 0 ? `x${row[0]}` : row[index % 16]!)));
          const content = await forms[form]!([...titles.map((title) => [title]), header, ...rows], delimiter);
          const table = tableOf(await readSheets([content]), [dataset]);
          expect(table.dataset).toBe(dataset);
          expect(table.rows.map((row) => rowOf(table, row, '').cells)).toEqual(
            rows.map((row) =>
              Object.fromEntries(
                given.flatMap((column, index) => (typeof column === 'string' ? [] : [[column.name, row[index]!]])),
              ),
            ),
          );
          for (const name of extra) expect(table.notices.join()).toContain(`"${name}"`);
          expect(tableOf(await readSheets([content]), datasets).dataset).toBe(dataset);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a header', () => {
  const csv = (...rows: string[][]): Sheet => ({
    form: 'csv',
    rows: rows.map((cells, index) => ({ line: index + 1, cells })),
  });

  it('is that of the dataset with which it has most columns in common, even if it lacks one', () => {
    const studies = csv(['code', 'title', 'registryNumber', 'start', 'end'], ['a', 'b', '', '', '']);
    expect(() => tableOf([studies], datasets)).toThrow(
      'the header, which is closest to the dataset studies, lacks the required column source (Source); npx maillage template studies prints its template, and --dataset chooses another dataset',
    );
    expect(tableOf([studies], [datasetNamed('sources')]).notices).toEqual([
      'left out columns that the dataset sources does not have: "registryNumber" (column C), "start" (column D), "end" (column E)',
    ]);
  });

  it('is not a row of data far below', () => {
    const far = csv(...Array.from({ length: 51 }, () => ['note']), ['code', 'title'], ['a', 'b']);
    expect(() => tableOf([far], datasets)).toThrow('no row names two columns of any dataset: this one reads "note".');
    expect(() => tableOf([csv()], datasets)).toThrow('has no header; print one with npx maillage template');
  });

  it('may have the reasons of rejects, which are ignored', () => {
    const table = tableOf([csv(['code', 'Motifs', 'title'], ['a', 'wrong', 'b'])], datasets);
    expect(table).toMatchObject({ reasons: 1, notices: [] });
    expect(rowOf(table, table.rows[0]!, 'here')).toEqual({
      number: 2,
      place: 'here',
      cells: { code: 'a', title: 'b' },
    });
  });
});
