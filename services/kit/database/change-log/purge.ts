import type pg from 'pg';
import { logSchema } from './log-tables.ts';

/** How many changes are removed at once: a transaction is removed as a whole. */
const batchSize = 10_000;

const remove = `
  with old as (
    select max(position) as position from (
      select c.position from ${logSchema}.change c where c.at < now() - make_interval(days => $1) order by c.position limit ${batchSize}) first
  ), gone as (delete from ${logSchema}.change c using old where c.position <= old.position returning c.position)
  update ${logSchema}.change_log set kept_from = greatest(kept_from, old.position) from old
  where old.position is not null returning (select count(*)::int from gone) as removed`;

/**
 * Removes the changes that are older than the stated time, in batches.
 * @returns how many there were
 */
export async function purge(client: pg.Client, keptDays: number): Promise<number> {
  for (let removed = 0; ;) {
    const { rows } = await client.query<{ removed: number }>(remove, [keptDays]);
    if (!rows[0]) return removed;
    removed += rows[0].removed;
  }
}
