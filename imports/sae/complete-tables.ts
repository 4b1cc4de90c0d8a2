import type pg from 'pg';
import { OperatorError } from '../../platform/errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import type { Table } from './table.ts';

/** Records that a table of a year is loaded in full. */
export async function recordComplete(client: pg.ClientBase, { year, name }: Table): Promise<void> {
  await client.query(`insert into statistics_table (year, name) values ($1, $2) on conflict do nothing`, [year, name]);
}

/** More rows than this, and more than half, are probably missing because the file is only a part of its table. */
const suspiciousGaps = 100;

/** @throws OperatorError when a file lacks so many of the rows that the hub has that it is probably only a part of its table */
export function refuseGaps(input: InputFile, gone: number, known: number, rows: string): void {
  if (gone > suspiciousGaps && gone > known / 2)
    throw new OperatorError(
      `${input.path} no longer lists ${gone} of the ${known} ${rows}, and would delete them. If it is only a part of the table, --partial loads it without deleting any. Nothing was changed.`,
    );
}
