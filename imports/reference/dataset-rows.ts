import type { Dataset } from '../../services/kit/datasets/dataset.ts';
import type { DescribedColumn, DescribedDataset } from '../../services/kit/datasets/describe.ts';
import { quote } from '../../services/kit/datasets/row-error.ts';
import type { Row } from '../../services/kit/datasets/read.ts';
import { suggest } from '../../services/kit/datasets/suggest.ts';
import { readRows, refuse } from './yaml.ts';

/** The file that holds a dataset's reference rows. */
export const fileOf = ({ name }: Dataset): string => `${name}.yaml`;

/** The place of a row in its file, for messages. */
export const placeOf = (dataset: Dataset, index: number): string => `${fileOf(dataset)}: [${index}]`;

/** The reference rows of a dataset. @throws OperatorError when a value does not have the type of its column */
export function referenceRows(dataset: DescribedDataset, folder: URL): Row[] {
  const errors: string[] = [];
  const names = dataset.columns.map((column) => column.name);
  const rows = readRows(folder, fileOf(dataset)).map((given, number) => {
    const place = placeOf(dataset, number);
    const unknown = Object.keys(given).filter((name) => !names.includes(name));
    errors.push(...unknown.map((name) => `${place}.${name}: unknown column${suggest(name, names)}`));
    const cells: Row['cells'] = {};
    for (const column of dataset.columns) {
      const value = given[column.name] ?? '';
      const cell = cellOf(column, value);
      if (cell === undefined)
        errors.push(`${place}.${column.name}: ${quote(JSON.stringify(value))}: expected ${formOf(column)}`);
      else cells[column.name] = cell;
    }
    return { number, place, cells };
  });
  refuse(errors);
  return rows;
}

function cellOf(column: DescribedColumn, value: unknown): string | string[] | undefined {
  if (!column.isList || value === '') return isOf(column, value) ? String(value) : undefined;
  return Array.isArray(value) && value.every((item) => isOf(column, item)) ? value.map(String) : undefined;
}

// YAML parses unquoted numbers and booleans as such, and drops leading zeros.
function isOf({ type }: DescribedColumn, value: unknown): boolean {
  if (typeof value === 'string') return true;
  return type.sqlType === 'boolean'
    ? typeof value === 'boolean'
    : ['int', 'float8'].includes(type.sqlType) && typeof value === 'number';
}

const formOf = ({ isList, type }: DescribedColumn): string => {
  const one = type.sqlType === 'text' || type.sqlType === 'date' ? `${type.expected}, in quotes` : type.expected;
  return isList ? `a list, each ${one}` : one;
};
