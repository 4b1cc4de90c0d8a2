import { trimmed } from '../trimmed.ts';
import { isComment, maxMebibytes, UnreadableSheet, type SheetRow } from '../sheet.ts';
import type { Archive } from './archive.ts';
import { shown, type Format } from './formats.ts';
import { TextOf } from './strings.ts';
import { visit } from './xml.ts';

/** What the cells of a workbook refer to. */
export interface Shared {
  strings: readonly string[];
  formats: readonly Format[];
  since1904: boolean;
}

const maxColumns = 1000;
/** The last row that a spreadsheet has. */
const maxRows = 1_048_576;
const maxCells = 5_000_000;

/** The rows of a sheet that are not empty, without comments. @throws UnreadableSheet */
export async function readRows(archive: Archive, part: string, shared: Shared): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  const text = new TextOf();
  let [line, position, cells, characters] = [0, 0, 0, 0];
  let row: string[] = [];
  let cell: Readonly<Record<string, string>> = {};
  let [value, formula, within] = ['', '', ''];

  function endCell(): void {
    const content = trimmed(contentOf(cell, { value, formula, text: text.value }, shared));
    if (content === '') return;
    if (position >= maxColumns)
      throw new UnreadableSheet(`a cell is beyond the maximum of ${maxColumns} columns`, line);
    cells += position + 1 - row.length;
    characters += content.length;
    if (cells > maxCells || characters > maxMebibytes * 1024 * 1024)
      throw new UnreadableSheet(`has more than ${maxMebibytes} MiB of text, or more than ${maxCells} cells`);
    while (row.length < position) row.push('');
    row[position] = content;
  }

  await visit(archive.read(part), {
    open(name, attributes) {
      if (name === 'row') {
        [line, position, row] = [Number(attributes.r ?? line + 1), -1, []];
        if (!(line >= 1 && line <= maxRows)) throw new UnreadableSheet('is a damaged workbook: a row has no number');
      } else if (name === 'c') {
        [cell, value, formula] = [attributes, '', ''];
        position = attributes.r ? positionOf(attributes.r) : position + 1;
        text.begin();
      } else if (name === 'v' || name === 'f') within = name;
      text.open(name);
    },
    text(piece) {
      if (within === 'v') value += piece;
      else if (within === 'f') formula += piece;
      text.add(piece);
    },
    close(name) {
      text.close(name);
      if (name === 'v' || name === 'f') within = '';
      else if (name === 'c') endCell();
      else if (name === 'row' && row.length > 0 && !isComment(row)) rows.push({ line, cells: row });
    },
  });
  return rows;
}

function contentOf(
  { t: type = 'n', s: style = '0' }: Readonly<Record<string, string>>,
  { value, formula, text }: { value: string; formula: string; text: string },
  { strings, formats, since1904 }: Shared,
): string {
  if (type === 'inlineStr') return unescaped(text);
  // A program that does not compute wrote the formula: a spreadsheet that opens and saves the file gives it its value.
  if (value === '') return formula === '' ? '' : `=${formula}`;
  if (type === 's') return unescaped(strings[Number(value)] ?? '');
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'd') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '');
  return type === 'n' ? shown(value, formats[Number(style)] ?? 'plain', since1904) : value;
}

/** A text without the escapes of characters that XML cannot have, such as `_x000D_`. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** The position of a column, from 0, by the reference of a cell such as `AB12`. */
function positionOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '') column = column * 26 + letter.codePointAt(0)! - 64;
  return column - 1;
}
