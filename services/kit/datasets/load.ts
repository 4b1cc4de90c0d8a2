import pg from 'pg';
import { OperatorError } from '../../../platform/errors.ts';
import type { Counts } from '../database/upsert.ts';
import { stagedRows } from './dataset.ts';
import type { DescribedDataset } from './describe.ts';
import type { RowError } from './row-error.ts';
import type { FieldChange } from './field-changes.ts';
import type { Row } from './read.ts';
import { rulesOf } from './rules.ts';
import type { SeenKeys } from './seen-keys.ts';
import { stageRows } from './stage.ts';
import type { StoredRow } from './stored.ts';
import { aboutOthers } from './subjects.ts';
import { write } from './write.ts';
import type { Writer } from './writer.ts';

/** The result of loading the rows of one file. */
export interface Loaded {
  /** Why rows were not loaded, ordered by row number. */
  errors: RowError[];
  /** What changed in each row that was loaded, by number; empty where nothing did. */
  changes: Map<number, FieldChange[]>;
  /** What was stored of the rows that were loaded, by number: the others are new. */
  stored: Map<number, StoredRow>;
  /** What was written, by target. */
  counts: Map<string, Counts>;
}

/**
 * Loads the valid rows into a dataset's tables and returns the errors of the others; the caller decides whether these abort the import.
 * Call it within a transaction; `seenKeys` are those of all files of the import.
 * @throws OperatorError when the database refuses a row that the rules accept
 */
export async function loadRows(
  client: pg.ClientBase,
  dataset: DescribedDataset,
  rows: readonly Row[],
  seenKeys: SeenKeys,
  writer: Writer,
): Promise<Loaded> {
  const { errors, keys, changes, stored } = await stageRows(client, dataset, rows, seenKeys, writer);
  for (;;) {
    const found = await findErrors(client, dataset, seenKeys, writer);
    if (found.length === 0) break;
    errors.push(...found);
    const numbers = new Set(found.map((error) => error.number));
    await client.query(`delete from ${stagedRows} where number = any($1)`, [[...numbers]]);
    // Other rows may refer to the rejected ones, so all rules run again.
    for (const { number, place } of rows) {
      if (!numbers.has(number)) continue;
      seenKeys.reject(dataset.name, keys.get(number)!, place);
      changes.delete(number);
      stored.delete(number);
    }
  }
  errors.sort((one, two) => one.number - two.number);
  try {
    // Rows may swap periods, and the period of an agreement may change together with those of its actions.
    await client.query('set constraints all deferred');
    const counts = await write(client, dataset, writer.institution);
    await client.query('set constraints all immediate');
    return { errors, counts, changes, stored };
  } catch (error) {
    throw explain(dataset, error as Error);
  }
}

async function findErrors(
  client: pg.ClientBase,
  dataset: DescribedDataset,
  seenKeys: SeenKeys,
  { institution }: Writer,
): Promise<RowError[]> {
  const found: RowError[] = [];
  const subjects = institution === null ? undefined : aboutOthers(dataset);
  for (const rule of [...rulesOf(dataset), ...(subjects === undefined ? [] : [subjects])])
    found.push(...(await client.query<RowError>(rule)).rows);
  for (const error of found) {
    const refersTo = dataset.columns.find((column) => column.name === error.column)?.refersTo;
    const rejected = refersTo?.dataset && error.value && seenKeys.rejectedAt(refersTo.dataset, error.value);
    if (rejected) error.message += `; ${rejected} has it, but is rejected`;
  }
  return found;
}

function explain({ name }: DescribedDataset, error: Error): Error {
  if (!(error instanceof pg.DatabaseError) || !error.code?.startsWith('23')) return error;
  return new OperatorError(
    `The dataset ${name} violates the database constraint ${error.constraint ?? error.message}${error.detail ? ` (${error.detail})` : ''}. Nothing was changed.`,
  );
}
