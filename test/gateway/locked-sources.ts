import pg from 'pg';
import type { TestDatabase } from '../support/database.ts';

/** Locks the table of the sources, so that statements on it wait; ends with the connection that it returns. */
export async function lockSources(database: TestDatabase): Promise<pg.Client> {
  const lock = new pg.Client({ connectionString: database.url });
  await lock.connect();
  await lock.query('begin');
  await lock.query('lock table establishments.source in access exclusive mode');
  return lock;
}

/** How many statements of services wait for a lock. */
export async function countBlocked(database: TestDatabase): Promise<number> {
  const text = `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and state = 'active'`;
  return (await database.query<{ count: number }>(text))[0]!.count;
}
