import type pg from 'pg';
import { upsert } from '../../services/kit/database/upsert.ts';
import { readRows } from './yaml.ts';

/** A file of codes and labels. */
interface Nomenclature {
  file: string;
  /** The columns that identify a row. */
  key: readonly string[];
  /** The columns that follow from it, beside the label. */
  others?: readonly string[];
  /** Its tables: every service has its own copy, as services do not read from one another. */
  tables: readonly string[];
}

/** The lists of codes that ship with the hub. */
export const nomenclatures: readonly Nomenclature[] = [
  { file: 'disciplines.yaml', key: ['code'], tables: ['establishments.discipline', 'clinical.discipline'] },
  { file: 'legal-statuses.yaml', key: ['code'], others: ['sector'], tables: ['establishments.legal_status'] },
  { file: 'register-codes.yaml', key: ['system', 'code'], tables: ['establishments.nomenclature'] },
  { file: 'specialties.yaml', key: ['code'], tables: ['clinical.specialty'] },
  {
    file: 'authorisation-codes.yaml',
    key: ['system', 'code', 'activity'],
    tables: ['clinical.authorisation_code'],
  },
  { file: 'statistics-codes.yaml', key: ['system', 'code'], tables: ['clinical.statistics_code'] },
];

/** Updates the lists of codes; a code that a new version no longer has is kept, since rows may refer to it. */
export async function loadNomenclatures(client: pg.ClientBase, folder: URL): Promise<void> {
  for (const { file, key, others = [], tables } of nomenclatures) {
    const stated = ['label', ...others];
    const given = JSON.stringify(readRows(folder, file));
    const keys = key.map((column) => `coalesce(${column}, '') as ${column}`).join(', ');
    const types = [...key, ...stated].map((column) => `${column} text collate "C"`).join(', ');
    const rows = `select ${keys}, ${stated.join(', ')} from jsonb_to_recordset($1) as given (${types})`;
    for (const table of tables) await upsert(client, { table, key, columns: [...key, ...stated], rows }, [given]);
  }
}
