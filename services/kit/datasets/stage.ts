import { setImmediate as nextTurn } from 'node:timers/promises';
import type pg from 'pg';
import { Staging } from '../database/staging.ts';
import { stagedRows, type Values } from './dataset.ts';
import type { DescribedDataset } from './describe.ts';
import { fieldChanges, type FieldChange } from './field-changes.ts';
import { keyOf, readKey, readRow, type Row } from './read.ts';
import type { RowError } from './row-error.ts';
import { listed } from './rules.ts';
import type { SeenKeys } from './seen-keys.ts';
import { storedRows, type StoredRow } from './stored.ts';
import { refusalOf, type Writer } from './writer.ts';

/** What was read of the rows, and staged of those that are valid on their own. */
export interface Staged {
  /** Why rows are invalid. */
  errors: RowError[];
  /** The keys of rows with a valid key, by number. */
  keys: Map<number, string>;
  /** What changes in each staged row, by number; empty where nothing does. */
  changes: Map<number, FieldChange[]>;
  /** The stored rows of which the staged ones are another state, by number. */
  stored: Map<number, StoredRow>;
}

const rowsPerTurn = 200;

/** Stages the rows that are valid on their own, each with the stored values of the columns that it leaves out. */
export async function stageRows(
  client: pg.ClientBase,
  dataset: DescribedDataset,
  rows: readonly Row[],
  seenKeys: SeenKeys,
  writer: Writer,
): Promise<Staged> {
  const staging = await createStaging(client, dataset);
  const given = rows.map((row) => readKey(dataset, row));
  const known = await storedRows(client, dataset, given);
  const staged: Staged = { errors: [], keys: new Map(), changes: new Map(), stored: new Map() };
  for (const [index, row] of rows.entries()) {
    const { number, place } = row;
    // A file of many rows leaves the process to others in between.
    if (index % rowsPerTurn === rowsPerTurn - 1) await nextTurn();
    const key = keyOf(dataset, given[index]!);
    const stored = key === undefined ? undefined : known.get(key);
    const { values, errors } = readRow(dataset, { ...row, cells: { ...stored?.cells, ...row.cells } });
    if (key !== undefined) {
      staged.keys.set(number, key);
      const earlier = seenKeys.add(dataset.name, key, place);
      if (earlier !== undefined) errors.push(duplicate(dataset, row, earlier));
      const refusal = refusalOf(writer, dataset.key[0]!, row, stored);
      if (refusal) errors.push(refusal);
      if (errors.length > 0) seenKeys.reject(dataset.name, key, place);
    }
    if (errors.length === 0) {
      await staging.add({ number, place, ...encode(dataset, values) });
      const before = stored && readRow(dataset, { ...row, cells: stored.cells }).values;
      staged.changes.set(number, fieldChanges(dataset, number, before, values));
      if (stored) staged.stored.set(number, stored);
    }
    staged.errors.push(...errors);
  }
  await staging.flush();
  await client.query(`analyze ${stagedRows}`);
  return staged;
}

function createStaging(
  client: pg.ClientBase,
  { columns }: DescribedDataset,
): Promise<Staging<Record<string, string | number | boolean | null>>> {
  const types = columns.map(({ type: { sqlType }, isList, target }) => {
    const type = `${sqlType}${isList ? '[]' : ''}`;
    return [target, sqlType === 'text' ? `${type} collate "C"` : type];
  });
  return Staging.create(client, stagedRows, { number: 'int', place: 'text', ...Object.fromEntries(types) });
}

function encode(dataset: DescribedDataset, values: Values): Record<string, string | number | boolean | null> {
  const encoded = dataset.columns.map(({ name, target }) => {
    const value = values[name] ?? null;
    return [target, Array.isArray(value) ? `{${value.map((item) => JSON.stringify(item)).join(',')}}` : value];
  });
  return Object.fromEntries(encoded);
}

function duplicate({ key }: DescribedDataset, { number }: Row, earlier: string): RowError {
  return { number, column: key[0]!, value: null, message: `duplicate ${listed(key)}; ${earlier} has the same` };
}
