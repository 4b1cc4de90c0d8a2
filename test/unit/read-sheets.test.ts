import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSheets } from '../../services/kit/sheets/read-sheets.ts';
import { csvOf } from '../../services/kit/sheets/write-csv.ts';
import { workbookOf } from '../../services/kit/sheets/workbook/write-workbook.ts';
import { utf16, windows1252 } from '../support/workbook.ts';

/** The cells of the rows of a file's first sheet; it comes in blocks of a size. */
async function cellsOf(content: Buffer, blockSize = content.length + 1): Promise<string[][]> {
  async function* blocks() {
    for (let at = 0; at < content.length; at += blockSize) yield content.subarray(at, at + blockSize);
  }
  const [sheet] = await readSheets(blocks());
  return sheet!.rows.map(({ cells }) => cells);
}

const encodings: Record<string, (text: string) => Buffer> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16, little endian': (text) => utf16(text, 'le'),
  'UTF-16, little endian, with a byte order mark': (text) => utf16(`\uFEFF${text}`, 'le'),
  'UTF-16, big endian': (text) => utf16(text, 'be'),
  'UTF-16, big endian, with a byte order mark': (text) => utf16(`\uFEFF${text}`, 'be'),
  'windows-1252': windows1252,
  'UTF-8 and windows-1252, line by line': (text) =>
    Buffer.concat(text.split(/(?<=\n)/).map((line, index) => (index % 2 ? windows1252(line) : Buffer.from(line)))),
};

// Characters that windows-1252 has too, and those that CSV must quote. A first cell is no comment, formula or empty.
const character = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzÀÉÈÇÔŒœéèêàâîïôûùç’–€ 0123456789;,|"\t\n');
// Few texts are valid in both encodings, such as Èœ: those of a real file are not.
const isCertain = (line: string) => /^\p{ASCII}*$/u.test(line) || !isUtf8(windows1252(line));
const text = fc
  .string({ unit: character, maxLength: 12 })
  .map((value) => value.trim().replaceAll(/\s*\n\s*/g, '\n'))
  .filter((value) => value.split('\n').every(isCertain));
const rows = fc.array(
  fc.tuple(
    fc.string({ unit: fc.constantFrom(...'abcéè'), minLength: 1, maxLength: 5 }),
    text,
    text,
    fc.string({ unit: fc.constantFrom(...'abcéè'), minLength: 1, maxLength: 5 }),
  ),
  { minLength: 2, maxLength: 8 },
);
const header = ['code', 'Établissement', 'Début', 'source'];

describe('random rows are read as they were written', () => {
  it.each(Object.keys(encodings))('in %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(';', ',', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.integer({ min: 1, max: 3000 }),
        async (cells, delimiter, newline, isNamed, blockSize) => {
          const lines = csvOf([header, ...cells], delimiter).slice(1);
          const written = (isNamed ? `sep=${delimiter}\n` : '') + lines;
          // A line break within a cell is the file's own as well; two of the encodings mix lines of one cell otherwise.
          const content = encodings[name]!(written.replaceAll('\n', newline));
          expect(await cellsOf(content, blockSize)).toEqual([header, ...cells]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('in a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        expect(await cellsOf(await workbookOf([{ name: 'a', rows: [header, ...cells] }]))).toEqual([header, ...cells]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a CSV file', () => {
  it.each<[string, string, string[][]]>([
    [
      'with titles above its rows, which have other delimiters',
      'Liste, des, unités\n\na;b;c\nx, y;1;2\n',
      [['Liste, des, unités'], ['a', 'b', 'c'], ['x, y', '1', '2']],
    ],
    [
      'of lists, whose values are separated too',
      'a;b\nx|y;1\nx|y|z;2\n',
      [
        ['a', 'b'],
        ['x|y', '1'],
        ['x|y|z', '2'],
      ],
    ],
    ['with a separator that its lines do not show', 'sep=|\na;b|c;d\n', [['a;b', 'c;d']]],
    ['with a separator that a spreadsheet has quoted', '"sep=;"\na;b\n', [['a', 'b']]],
    ['with a separator below an empty line', '\r\nsep=;\r\na;b\r\n', [['a', 'b']]],
    [
      'with errors of formulas in first cells',
      '#N/A;1\n#comment;2\n#REF!;3\n',
      [
        ['#N/A', '1'],
        ['#REF!', '3'],
      ],
    ],
    ['with invisible characters around its cells', '\u200Ba\u00A0;\uFEFFb\u2060\n', [['a', 'b']]],
    [
      'of two files, one after the other',
      '\uFEFFa;b\n\uFEFFc;d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%s', async (_, content, expected) => {
    expect(await cellsOf(Buffer.from(content))).toEqual(expected);
  });

  it('in UTF-16 is recognised by its mark, even if none of its characters is Latin', async () => {
    for (const order of ['le', 'be'] as const)
      expect(await cellsOf(utf16('\uFEFF北京\n上海', order))).toEqual([['北京'], ['上海']]);
  });

  it('numbers its rows by their lines', async () => {
    const content = 'sep=;\n\nTitre\n"a\nb";1\n# comment\nc;2\n';
    const [sheet] = await readSheets([Buffer.from(content)]);
    expect(sheet!.rows.map(({ line }) => line)).toEqual([3, 4, 7]);
  });
});
