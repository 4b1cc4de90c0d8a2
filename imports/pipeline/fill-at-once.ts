import type pg from 'pg';
import { migrationLock } from '../../services/kit/database/migrate.ts';

// A hub that starts meanwhile would grant privileges on tables that are being altered, which PostgreSQL refuses: the lock makes it wait.
const setAside = `
  select case when pg_try_advisory_xact_lock($1) then set_aside($2::regclass[]) else false end as aside`;

/**
 * Fills tables of the establishments service without their indexes and foreign keys, then builds and checks those over all rows:
 * three times as fast when most rows are new. Readers would have to wait for the end of the transaction, so it does this only when
 * no one else is connected to the database; otherwise each row is indexed and checked on its own. Call it within a transaction.
 */
export async function fillAtOnce(client: pg.ClientBase, tables: string[], fill: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ aside: boolean }>(setAside, [migrationLock, tables]);
  await fill();
  if (rows[0]!.aside) await client.query('select put_back()');
}
