import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import { findBinaries } from '../../services/kit/database/embedded/binaries.ts';

/** A streaming replica of a server, which answers at one address whenever it runs. */
export interface Standby {
  url: string;
  /** Starts it again. */
  start(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Holds it where it is: it answers, and takes in nothing that is new. */
  hold(): Promise<void>;
  /** Lets it go on. */
  resume(): Promise<void>;
  /** Stops it, and removes its folder. */
  close(): Promise<void>;
}

// What a replica needs at least as much of as its primary has.
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  max_wal_senders: 40,
  max_worker_processes: 32,
  wal_level: 'logical',
  fsync: 'off',
};

/**
 * Makes a streaming replica of the embedded server of a folder, while it runs.
 * @param url of a database of that server, as its superuser
 * @param data the server's own folder, where it keeps its files
 */
export async function startStandby(url: string, data: string): Promise<Standby> {
  const binaries = await findBinaries();
  const root = await mkdtemp(join(tmpdir(), 'maillage-standby-'));
  const copy = join(root, 'postgres');
  await copyServer(url, data, copy);
  const { hostname, port, username, password } = new URL(url);
  const source = `host=${hostname} port=${port} user=${username} password=${password}`;
  await writeFile(join(copy, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
  await writeFile(join(copy, 'standby.signal'), '');
  const own = new URL(url);
  own.port = String(await freePort());
  await binaries.own(root);
  const control = async (...args: string[]): Promise<void> => {
    const { code, output } = await binaries.run('pg_ctl', args, root);
    if (code !== 0) throw new Error(`${output}\n${await readFile(join(root, 'log'), 'utf8').catch(() => '')}`);
  };
  const options = Object.entries({ ...settings, port: own.port }).map(([name, value]) => `-c ${name}=${value}`);
  const start = (): Promise<void> => control('start', '-w', '-D', basename(copy), '-l', 'log', '-o', options.join(' '));
  const stop = (): Promise<void> => control('stop', '-w', '-D', basename(copy), '-m', 'immediate');
  await start();
  return {
    url: own.href,
    start,
    kill: stop,
    hold: () => administer(own.href, (client) => client.query('select pg_wal_replay_pause()')),
    resume: () => administer(own.href, (client) => client.query('select pg_wal_replay_resume()')),
    close: async () => {
      await stop().catch(() => undefined);
      await rm(root, { recursive: true });
    },
  };
}

/** Copies a server's files while it runs, as `pg_basebackup` would. */
async function copyServer(url: string, data: string, copy: string): Promise<void> {
  await administer(url, async (client) => {
    await client.query("select pg_backup_start('standby', fast => true)");
    await cp(data, copy, { recursive: true, filter: (path) => basename(path) !== 'postmaster.pid' });
    const { rows } = await client.query<{ labelfile: string }>(
      'select labelfile from pg_backup_stop(wait_for_archive => false)',
    );
    await writeFile(join(copy, 'backup_label'), rows[0]!.labelfile);
  });
}

async function administer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await work(client).finally(() => client.end());
}

/** A port that nothing listens on, for a server that has to come back to it. */
function freePort(): Promise<number> {
  return new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => settle(port));
    });
  });
}
