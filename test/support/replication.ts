import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { Registry } from 'prom-client';
import { expect, vi } from 'vitest';
import { insights } from '../../services/insights/index.ts';
import { findBinaries } from '../../services/kit/database/embedded/binaries.ts';
import { prepareFolder } from '../../services/kit/database/embedded/data-folder.ts';
import { openCluster, type Cluster } from '../../services/kit/database/embedded/cluster.ts';
import { stopPostmaster } from '../../services/kit/database/embedded/postmaster.ts';
import { addDatabaseMetrics } from '../../services/kit/database/database-metrics.ts';
import { ServiceDatabase } from '../../services/kit/database/service-database.ts';
import { readMetrics } from './metrics.ts';
import { rowsOf } from './rows-of.ts';

export { rowsOf } from './rows-of.ts';

/** A PostgreSQL server for one test. Closing it removes its folder. */
export async function ownCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'maillage-replication-'));
  const cluster = await openCluster(folder, { durable: false });
  return {
    ...cluster,
    close: async () => {
      await cluster.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A server without logical replication, as PostgreSQL is by default, and with further settings. */
export async function plainCluster(settings = ''): Promise<{ url: string; close(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'maillage-plain-'));
  const cluster = await openCluster(root, { durable: false });
  await cluster.close();
  const binaries = await findBinaries();
  const options = `-c port=${new URL(cluster.url).port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= ${settings}`;
  const args = ['start', '-w', '-D', 'postgres', '-l', 'postgres.log', '-o', options];
  const { code, output } = await binaries.run('pg_ctl', args, root);
  if (code !== 0) throw new Error(output);
  return {
    url: cluster.url,
    close: async () => {
      await stopPostmaster(await prepareFolder(root, binaries), binaries);
      await rm(root, { recursive: true });
    },
  };
}

/** The metrics of a read side's replication, by name and labels. */
export async function replicationMetrics(url: string): Promise<Map<string, number>> {
  const database = new ServiceDatabase(insights, url, { poolSize: 1 });
  const registry = new Registry();
  addDatabaseMetrics(registry, [database]);
  const text = await registry.metrics().finally(() => database.close());
  return readMetrics(text);
}

/** Waits until a statement has the same rows at both ends of a replication, and returns them. */
export function sameRows(from: string, to: string, text: string): Promise<pg.QueryResultRow[]> {
  return vi.waitFor(
    async () => {
      const [there, here] = await Promise.all([rowsOf(from, text), rowsOf(to, text)]);
      expect(here).toEqual(there);
      return here;
    },
    { timeout: 40_000, interval: 100 },
  );
}

/** A statement that digests every row of some schemas, a line for each table, including generated columns. */
export async function everyRow(url: string, schemas: string[]): Promise<string> {
  const tables = await rowsOf<{ name: string }>(
    url,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema in ('${schemas.join("', '")}') and table_name <> 'migration'`,
  );
  const lines = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as rows, md5(string_agg(t::text, chr(10) order by t::text)) as content from ${name} t`,
  );
  return `${lines.join(' union all ')} order by name`;
}
