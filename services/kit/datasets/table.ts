import { lettersOf } from '../sheets/letters.ts';
import { UnreadableSheet, type Sheet, type SheetRow } from '../sheets/sheet.ts';
import type { Column, Dataset } from './dataset.ts';
import { headersOf, type Header } from './header.ts';
import type { Row } from './read.ts';
import { quote } from './row-error.ts';
import { listed } from './rules.ts';
import { suggest } from './suggest.ts';

/** The rows of a sheet as those of a dataset. */
export interface Table {
  dataset: Dataset;
  sheet: Sheet;
  header: SheetRow;
  /** The positions of the dataset's columns, by their names. */
  positions: ReadonlyMap<string, number>;
  /** The position of the reasons that a file of rejects gives, which mean nothing to the dataset. */
  reasons: number | undefined;
  /** The position of the versions of the rows that their writer saw. */
  version: number | undefined;
  rows: SheetRow[];
  /** What is left out of the sheet, in words. */
  notices: string[];
}

/** What messages about a file advise its sender. */
export interface Advice {
  /** How to get the template of a dataset, or of any. */
  template(dataset?: string): string;
  /** How to choose another dataset. */
  others: string;
}

const commands: Advice = {
  template: (name) => `npx maillage template${name === undefined ? '' : ` ${name}`}`,
  others: '--dataset',
};

/**
 * Finds the table of a dataset in the sheets of a file: its header may be below titles, in any order and with further columns, which
 * are left out.
 * @param among the datasets that it may be of: the one that the header fits best is taken
 * @param advice what messages say of templates and of other datasets; defaults to the commands
 * @throws UnreadableSheet when no sheet has a header with all required columns
 */
export function tableOf(sheets: readonly Sheet[], among: readonly Dataset[], advice: Advice = commands): Table {
  const found = sheets.map((sheet) => ({ sheet, headers: headersOf(sheet, among) }));
  const fitting = found.filter(({ headers }) => headers.some(({ missing }) => missing.length === 0));
  const [first, ...more] = fitting.length > 0 ? fitting : found.filter(({ headers }) => headers.length > 0);
  if (!first) throw noHeader(sheets, among, advice);
  const header = onlyOne(first.headers, advice);
  const { dataset, row, reasons, version } = header;
  const rows = first.sheet.rows.slice(header.index + 1);
  const notices = [...leftOut(header, first.sheet, rows), ...more.map(({ sheet }) => otherSheet(sheet))];
  const positions = new Map([...header.positions].map(([name, [position]]) => [name, position!]));
  return { dataset, sheet: first.sheet, header: row, positions, reasons, version, rows, notices };
}

/** The only header that fits. @throws UnreadableSheet when there are several, or it has not all required columns, or one twice */
function onlyOne(headers: readonly Header[], advice: Advice): Header {
  const [header, other] = headers as [Header, ...Header[]];
  const { dataset, row, positions, missing } = header;
  if (missing.length > 0) throw new UnreadableSheet(lacks(header, advice), row.line);
  if (other)
    throw new UnreadableSheet(
      `the header matches the datasets ${listed(headers.map((each) => each.dataset.name))}: choose one with --dataset`,
      row.line,
    );
  const repeated = [...positions].find(([, at]) => at.length > 1);
  if (repeated)
    throw new UnreadableSheet(
      `the header names the column ${repeated[0]} of the dataset ${dataset.name} more than once: ${listed(repeated[1].map((at) => titleOf(row, at)))}`,
      row.line,
    );
  return header;
}

function lacks({ dataset, row, missing, others }: Header, { template, others: orAnother }: Advice): string {
  const names = listed(missing.map((column) => `${column.name}${french(column)}`));
  const near = others
    .filter((at) => row.cells[at] !== '')
    .map((at) => [row.cells[at]!, suggest(row.cells[at]!, namesOf(missing))] as const)
    .filter(([, hint]) => hint !== '');
  return [
    `the header, which is closest to the dataset ${dataset.name}, lacks the required column${missing.length > 1 ? 's' : ''} ${names}`,
    ...near.map(([name, hint]) => `it has ${quote(name)}${hint.replace(/^;/, ':')}`),
    `${template(dataset.name)} prints its template, and ${orAnother} chooses another dataset`,
  ].join('; ');
}

function noHeader(
  sheets: readonly Sheet[],
  [given, ...others]: readonly Dataset[],
  { template }: Advice,
): UnreadableSheet {
  const one = others.length === 0 && given ? given.name : undefined;
  const row = sheets.flatMap(({ rows }) => rows)[0];
  if (!row) return new UnreadableSheet(`has no header; print one with ${template()}`);
  const read = quote(row.cells.filter((cell) => cell !== '').join(' | '));
  const what = one === undefined ? 'any dataset' : `the dataset ${one}`;
  return new UnreadableSheet(
    `no row names two columns of ${what}: this one reads ${read}. Name the columns as in a template (${template(one)})`,
    row.line,
  );
}

/** The columns that have cells, and are not the dataset's. */
function leftOut({ dataset, row, positions, others }: Header, { form }: Sheet, rows: SheetRow[]): string[] {
  const width = form === 'csv' ? row.cells.length : rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const beyond = Array.from({ length: Math.max(0, width - row.cells.length) }, (_, index) => row.cells.length + index);
  const absent = dataset.columns.filter(({ name }) => !positions.has(name));
  const names = [...others, ...beyond]
    .filter((at) => row.cells[at] || rows.some(({ cells }) => cells[at]))
    .map((at) => `${titleOf(row, at)}${suggest(row.cells[at] ?? '', namesOf(absent))}`);
  if (names.length === 0) return [];
  return [
    `left out ${names.length > 1 ? 'columns' : 'a column'} that the dataset ${dataset.name} does not have: ${names.join(', ')}`,
  ];
}

const otherSheet = ({ name }: Sheet): string =>
  `left out the sheet ${quote(name ?? '')}, which has a header as well: save it as a file of its own`;

/** Why a row of a CSV file has cells to the right of its header, in words: a delimiter within a text causes that. Undefined if it has none. */
export function tooLong({ sheet, header }: Table, { cells }: SheetRow): string | undefined {
  if (sheet.form !== 'csv' || !cells.slice(header.cells.length).some((cell) => cell !== '')) return undefined;
  return `expected at most ${header.cells.findLastIndex((cell) => cell !== '') + 1} cells, as in the header`;
}

/** The cells of a row by the columns of the dataset. */
export function rowOf({ positions, version: at }: Table, { line, cells }: SheetRow, place: string): Row {
  const named = [...positions].map(([name, position]) => [name, cells[position] ?? ''] as const);
  const version = at === undefined ? '' : (cells[at] ?? '');
  return { number: line, place, cells: Object.fromEntries(named), ...(version !== '' && { version }) };
}

const french = ({ french: [first] }: Column): string => (first === undefined ? '' : ` (${first})`);

const namesOf = (columns: readonly Column[]): string[] =>
  columns.flatMap(({ name, french: others }) => [
    name,
    ...others.filter((other) => other.toLowerCase() !== name.toLowerCase()),
  ]);

/** What a column is called: its cell of the header, and its letters. */
function titleOf({ cells }: SheetRow, position: number): string {
  const cell = cells[position] ?? '';
  return `${cell === '' ? 'one without a name' : quote(cell)} (column ${lettersOf(position)})`;
}
