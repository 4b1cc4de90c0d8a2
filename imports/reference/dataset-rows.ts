import type { Dataset } from '../datasets/dataset.ts';
import type { DescribedColumn, DescribedDataset } from '../datasets/describe.ts';
import { quote } from '../datasets/fault.ts';
import type { Row } from '../datasets/read.ts';
import { suggest } from '../datasets/suggest.ts';
import { readRows, refuse } from './yaml.ts';

/** The file that holds a dataset's reference rows. */
export const fileOf = ({ name }: Dataset): string => `${name}.yaml`;

/** The place of a row in its file, as faults name it. */
export const placeOf = (dataset: Dataset, index: number): string => `${fileOf(dataset)}: [${index}]`;

/** The reference rows of a dataset. @throws OperatorError when a value has not the form of its column */
export function referenceRows(dataset: DescribedDataset, folder: URL): Row[] {
  const faults: string[] = [];
  const names = dataset.columns.map((column) => column.name);
  const rows = readRows(folder, fileOf(dataset)).map((given, number) => {
    const place = placeOf(dataset, number);
    const unknown = Object.keys(given).filter((name) => !names.includes(name));
    faults.push(...unknown.map((name) => `${place}.${name}: no column has this name${suggest(name, names)}`));
    const cells: Row['cells'] = {};
    for (const column of dataset.columns) {
      const value = given[column.name] ?? '';
      const cell = cellOf(column, value);
      if (cell === undefined)
        faults.push(`${place}.${column.name}: ${quote(JSON.stringify(value))}: ${formOf(column)} is expected`);
      else cells[column.name] = cell;
    }
    return { number, place, cells };
  });
  refuse(faults);
  return rows;
}

function cellOf(column: DescribedColumn, value: unknown): string | string[] | undefined {
  if (!column.isList || value === '') return isOf(column, value) ? String(value) : undefined;
  return Array.isArray(value) && value.every((item) => isOf(column, item)) ? value.map(String) : undefined;
}

// YAML takes a number or a truth without quotes for what it looks like, and drops the zeros that it begins with.
function isOf({ kind }: DescribedColumn, value: unknown): boolean {
  if (typeof value === 'string') return true;
  return kind.type === 'boolean'
    ? typeof value === 'boolean'
    : ['int', 'float8'].includes(kind.type) && typeof value === 'number';
}

const formOf = ({ isList, kind }: DescribedColumn): string => {
  const one =
    kind.type === 'text' || kind.type === 'date' ? `${kind.expected.replace(/,$/, '')}, in quotes,` : kind.expected;
  return isList ? `a list, each ${one}` : one;
};
