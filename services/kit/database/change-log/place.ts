import type pg from 'pg';
import { logSchema } from './log-tables.ts';

const now = `
  select (pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') + shift)::bigint::text as place
  from ${logSchema}.change_log where read_to is not null`;

/** The place in the change log that precedes what the current transaction commits; null where there is no log. */
export async function placeNow(client: pg.ClientBase): Promise<string | null> {
  const { rows } = await client.query<{ place: string }>(now);
  return rows[0]?.place ?? null;
}
