import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { hub } from './built.ts';
import { illustrate } from './illustrations.ts';
import { parentOf } from './usage.ts';

/** A PostgreSQL of the benchmark's own, with as many databases as it needs. */
export interface Server {
  /** A folder of the benchmark's own, which goes with the server. */
  folder: string;
  /** The process that all others of the server descend from. */
  postmaster: number;
  /** A database with the hub's tables, its territories and the reference dataset. */
  create(name: string): Promise<BenchDatabase>;
  close(): Promise<void>;
}

export interface BenchDatabase {
  url: string;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** What comes after the imports: rows that no register has, views for PostGraphile, statistics for the planner. */
  finish(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'maillage-bench-'));
  const cluster = await hub.openCluster(join(folder, 'data'), { durable: false });
  const pools: pg.Pool[] = [];
  const connect = (url: string): pg.Pool => {
    // It leaves a database that it has no question to: with somebody connected, an import goes another way.
    const pool = new pg.Pool({
      connectionString: url,
      max: 1,
      idleTimeoutMillis: 100,
      options: '-c search_path=establishments,public',
    });
    // The server may end before a connection that is closing.
    pool.on('error', () => undefined);
    pools.push(pool);
    return pool;
  };
  await hub.migrate(cluster.url, hub.services);
  await hub.seed(cluster.url);
  const admin = connect(Object.assign(new URL(cluster.url), { pathname: '/postgres' }).href);
  const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid');
  return {
    folder,
    postmaster: parentOf(rows[0]!.pid),
    async create(name) {
      await admin.query(`create database ${name} template ${new URL(cluster.url).pathname.slice(1)}`);
      const { href: url } = Object.assign(new URL(cluster.url), { pathname: `/${name}` });
      const pool = connect(url);
      const query = async (text: string, values?: unknown[]) => (await pool.query(text, values)).rows;
      return { url, query, finish: () => illustrate(query) };
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.end()));
      await cluster.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Gives a database the annual statistics of hospitals. */
export async function importStatistics(url: string, folders: string[]): Promise<void> {
  const options = { strict: false, dryRun: false, force: false, partial: false, rejects: '/dev/null' };
  await hub.runImport(url, hub.sae, folders, options, { start() {}, update() {}, stop() {}, log() {} });
}
