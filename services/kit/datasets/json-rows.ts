import { isUtf8 } from 'node:buffer';
import { badUserInput, clientError } from '../../../platform/errors.ts';
import { versionHeader } from './header.ts';
import type { Column, Dataset } from './dataset.ts';
import type { Cells, Row } from './read.ts';
import type { RowError } from './row-error.ts';
import { suggest } from './suggest.ts';

type Given = Record<string, unknown>;

/**
 * The rows of a dataset in a text of JSON: a list of objects, or an object with the list as its `rows`. A field that is left out has no
 * cell, and null is an empty one.
 * @throws GraphQLError if it is another text
 */
export function rowsOfJson(dataset: Dataset, bytes: Buffer): Row[] {
  return listIn(parsed(bytes)).map((given, index) => rowOf(dataset, given, index + 1));
}

function parsed(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw clientError('BAD_USER_INPUT', 'The body is not JSON in UTF-8.');
  try {
    return JSON.parse(bytes.toString().replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw clientError('BAD_USER_INPUT', `The body is not JSON: ${(error as Error).message}.`);
  }
}

function listIn(given: unknown): unknown[] {
  if (Array.isArray(given)) return given;
  const { rows, ...others } = isObject(given) ? given : {};
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw badUserInput(
      other,
      `The body has \`${other}\` beside its \`rows\`: whether it is a dry run is in the address.`,
    );
  if (Array.isArray(rows)) return rows;
  throw badUserInput('rows', 'Expected a list of rows, or an object with the list as its `rows`.');
}

function rowOf(dataset: Dataset, given: unknown, number: number): Row {
  const faults: RowError[] = [];
  const cells: Cells = {};
  let version: string | undefined;
  const fault = (column: string, value: unknown, message: string): void =>
    void faults.push({ number, column, value: shown(value), message });
  if (!isObject(given)) fault(dataset.key[0]!, given, 'expected an object with the fields of a row');
  for (const [name, value] of Object.entries(isObject(given) ? given : {})) {
    const column = dataset.columns.find((each) => each.name === name);
    if (column) {
      const cell = cellOf(column, value);
      if (cell === undefined)
        fault(name, value, `expected ${column.isList ? 'a list of texts' : 'one value'}, or null`);
      else cells[name] = cell;
    } else if (name !== versionHeader) fault(name, value, `expected a field of ${dataset.name}${hint(dataset, name)}`);
    else if (typeof value === 'string' || typeof value === 'number') version = String(value);
    else if (value !== null) fault(name, value, 'expected a version as it was read, or null');
  }
  return { number, place: `row ${number}`, cells, version, faults };
}

/** A value as a cell; undefined if it cannot be one. */
function cellOf({ isList }: Column, value: unknown): string | string[] | undefined {
  if (value === null) return '';
  if (isScalar(value)) return isList ? [String(value)] : String(value);
  return isList && Array.isArray(value) && value.every(isScalar) ? value.map(String) : undefined;
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hint = ({ columns }: Dataset, name: string): string =>
  suggest(
    name,
    columns.map((column) => column.name),
  );

/** The most characters of a value that a message repeats. */
const maxShown = 100;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
