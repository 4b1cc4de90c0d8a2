import type { Env } from '../../../platform/env.ts';
import type { Service } from '../service.ts';
import { openCluster } from './embedded/cluster.ts';
import { requireServer } from './postgres-server.ts';

/** A database that this process uses until it closes it. */
export interface Database {
  /** A `postgres://` URL with the password. */
  url: string;
  /** Ends this process's use of the database. Call it after closing the connections. */
  close(): Promise<void>;
}

/**
 * Opens the database that the settings name: the server of `DATABASE_URL`, or the embedded one of `DATA_DIR`.
 * @throws OperatorError when it is unavailable, or older than PostgreSQL 18
 */
export async function openDatabase(env: Pick<Env, 'DATABASE_URL' | 'DATA_DIR'>): Promise<Database> {
  if (env.DATABASE_URL === undefined) return openCluster(env.DATA_DIR);
  await requireServer(env.DATABASE_URL);
  return { url: env.DATABASE_URL, close: async () => undefined };
}

/** Opens the read side's database: its own if the settings name one, otherwise the hub's. */
export function openReadSide(env: Pick<Env, 'DATABASE_URL' | 'INSIGHTS_DATABASE_URL' | 'DATA_DIR'>): Promise<Database> {
  return openDatabase({ ...env, DATABASE_URL: env.INSIGHTS_DATABASE_URL ?? env.DATABASE_URL });
}

/** Whether a service reads the hub's database, rather than the read side's own. */
export function readsHub(service: Pick<Service, 'isReadSide'>, env: Pick<Env, 'INSIGHTS_DATABASE_URL'>): boolean {
  return !service.isReadSide || env.INSIGHTS_DATABASE_URL === undefined;
}
