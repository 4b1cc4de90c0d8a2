import type pg from 'pg';
import { Staging } from '../../services/kit/database/staging.ts';

/**
 * The number that an extract gives an establishment, by which its groups refer to it. Another month's extract gives other numbers, so
 * that they are looked up among those of the same day alone.
 */
export interface FileNumber {
  system: 'SMSSE' | 'EGE';
  number: string;
  finess: string;
}

const text = 'text collate "C"';
const numberTypes = { system: text, number: text, finess: text } as const;

export const stageNumbers = (client: pg.Client): Promise<Staging<FileNumber>> =>
  Staging.create<FileNumber>(client, 'staged_number', numberTypes);

const dropAmbiguous = `
  delete from staged_number where (system, number) in (
    select system, number from staged_number group by 1, 2 having min(finess) <> max(finess))`;

/** Those of another part of the extract, which is in the register already. */
const ofSameExtract = `
  insert into staged_number (system, number, finess)
  select identifier.system, value, finess from identifier join establishment on finess = establishment_finess
  where identifier.system in ('SMSSE', 'EGE') and listed_on = $1 and establishment.source_code = $2
  except select system, number, finess from staged_number`;

/** Adds the numbers of other parts of the extract, and removes those that several establishments have: they name none. */
export async function settleNumbers(client: pg.ClientBase, extractedOn: string, source: string): Promise<void> {
  await client.query(ofSameExtract, [extractedOn, source]);
  await client.query(dropAmbiguous);
  await client.query('analyze staged_number');
}
