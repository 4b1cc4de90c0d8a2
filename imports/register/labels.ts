import { CodeSystem } from '../../services/kit/vocabulary/coding.ts';
import type { Session } from '../pipeline/session.ts';
import { upsert } from '../../services/kit/database/upsert.ts';

const nomenclature = `
  select distinct on (code) system, code, label, $1::date as listed_on from (
    select '${CodeSystem.category}' as system, category_code as code, category_label as label, max(line) as line from staged_establishment where listed group by 2, 3
  ) as stated where code is not null and label is not null and not exists (
    select from nomenclature as kept where (kept.system, kept.code) = (stated.system, stated.code) and kept.listed_on > $1::date)
  order by code, line desc`;

/**
 * Writes the labels of the codes that the staged records have, unless a later extract has given them. Call it before older records are
 * left out: their labels are those of codes that later forms may not explain.
 */
export async function loadLabels({ client }: Session, extractedOn: string): Promise<void> {
  const columns = ['system', 'code', 'label', 'listed_on'];
  const table = {
    table: 'nomenclature',
    key: ['system', 'code'],
    columns,
    uncounted: ['listed_on'],
    rows: nomenclature,
  };
  await upsert(client, table, [extractedOn]);
}
