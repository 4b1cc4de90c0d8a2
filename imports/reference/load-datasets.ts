import type pg from 'pg';
import type { Dataset } from '../datasets/dataset.ts';
import { describe } from '../datasets/describe.ts';
import { quote } from '../datasets/row-error.ts';
import { datasets } from '../datasets/index.ts';
import { loadRows } from '../datasets/load.ts';
import type { Row } from '../datasets/read.ts';
import { sources } from '../datasets/sources.ts';
import { SeenKeys } from '../datasets/seen-keys.ts';
import { fileOf, referenceRows } from './dataset-rows.ts';
import { readRows, refuse } from './yaml.ts';

/**
 * Gives the hub the sources of the reference dataset that it does not know: one that an import has written knows better what it is.
 * @throws OperatorError that lists every fault of the file
 */
export async function loadSources(client: pg.Client, folder: URL): Promise<void> {
  const { rows } = await client.query<{ code: string }>('select code from source');
  const known = new Set<unknown>(rows.map((row) => row.code));
  // Every start passes here, where mostly none is missing.
  if (readRows(folder, fileOf(sources)).every(({ code }) => known.has(code))) return;
  const missing = referenceRows(await describe(sources), folder).filter(({ cells }) => !known.has(cells.code));
  refuse(await load(client, sources, missing, new SeenKeys()));
}

/**
 * Gives each dataset that has no row yet those of the reference dataset, and tells which datasets had none.
 * @param isFresh whether nothing but the reference dataset is in the hub: a hub of another history may lack what a row refers to,
 * and such rows are left out of it.
 * @throws OperatorError that lists every fault of a file, or of a fresh hub's rows
 */
export async function loadDatasets(client: pg.Client, folder: URL, isFresh: boolean): Promise<Set<string>> {
  const empty = await emptyOf(
    client,
    datasets.filter((dataset) => dataset !== sources),
  );
  const seenKeys = new SeenKeys();
  const errors: string[] = [];
  for (const dataset of empty) {
    const rows = referenceRows(await describe(dataset), folder);
    if (rows.length > 0) errors.push(...(await load(client, dataset, rows, seenKeys)));
  }
  if (isFresh) refuse(errors);
  return new Set(empty.map((dataset) => dataset.name));
}

/** Loads the rows that are sound, and gives the faults of the others as `file: [row].column: "value": fault`. */
async function load(client: pg.Client, dataset: Dataset, rows: Row[], seenKeys: SeenKeys): Promise<string[]> {
  const { errors } = await loadRows(client, await describe(dataset), rows, seenKeys);
  const of = new Map(rows.map((row) => [row.number, row]));
  return errors.map(({ number, column, value, expected }) => {
    const { place, cells } = of.get(number)!;
    return `${place}.${column}: ${quote(value ?? String(cells[column] ?? ''))}: ${expected}`;
  });
}

async function emptyOf(client: pg.Client, among: Dataset[]): Promise<Dataset[]> {
  const tests = among.map(({ table }, index) => `select ${index} as index where not exists (select from ${table})`);
  const { rows } = await client.query<{ index: number }>(tests.join(' union all '));
  return rows.map((row) => among[row.index]!);
}
