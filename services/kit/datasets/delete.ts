import type pg from 'pg';
import { columnOf, type Dataset } from './dataset.ts';
import type { DescribedDataset } from './describe.ts';
import { fieldChanges, type FieldChange } from './field-changes.ts';
import { keyOf, readKey, readRow, type Row } from './read.ts';
import type { RowError } from './row-error.ts';
import { deleteStored, storedRows } from './stored.ts';
import { refusalOf, type Writer } from './writer.ts';

/** What a deletion did, row by row. */
export interface Deleted {
  errors: RowError[];
  /** What each deleted row had. */
  fields: FieldChange[];
  count: number;
}

/**
 * Deletes the rows with the given keys, each of which has to exist, to belong to the writer, and to be named by no other row.
 * @param all every dataset, whose rows may refer to these
 */
export async function deleteRows(
  client: pg.ClientBase,
  dataset: DescribedDataset,
  rows: readonly Row[],
  writer: Writer,
  all: readonly Dataset[],
): Promise<Deleted> {
  const keys = rows.map((row) => readKey(dataset, row));
  const stored = await storedRows(client, dataset, keys);
  const errors: RowError[] = [];
  const fields: FieldChange[] = [];
  for (const [index, row] of rows.entries()) {
    const found = stored.get(keyOf(dataset, keys[index]!) ?? '');
    const error = found ? refusalOf(writer, dataset.key[0]!, row, found) : unknown(dataset, row);
    if (error) errors.push(error);
    else
      fields.push(
        ...fieldChanges(dataset, row.number, readRow(dataset, { ...row, cells: found!.cells }).values, undefined),
      );
  }
  if (errors.length === 0) errors.push(...(await named(client, dataset, rows, all)));
  if (errors.length > 0) return { errors, fields: [], count: 0 };
  return { errors, fields, count: await deleteStored(client, dataset, keys) };
}

const unknown = ({ key }: Dataset, { number }: Row): RowError => ({
  number,
  column: key[0]!,
  value: null,
  message: 'expected the key of a row that the hub has',
});

/** The rows that others refer to, with one of those. */
async function named(
  client: pg.ClientBase,
  { table, key: [key] }: DescribedDataset,
  rows: readonly Row[],
  all: readonly Dataset[],
): Promise<RowError[]> {
  const referring = all.flatMap((other) =>
    other.columns
      .filter(({ refersTo, joinTable }) => refersTo?.table === table && !joinTable)
      .map(({ target, name, isList }) => ({ other, target, name, isList })),
  );
  if (referring.length === 0) return [];
  const found = referring.map(
    ({ other, target, name, isList }) => `
      select k.number, min(format('the %s of %s in ${other.name}', '${name}', other.${columnOf(other, other.key[0]!).target})) as who
      from unnest($1::int[], $2::text[]) as k (number, key)
      join ${other.table} as other on ${isList ? `k.key = any(other.${target})` : `other.${target} = k.key`} group by 1`,
  );
  const { rows: kept } = await client.query<{ number: number; who: string }>(
    `select number, min(who) as who from (${found.join(' union all ')}) group by number order by number`,
    [rows.map(({ number }) => number), rows.map(({ cells }) => cells[key!])],
  );
  return kept.map(({ number, who }) => ({
    number,
    column: key!,
    value: null,
    code: 'CONFLICT',
    message: `expected a row that no other names: it is ${who} (change that row first)`,
  }));
}
