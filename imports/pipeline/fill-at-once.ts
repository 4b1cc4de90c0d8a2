import type pg from 'pg';
import { migrationLock } from '../../services/kit/database/migrate.ts';

// A hub that starts meanwhile grants rights on tables that are being altered, which PostgreSQL refuses: it is to wait before that.
const setAside = `
  select case when pg_try_advisory_xact_lock($1) then set_aside($2::regclass[]) else false end as aside`;

/**
 * Has tables of the establishments filled without their indexes and foreign keys, which are then built and checked over all
 * rows: three times as fast, where most rows are new. Readers would wait for the transaction's end, so that it is done where
 * nobody is connected to the database; elsewhere each row is indexed and checked by itself. To be called within a transaction.
 */
export async function fillAtOnce(client: pg.ClientBase, tables: string[], fill: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ aside: boolean }>(setAside, [migrationLock, tables]);
  await fill();
  if (rows[0]!.aside) await client.query('select put_back()');
}
