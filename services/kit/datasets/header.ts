import { fold } from '../../../platform/text.ts';
import type { Sheet, SheetRow } from '../sheets/sheet.ts';
import type { Column, Dataset } from './dataset.ts';

/** The row of a sheet that names its columns, and what they are in a dataset. */
export interface Header {
  dataset: Dataset;
  row: SheetRow;
  /** Its index among the rows of the sheet. */
  index: number;
  /** The positions of the dataset's columns, by their names; several if the header repeats one. */
  positions: ReadonlyMap<string, number[]>;
  /** The required columns that it does not name. */
  missing: Column[];
  /** The positions of the other cells, except those of reasons and versions. */
  others: number[];
  /** The position of the column of reasons that a file of rejects has. */
  reasons: number | undefined;
  /** The position of the column with the versions of the rows. */
  version: number | undefined;
}

/** Titles and notes may fill this many rows above a header. */
const maxRowsAbove = 50;
const maxTitle = 200;

/** The column that a file of rejects has besides those of its sheet; an import ignores it. */
export const reasonsHeader = 'reasons';
/** The column with the version of each row that its writer saw, in either language. */
export const versionHeader = 'version';
const reasonsNames = new Set([reasonsHeader, 'reason', 'motifs', 'motif']);

/**
 * The headers that fit a sheet best: of the rows and datasets with most columns in common, those that lack the fewest required
 * columns. It is empty where no row has two names of columns, and has several where datasets cannot be told from each other.
 */
export function headersOf({ rows }: Sheet, among: readonly Dataset[]): Header[] {
  let best: Header[] = [];
  for (const [index, row] of rows.slice(0, maxRowsAbove).entries()) {
    const titles = row.cells.map(titlesOf);
    for (const dataset of among) {
      const header = match(dataset, row, titles, index);
      const order = best[0] ? compare(header, best[0]) : 1;
      if (order > 0 && header.positions.size > 1) best = [header];
      else if (order === 0 && header.row === best[0]!.row) best.push(header);
    }
  }
  return best;
}

const compare = (one: Header, other: Header): number =>
  one.positions.size - other.positions.size || other.missing.length - one.missing.length;

function match(dataset: Dataset, row: SheetRow, titles: readonly string[][], index: number): Header {
  const names = namesOf(dataset);
  const positions = new Map<string, number[]>();
  const others: number[] = [];
  let reasons: number | undefined;
  let version: number | undefined;
  for (const [position, [whole = '', withoutRemark = '']] of titles.entries()) {
    const name = names.get(whole) ?? names.get(withoutRemark);
    if (name !== undefined) positions.set(name, [...(positions.get(name) ?? []), position]);
    else if (reasonsNames.has(whole)) reasons = position;
    else if (whole === versionHeader && version === undefined) version = position;
    else others.push(position);
  }
  const missing = dataset.columns.filter(({ name, isRequired }) => isRequired && !positions.has(name));
  return { dataset, row, index, positions, missing, others, reasons, version };
}

const known = new Map<Dataset, Map<string, string>>();

/** The names of a dataset's columns, in either language, by their plain forms. */
function namesOf(dataset: Dataset): Map<string, string> {
  let names = known.get(dataset);
  if (!names) {
    names = new Map(
      dataset.columns.flatMap(({ name, french }) => [name, ...french].map((each) => [plain(each), name])),
    );
    known.set(dataset, names);
  }
  return names;
}

/** What a cell may name: the whole of it, or without a remark in parentheses. Longer texts are not names. */
const titlesOf = (cell: string): string[] =>
  cell.length > maxTitle ? [] : [plain(cell), plain(cell.replace(/\(.*\)/, ''))];

/** A name without case, accents, spaces and other signs. */
const plain = (name: string): string => fold(name).replaceAll(' ', '');
