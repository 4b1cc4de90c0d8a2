import type pg from 'pg';
import { upsert } from '../pipeline/upsert.ts';
import { readRows } from './yaml.ts';

/** The lists of codes and labels, each with the tables that hold it: a service has its own, to name them without asking another. */
const nomenclatures = {
  'disciplines.yaml': ['establishments.discipline', 'clinical.discipline'],
  'specialties.yaml': ['clinical.specialty'],
};

/** Brings the lists of codes up to date; a code that a new version drops stays, since rows may name it. */
export async function loadNomenclatures(client: pg.ClientBase, folder: URL): Promise<void> {
  for (const [file, tables] of Object.entries(nomenclatures)) {
    const given = JSON.stringify(readRows(folder, file));
    const rows = 'select code, label from jsonb_to_recordset($1) as given (code text collate "C", label text)';
    for (const table of tables)
      await upsert(client, { table, key: ['code'], columns: ['code', 'label'], rows }, [given]);
  }
}
