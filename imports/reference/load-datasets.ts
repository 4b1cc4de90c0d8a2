import type pg from 'pg';
import type { Dataset } from '../../services/kit/datasets/dataset.ts';
import { quote } from '../../services/kit/datasets/row-error.ts';
import { datasetNamed, datasets, describeDataset } from '../../services/registry.ts';
import { loadRows } from '../../services/kit/datasets/load.ts';
import type { Row } from '../../services/kit/datasets/read.ts';
import { SeenKeys } from '../../services/kit/datasets/seen-keys.ts';
import { fileOf, referenceRows } from './dataset-rows.ts';
import { readRows, refuse } from './yaml.ts';

const sources = datasetNamed('sources');

/**
 * Adds the sources of the reference dataset that the hub does not have. A source that an import has saved is not overwritten.
 * @throws OperatorError with every error of the file
 */
export async function loadSources(client: pg.Client, folder: URL): Promise<void> {
  const { rows } = await client.query<{ code: string }>('select code from source');
  const known = new Set<unknown>(rows.map((row) => row.code));
  // A shortcut, as this runs at every start and mostly no source is missing.
  if (readRows(folder, fileOf(sources)).every(({ code }) => known.has(code))) return;
  const missing = referenceRows(await describeDataset(sources), folder).filter(({ cells }) => !known.has(cells.code));
  refuse(await load(client, sources, missing, new SeenKeys()));
}

/**
 * Loads the reference rows of each dataset that has no rows yet.
 * @param isFresh whether the hub is empty: any other hub may lack what a row refers to, and then the row is left out
 * @throws OperatorError with every error of a file, or of the rows of a fresh hub
 */
export async function loadDatasets(client: pg.Client, folder: URL, isFresh: boolean): Promise<void> {
  const empty = await emptyOf(
    client,
    datasets.filter((dataset) => dataset !== sources),
  );
  const seenKeys = new SeenKeys();
  const errors: string[] = [];
  for (const dataset of empty) {
    const rows = referenceRows(await describeDataset(dataset), folder);
    if (rows.length > 0) errors.push(...(await load(client, dataset, rows, seenKeys)));
  }
  if (isFresh) refuse(errors);
}

/** Loads the valid rows, and returns the errors of the others as `file: [row].column: "value": error`. */
async function load(client: pg.Client, dataset: Dataset, rows: Row[], seenKeys: SeenKeys): Promise<string[]> {
  const { errors } = await loadRows(client, await describeDataset(dataset), rows, seenKeys, { institution: null });
  const of = new Map(rows.map((row) => [row.number, row]));
  return errors.map(({ number, column, value, message }) => {
    const { place, cells } = of.get(number)!;
    return `${place}.${column}: ${quote(value ?? String(cells[column] ?? ''))}: ${message}`;
  });
}

async function emptyOf(client: pg.Client, among: Dataset[]): Promise<Dataset[]> {
  const tests = among.map(({ table }, index) => `select ${index} as index where not exists (select from ${table})`);
  const { rows } = await client.query<{ index: number }>(tests.join(' union all '));
  return rows.map((row) => among[row.index]!);
}
