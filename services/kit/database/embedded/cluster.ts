import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Env } from '../../../../platform/env.ts';
import { OperatorError } from '../../../../platform/errors.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { POSTGRES_MAJOR, prepareFolder, readPassword, type ClusterFolder } from './data-folder.ts';
import { Lease } from './lease.ts';
import { findPostmaster, lastWord, startPostmaster, stopPostmaster } from './postmaster.ts';

/** A database that is there to be used, until it is closed. */
export interface Database {
  /** A `postgres://` URL, with the password. */
  url: string;
  /** Ends this process's use of it: to be called once its connections are closed. */
  close(): Promise<void>;
}

/** The embedded PostgreSQL of a data folder, as its superuser. */
export interface Cluster extends Database {
  /** Whether this call started the server, rather than finding it running. */
  started: boolean;
}

const PATIENCE_MS = 120_000;

/**
 * Opens the embedded PostgreSQL of a data folder: makes the folder on first use, then finds the server that another
 * process runs on it, or starts one. The last process to close stops the server, whoever started it; one that was
 * killed counts no more.
 * @param options.durable false for a database that nobody minds losing with the machine, which writes faster
 * @throws OperatorError when the folder or the machine does not allow it
 */
export async function openCluster(dataDir: string, { durable = true } = {}): Promise<Cluster> {
  try {
    return await findOrStart(dataDir, durable);
  } catch (error) {
    const { syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new OperatorError(`The data folder ${resolve(dataDir)} cannot be used: ${message}`);
  }
}

/**
 * Opens the database that the settings name: the server of `DATABASE_URL`, or the embedded one of `DATA_DIR`.
 * @throws OperatorError when it cannot be reached, or is older than PostgreSQL 18
 */
export async function openDatabase(env: Pick<Env, 'DATABASE_URL' | 'DATA_DIR'>): Promise<Database> {
  if (env.DATABASE_URL === undefined) return openCluster(env.DATA_DIR);
  await requireServer(env.DATABASE_URL);
  return { url: env.DATABASE_URL, close: async () => undefined };
}

/** Opens the read side's database: its own where the settings name one, otherwise the hub's. */
export function openReadSide(env: Pick<Env, 'DATABASE_URL' | 'INSIGHTS_DATABASE_URL' | 'DATA_DIR'>): Promise<Database> {
  return openDatabase({ ...env, DATABASE_URL: env.INSIGHTS_DATABASE_URL ?? env.DATABASE_URL });
}

/** Whether a service reads the hub's database, rather than the read side's own. */
export function readsHub(service: { isReadSide?: boolean }, env: Pick<Env, 'INSIGHTS_DATABASE_URL'>): boolean {
  return !service.isReadSide || env.INSIGHTS_DATABASE_URL === undefined;
}

/** Makes sure that a database can be used. @throws OperatorError when it cannot be reached, or is older than PostgreSQL 18 */
export async function requireServer(url: string): Promise<void> {
  const version = await serverVersion(url);
  if (version >= POSTGRES_MAJOR) return;
  throw new OperatorError(
    `The database at ${address(url)} is PostgreSQL ${version}: the hub needs ${POSTGRES_MAJOR} or later.`,
  );
}

async function findOrStart(dataDir: string, durable: boolean): Promise<Cluster> {
  const binaries = await findBinaries();
  const folder = await prepareFolder(dataDir, binaries);
  const password = await readPassword(folder);
  const deadline = Date.now() + PATIENCE_MS;
  for (let started = false; ;) {
    const server = await findPostmaster(folder);
    if (!server) started = await startPostmaster(folder, binaries, durable);
    else if (server.port) {
      const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${server.port}/${database}`;
      const lease = await Lease.take(urlOf('postgres')).catch((error) => rejectForGood(error, folder));
      if (lease) return { url: urlOf('maillage'), started, close: once(() => leave(lease, folder, binaries)) };
      started = false;
    }
    if (Date.now() > deadline) {
      const log = await readFile(folder.log, 'utf8');
      throw new OperatorError(`PostgreSQL does not answer on ${folder.root}: ${lastWord(log) ?? 'its log is empty'}`);
    }
    await pause(server ? 50 : 0);
  }
}

async function leave(lease: Lease, folder: ClusterFolder, binaries: Binaries): Promise<void> {
  try {
    if (await lease.give()) await stopPostmaster(folder, binaries);
  } finally {
    await lease.end();
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}

async function serverVersion(url: string): Promise<number> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'maillage',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    return Math.floor(Number(rows[0]!.server_version_num) / 10_000);
  } catch (error) {
    throw new OperatorError(`The hub cannot reach the database at ${address(url)}: ${reason(error)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Where a database is, without who logs in and how. */
export function address(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || 5432}`;
}

function reason(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || 'no answer';
}

/** A server that is starting, stopping or gone passes; one that refuses us does not. */
function rejectForGood(error: unknown, { root }: ClusterFolder): undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['28P01', '28000', '3D000', '53300'].includes(code)) return;
  throw new OperatorError(`The PostgreSQL server of ${root} refuses the hub: ${reason(error)}`);
}
