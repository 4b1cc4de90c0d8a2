import pg from 'pg';
import { OperatorError } from '../../platform/errors.ts';
import { Staging } from '../pipeline/staging.ts';
import type { Counts } from '../pipeline/summary.ts';
import { stagedRows, type Values } from './dataset.ts';
import type { DescribedDataset } from './describe.ts';
import type { RowError } from './row-error.ts';
import { readRow, type Row } from './read.ts';
import { listed, rulesOf } from './rules.ts';
import type { SeenKeys } from './seen-keys.ts';
import { write } from './write.ts';

/** The result of loading the rows of one file. */
export interface Loaded {
  /** Why rows were not loaded, ordered by row number. */
  errors: RowError[];
  /** What was written, by target. */
  counts: Map<string, Counts>;
}

/**
 * Loads the valid rows into a dataset's tables and returns the errors of the others; the caller decides whether these abort the import.
 * Call it within a transaction; `seenKeys` are those of all files of the import.
 * @throws OperatorError when the database refuses a row that the rules accept
 */
export async function loadRows(
  client: pg.Client,
  dataset: DescribedDataset,
  rows: readonly Row[],
  seenKeys: SeenKeys,
): Promise<Loaded> {
  const { errors, keys } = await stage(client, dataset, rows, seenKeys);
  for (;;) {
    const found = await findErrors(client, dataset, seenKeys);
    if (found.length === 0) break;
    errors.push(...found);
    const numbers = new Set(found.map((error) => error.number));
    await client.query(`delete from ${stagedRows} where number = any($1)`, [[...numbers]]);
    // Other rows may refer to the rejected ones, so all rules run again.
    for (const { number, place } of rows)
      if (numbers.has(number)) seenKeys.reject(dataset.name, keys.get(number)!, place);
  }
  errors.sort((one, two) => one.number - two.number);
  try {
    // Rows may swap periods, and the period of an agreement may change together with those of its actions.
    await client.query('set constraints all deferred');
    const counts = await write(client, dataset);
    await client.query('set constraints all immediate');
    return { errors, counts };
  } catch (error) {
    throw explain(dataset, error as Error);
  }
}

/** Stages the rows that are valid on their own; returns the errors of the others, and the keys of rows with a valid key. */
async function stage(
  client: pg.Client,
  dataset: DescribedDataset,
  rows: readonly Row[],
  seenKeys: SeenKeys,
): Promise<{ errors: RowError[]; keys: Map<number, string> }> {
  const types = dataset.columns.map((column) => {
    const type = `${column.type.sqlType}${column.isList ? '[]' : ''}`;
    return [column.target, column.type.sqlType === 'text' ? `${type} collate "C"` : type];
  });
  const staging = await Staging.create<Record<string, string | number | boolean | null>>(client, stagedRows, {
    number: 'int',
    place: 'text',
    ...Object.fromEntries(types),
  });
  const all: RowError[] = [];
  const keys = new Map<number, string>();
  for (const row of rows) {
    const { number, place } = row;
    const { values, errors } = readRow(dataset, row);
    const key = keyOf(dataset, values);
    if (key !== undefined) {
      keys.set(number, key);
      const earlier = seenKeys.add(dataset.name, key, place);
      if (earlier !== undefined) errors.push(duplicate(dataset, row, earlier));
      if (errors.length > 0) seenKeys.reject(dataset.name, key, place);
    }
    if (errors.length === 0) await staging.add({ number, place, ...encode(dataset, values) });
    all.push(...errors);
  }
  await staging.flush();
  await client.query(`analyze ${stagedRows}`);
  return { errors: all, keys };
}

async function findErrors(client: pg.Client, dataset: DescribedDataset, seenKeys: SeenKeys): Promise<RowError[]> {
  const found: RowError[] = [];
  for (const rule of rulesOf(dataset)) found.push(...(await client.query<RowError>(rule)).rows);
  for (const error of found) {
    const refersTo = dataset.columns.find((column) => column.name === error.column)?.refersTo;
    const rejected = refersTo?.dataset && error.value && seenKeys.rejectedAt(refersTo.dataset, error.value);
    if (rejected) error.message += `; ${rejected} has it, but is rejected`;
  }
  return found;
}

function encode(dataset: DescribedDataset, values: Values): Record<string, string | number | boolean | null> {
  const encoded = dataset.columns.map(({ name, target }) => {
    const value = values[name] ?? null;
    return [target, Array.isArray(value) ? `{${value.map((item) => JSON.stringify(item)).join(',')}}` : value];
  });
  return Object.fromEntries(encoded);
}

/** The key of a row; undefined if a part of it is invalid. */
function keyOf({ key }: DescribedDataset, values: Values): string | undefined {
  const parts = key.map((name) => values[name] ?? undefined);
  return parts.includes(undefined) ? undefined : parts.join(' ');
}

function duplicate({ key }: DescribedDataset, { number }: Row, earlier: string): RowError {
  return { number, column: key[0]!, value: null, message: `duplicate ${listed(key)}; ${earlier} has the same` };
}

function explain({ name }: DescribedDataset, error: Error): Error {
  if (!(error instanceof pg.DatabaseError) || !error.code?.startsWith('23')) return error;
  return new OperatorError(
    `The dataset ${name} violates the database constraint ${error.constraint ?? error.message}${error.detail ? ` (${error.detail})` : ''}. Nothing was changed.`,
  );
}
