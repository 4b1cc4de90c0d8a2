import { availableParallelism } from 'node:os';
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OperatorError } from '../../../../platform/errors.ts';
import type { Binaries } from './binaries.ts';
import { isAlive, type DataFolder } from './data-folder.ts';
import { lastError, openServerLog, readServerLog } from './server-log.ts';

/** A running server, as its own `postmaster.pid` describes it. */
export interface Postmaster {
  pid: number;
  /** Undefined while the server starts. */
  port: number | undefined;
}

// Passed on each start rather than written to the folder's configuration, so that a newer hub's settings apply to an
// older folder.
const settings = {
  cluster_name: 'maillage',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // Replication, as source and as target: several read sides, each with a slot for every service and workers that copy.
  wal_level: 'logical',
  max_wal_senders: 40,
  max_replication_slots: 40,
  max_active_replication_origins: 40,
  max_logical_replication_workers: 16,
  max_worker_processes: 32,
  // A read side that is away for longer starts over, rather than filling the disk.
  max_slot_wal_keep_size: '16GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // The log gets no statement of a client, nor its values: the hub logs its own errors.
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_min_error_statement: 'panic',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_error_verbosity: 'terse',
  // What one statement may write to disk for its sorts and joins.
  temp_file_limit: '4GB',
  // One statement takes one processor: on two, a few parallel ones of one caller would leave none to the others.
  max_parallel_workers_per_gather: Math.min(2, Math.max(0, availableParallelism() - 2)),
};

const withoutDurability = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const stopTimeoutMs = 60_000;

// Errors that another process starting, or a server that has just stopped, causes: the next attempt succeeds.
const transient =
  /lock file ".*" already exists|pre-existing shared memory block|Address already in use|lock file .* is empty/;

/** The server that runs on the folder; undefined if none does. Removes the pid file of a dead server. */
export async function findPostmaster({ data }: DataFolder): Promise<Postmaster | undefined> {
  const path = join(data, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n');
  if (!pid || !isAlive(Number(pid))) return undefined;
  if (await isPostgres(Number(pid))) return { pid: Number(pid), port: Number(port) || undefined };
  await discard(path, text);
  return undefined;
}

/**
 * Starts a server on a free port.
 * @param durable false for a database that may be lost, which writes faster
 * @returns whether this call started it; false when another process was faster, or the port was taken meanwhile
 * @throws OperatorError with the server's own error when it cannot start
 */
export async function startPostmaster(folder: DataFolder, binaries: Binaries, durable: boolean): Promise<boolean> {
  const logged = await openServerLog(folder);
  await binaries.own(folder.log);
  await binaries.own(folder.data);
  const given = { ...settings, ...(durable ? {} : withoutDurability), port: await freePort() };
  const options = Object.entries(given).map(([name, value]) => `-c ${name}=${value}`);
  // Relative paths, because pg_ctl passes its arguments through a shell.
  const args = [
    'start',
    '-w',
    '-t',
    '60',
    '-D',
    basename(folder.data),
    '-l',
    basename(folder.log),
    '-o',
    options.join(' '),
  ];
  const { code, output } = await binaries.run('pg_ctl', args, folder.root);
  if (code === 0) return true;
  const log = await readServerLog(folder, logged);
  if (transient.test(log) || (await findPostmaster(folder))) return false;
  throw new OperatorError(`PostgreSQL does not start on ${folder.root}: ${lastError(log) ?? output.trim()}`);
}

/** Stops the folder's server and waits until it has ended. @throws OperatorError when it does not stop */
export async function stopPostmaster(folder: DataFolder, binaries: Binaries): Promise<void> {
  const server = await findPostmaster(folder);
  if (!server) return;
  // Not `pg_ctl stop`, which would also wait for a server that another process starts right after this one.
  const { output } = await binaries.run('pg_ctl', ['kill', 'INT', String(server.pid)], folder.root);
  for (const deadline = Date.now() + stopTimeoutMs; await isPostgres(server.pid); await pause(20)) {
    if (Date.now() > deadline) throw new OperatorError(`PostgreSQL does not stop on ${folder.root}. ${output.trim()}`);
  }
}

// After a restart of the machine, or of a container, another program often has the server's process id, and PostgreSQL
// would refuse to start. Only on Linux can the program of a process id be read.
async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return basename(command.split('\0')[0]!) === 'postgres';
}

// Another process may have discarded the file too, and started a server since: that server's file is restored.
async function discard(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => text);
  await (taken === text ? rm(aside, { force: true }) : rename(aside, path));
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => settle(port));
    });
  });
}
