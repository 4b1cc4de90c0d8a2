import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OperatorError } from '../../../../platform/errors.ts';
import type { Binaries } from './binaries.ts';
import { isAlive, type ClusterFolder } from './data-folder.ts';

/** A running server, as its own `postmaster.pid` describes it. `port` is undefined while it starts. */
export interface Postmaster {
  pid: number;
  port: number | undefined;
}

// On each start rather than in the folder's configuration: a newer hub's settings reach an older folder.
const SETTINGS = {
  cluster_name: 'maillage',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // Replication, at either end: room for several read sides, each with a channel a service and helpers that copy.
  wal_level: 'logical',
  max_wal_senders: 40,
  max_replication_slots: 40,
  max_active_replication_origins: 40,
  max_logical_replication_workers: 16,
  max_worker_processes: 32,
  // A read side that stays away for longer copies anew, rather than filling the disk.
  max_slot_wal_keep_size: '16GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

const CARELESS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

// What another process that starts, or a server that has just gone, makes pass: the next attempt settles it.
const PASSING =
  /lock file ".*" already exists|pre-existing shared memory block|Address already in use|lock file .* is empty/;

/** The server that runs on the folder, if one does. A file that a dead server left is nothing. */
export async function findPostmaster({ data }: ClusterFolder): Promise<Postmaster | undefined> {
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
 * @param durable false for a database that nobody minds losing, which writes faster
 * @returns whether this call started it: not when another process was faster, or the port was taken in the meantime
 * @throws OperatorError with the server's own last word when it cannot start
 */
export async function startPostmaster(folder: ClusterFolder, binaries: Binaries, durable: boolean): Promise<boolean> {
  const logged = await openLog(folder);
  await binaries.own(folder.log);
  await binaries.own(folder.data);
  const settings = { ...SETTINGS, ...(durable ? {} : CARELESS), port: await freePort() };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  // Relative names, because pg_ctl passes what it is given through a shell.
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
  const log = (await readFile(folder.log, 'utf8')).slice(logged);
  if (PASSING.test(log) || (await findPostmaster(folder))) return false;
  throw new OperatorError(`PostgreSQL does not start on ${folder.root}: ${lastWord(log) ?? output.trim()}`);
}

/** Stops the folder's server, whoever uses it, and waits for its end. @throws OperatorError when it stays */
export async function stopPostmaster(folder: ClusterFolder, binaries: Binaries): Promise<void> {
  const server = await findPostmaster(folder);
  if (!server) return;
  // Not `pg_ctl stop`, which would go on to wait for the server that another process starts right after this one.
  const { output } = await binaries.run('pg_ctl', ['kill', 'INT', String(server.pid)], folder.root);
  for (const deadline = Date.now() + 60_000; await isPostgres(server.pid); await pause(20)) {
    if (Date.now() > deadline) throw new OperatorError(`PostgreSQL does not stop on ${folder.root}. ${output.trim()}`);
  }
}

/** The last thing that a server's log says went wrong, or its last line. */
export function lastWord(log: string): string | undefined {
  const lines = log.trim().split('\n').filter(Boolean);
  const line = lines.findLast((text) => /(FATAL|PANIC|ERROR): /.test(text)) ?? lines.at(-1);
  return line?.replace(/^.*?(?:FATAL|PANIC|ERROR|LOG): +/, '');
}

// After a restart of the machine, or of a container, another program often has the number that the server had, and
// PostgreSQL would then refuse to start. Only Linux tells what a number belongs to.
async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return basename(command.split('\0')[0]!) === 'postgres';
}

// Another process may have discarded it too and started a server since: its file is put back.
async function discard(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  const taken = await readFile(aside, 'utf8').catch(() => text);
  await (taken === text ? rm(aside, { force: true }) : rename(aside, path));
}

/** Makes sure that the log exists, and returns its length in characters. */
async function openLog({ log }: ClusterFolder): Promise<number> {
  await writeFile(log, '', { flag: 'a', mode: 0o600 });
  return (await readFile(log, 'utf8')).length;
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
