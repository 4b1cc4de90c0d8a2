import type pg from 'pg';
import { loadDatasets, loadSources } from './load-datasets.ts';
import { loadRegister } from './load-register.ts';
import { loadNomenclatures } from './nomenclatures.ts';
import { readReferenceRegister } from './register-rows.ts';
import { referenceFolder } from './yaml.ts';

const isEmpty = 'select not exists (select from establishment) as empty';

/**
 * Updates the nomenclatures, and loads the parts of the reference dataset that the hub lacks: the register if it has no establishment,
 * and each dataset that has no rows. Call it within a transaction.
 * The rows of the register are not listed by an extract (`listed_on` is null), so that no extract closes them; an extract that lists
 * them updates them.
 * @throws OperatorError with the errors of the reference dataset
 */
export async function loadReference(client: pg.Client, folder: URL = referenceFolder): Promise<void> {
  const { rows } = await client.query<{ empty: boolean }>(isEmpty);
  const isFresh = rows[0]!.empty;
  await loadNomenclatures(client, folder);
  await loadSources(client, folder);
  if (isFresh) await loadRegister(client, readReferenceRegister(folder));
  await loadDatasets(client, folder, isFresh);
}
