import { seed } from '../imports/seed.ts';
import { services } from '../services/registry.ts';
import { openDatabase, requireServer } from '../services/kit/database/embedded/cluster.ts';
import { migrate } from '../services/kit/database/migrate.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import type { Running } from '../platform/process.ts';

/** The hub's settings, where the database stands that it reads: the embedded one too. */
export type HubEnv = Env & { DATABASE_URL: string };

/** The hub's database, kept for as long as it is not closed. */
export interface PreparedDatabase extends Running {
  env: HubEnv;
}

/**
 * Opens the hub's database, brings it up to date, and gives it the reference dataset when it is empty: once, however
 * many processes then read it.
 * Throws an `OperatorError` where it, or the read side's own, cannot be used.
 */
export async function prepareDatabase(env: Env, logger: Logger): Promise<PreparedDatabase> {
  const database = await openDatabase(env);
  try {
    for (const name of await migrate(database.url, services)) logger.info(`migrated: ${name}`);
    await seed(database.url);
    if (env.INSIGHTS_DATABASE_URL !== undefined) await requireServer(env.INSIGHTS_DATABASE_URL);
    return { env: { ...env, DATABASE_URL: database.url }, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}
