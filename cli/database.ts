import { seed } from '../imports/seed.ts';
import { services } from '../services/registry.ts';
import { migrate } from '../services/kit/database/migrate.ts';
import { openDatabase } from '../services/kit/database/open-database.ts';
import { requireServer } from '../services/kit/database/postgres-server.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import type { Running } from '../platform/process.ts';
import { keepChangeLog } from './change-log.ts';

/** The hub's settings, with the URL of its database: of the embedded one too. */
export type HubEnv = Env & { DATABASE_URL: string };

/** The hub's database, in use until it is closed. */
export interface PreparedDatabase extends Running {
  env: HubEnv;
}

/**
 * Opens the hub's database, migrates it, loads the reference dataset if it is empty, and keeps the change log: once, however many
 * processes then read it.
 * @throws OperatorError when it, or the read side's own database, cannot be used
 */
export async function prepareDatabase(env: Env, logger: Logger): Promise<PreparedDatabase> {
  const database = await openDatabase(env);
  try {
    for (const name of await migrate(database.url, services)) logger.info(`migrated: ${name}`);
    logger.info(await seed(database.url));
    if (env.INSIGHTS_DATABASE_URL !== undefined) await requireServer(env.INSIGHTS_DATABASE_URL);
    const reader = keepChangeLog(env, database.url, logger);
    return {
      env: { ...env, DATABASE_URL: database.url },
      close: () => reader.close().finally(() => database.close()),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
