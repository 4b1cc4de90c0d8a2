import { hasControls, trimmed } from '../sheets/trimmed.ts';
import { columnOf, type Values } from './dataset.ts';
import type { DescribedColumn, DescribedDataset } from './describe.ts';
import type { RowError } from './row-error.ts';
import { Mismatch, type Value } from './cell-types.ts';
import { traceOf } from './spreadsheet-traces.ts';

/** Cells by column name: a text, or the texts of a list. */
export type Cells = Record<string, string | string[]>;

/** A row as given. */
export interface Row {
  /** Its number in the file, or among the given rows. */
  number: number;
  /** Where it is given, for messages about other rows. */
  place: string;
  /** What it states: a column that is left out stays as it is stored, an empty cell empties it. */
  cells: Cells;
  /** The version of the row that its writer saw; undefined if it states none. */
  version?: string | undefined;
  /** What is wrong with how it is given, whatever its cells. */
  faults?: readonly RowError[] | undefined;
}

/** Reads a row on its own: its values, and the errors that do not depend on other rows. */
export function readRow(dataset: DescribedDataset, row: Row): { values: Values; errors: RowError[] } {
  const errors: RowError[] = [...(row.faults ?? [])];
  const values: Values = {};
  for (const column of dataset.columns) {
    values[column.name] = readCell(column, row.cells[column.name] ?? '', (value, expected) => {
      errors.push({ number: row.number, column: column.name, value, message: `expected ${expected}` });
    });
  }
  for (const wrong of [endsTooEarly(values), dataset.check?.(values)])
    if (wrong) errors.push({ number: row.number, value: null, ...wrong });
  return { values, errors };
}

/** What separates the values of a list in a cell. */
export const separator = '|';

type Report = (value: string, expected: string) => void;

function readCell(column: DescribedColumn, cell: string | string[], report: Report): Values[string] {
  const items = itemsOf(column, cell);
  if (items.length === 0) {
    if (column.isRequired) report('', column.refersTo?.expected ?? column.type.expected);
    return column.isList ? [] : null;
  }
  const values: Value[] = [];
  for (const item of items) {
    const value = valueOf(column, item);
    if (value instanceof Mismatch) report(item, `${value.expected ?? column.type.expected}${traceOf(item)}`);
    else if (values.includes(value)) report(item, 'each value once');
    else values.push(value);
  }
  if (values.length < items.length) return undefined;
  return column.isList ? values : values[0];
}

function valueOf({ type, refersTo, isList }: DescribedColumn, item: string): Value | Mismatch {
  if (isList && item.includes(separator)) return new Mismatch(`a text without ${separator}, which separates values`);
  if (hasControls(item)) return new Mismatch('a text without control characters');
  // A code that refers to another row may have any form but this.
  if (refersTo && traceOf(item) !== '') return new Mismatch(refersTo.expected);
  return type.parse(item);
}

// Files and systems write the ends of lines in other ways.
const lineEnds = /\r\n?/g;

function itemsOf({ isList }: DescribedColumn, cell: string | string[]): string[] {
  const items = typeof cell === 'string' && isList ? cell.split(separator) : [cell].flat();
  return items.map((item) => trimmed(item.replaceAll(lineEnds, '\n'))).filter((item) => item !== '');
}

function endsTooEarly({ start, end }: Values): Pick<RowError, 'column' | 'message'> | undefined {
  if (!start || !end || end > start) return undefined;
  return {
    column: 'end',
    message: `expected a date after the start, ${String(start)}: the end is the first day on which the row no longer applies`,
  };
}

/** The values of a row's key; undefined where they are invalid. */
export const readKey = (dataset: DescribedDataset, { cells }: Row): Values =>
  Object.fromEntries(
    dataset.key.map((name) => [name, readCell(columnOf(dataset, name), cells[name] ?? '', () => undefined)]),
  );

/** The key of a row; undefined if a part of it is invalid. The bound of a period may be open. */
export function keyOf(dataset: DescribedDataset, values: Values): string | undefined {
  const parts = dataset.key.map((name) => values[name] ?? (columnOf(dataset, name).isBound ? '' : undefined));
  return parts.includes(undefined) ? undefined : parts.join(' ');
}
