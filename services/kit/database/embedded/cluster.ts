import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OperatorError } from '../../../../platform/errors.ts';
import { reasonOf } from '../postgres-server.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { prepareFolder, readPassword, type DataFolder } from './data-folder.ts';
import { Lease } from './lease.ts';
import { findPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { keepServerLogShort, lastError, readServerLog } from './server-log.ts';

/** The embedded PostgreSQL of a data folder. */
export interface Cluster {
  /** The `postgres://` URL of its database, as its superuser, with the password. */
  url: string;
  /** Whether this call started the server, rather than finding it running. */
  started: boolean;
  /** Ends this process's use of the cluster. The last process to close it stops the server. */
  close(): Promise<void>;
}

const startTimeoutMs = 120_000;

/**
 * Opens the embedded PostgreSQL of a data folder: creates the folder on first use, then finds the server that another
 * process runs on it, or starts one. The last process to close stops the server, whichever started it; a killed process
 * no longer counts.
 * @param options.durable false for a database that may be lost with the machine, which writes faster; defaults to true
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

async function findOrStart(dataDir: string, durable: boolean): Promise<Cluster> {
  const binaries = await findBinaries();
  const folder = await prepareFolder(dataDir, binaries);
  const password = await readPassword(folder);
  const deadline = Date.now() + startTimeoutMs;
  for (let started = false; ;) {
    const server = await findPostmaster(folder);
    if (!server) started = await startPostmaster(folder, binaries, durable);
    else if (server.port) {
      const urlOf = (database: string) => `postgres://postgres:${password}@127.0.0.1:${server.port}/${database}`;
      const lease = await Lease.acquire(urlOf('postgres')).catch((error) => rejectPermanent(error, folder));
      if (lease) {
        const release = keepServerLogShort(folder);
        const close = once(() => leave(lease, folder, binaries).finally(release));
        return { url: urlOf('maillage'), started, close };
      }
      started = false;
    }
    if (Date.now() > deadline) {
      const log = await readServerLog(folder);
      throw new OperatorError(`PostgreSQL does not respond on ${folder.root}: ${lastError(log) ?? 'its log is empty'}`);
    }
    await pause(server ? 50 : 0);
  }
}

async function leave(lease: Lease, folder: DataFolder, binaries: Binaries): Promise<void> {
  try {
    if (await lease.release()) await stopPostmaster(folder, binaries);
  } finally {
    await lease.end();
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}

/** Ignores the errors of a server that is starting, stopping or gone; rejects when the server refuses the login. */
function rejectPermanent(error: unknown, { root }: DataFolder): undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['28P01', '28000', '3D000', '53300'].includes(code)) return;
  throw new OperatorError(`The PostgreSQL server of ${root} refuses the hub: ${reasonOf(error)}`);
}
