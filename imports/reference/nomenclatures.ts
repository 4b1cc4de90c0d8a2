import type pg from 'pg';
import { upsert } from '../pipeline/upsert.ts';
import { readRows } from './yaml.ts';

/** The files of codes and labels, each with its tables: every service has its own copy, as services do not read from one another. */
const nomenclatures = {
  'disciplines.yaml': ['establishments.discipline', 'clinical.discipline'],
  'specialties.yaml': ['clinical.specialty'],
};

/** Updates the lists of codes; a code that a new version no longer has is kept, since rows may refer to it. */
export async function loadNomenclatures(client: pg.ClientBase, folder: URL): Promise<void> {
  for (const [file, tables] of Object.entries(nomenclatures)) {
    const given = JSON.stringify(readRows(folder, file));
    const rows = 'select code, label from jsonb_to_recordset($1) as given (code text collate "C", label text)';
    for (const table of tables)
      await upsert(client, { table, key: ['code'], columns: ['code', 'label'], rows }, [given]);
  }
}
