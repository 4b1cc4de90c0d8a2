import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seed } from '../../imports/seed.ts';
import { services } from '../../services/registry.ts';
import { findBinaries } from '../../services/kit/database/embedded/binaries.ts';
import { openCluster } from '../../services/kit/database/embedded/cluster.ts';
import { migrate } from '../../services/kit/database/migrate.ts';

/** A PostgreSQL server that can be broken: it keeps its address, whatever becomes of it. */
export interface FragileServer {
  /** A migrated database with the reference dataset. */
  url: string;
  /** Stops it as `pg_ctl stop -m` does: `fast` ends the sessions in order, `immediate` as a crash would. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts such a server, as durable as one of production. */
export async function startFragileServer(): Promise<FragileServer> {
  const root = await mkdtemp(join(tmpdir(), 'maillage-fragile-'));
  const cluster = await openCluster(root);
  await migrate(cluster.url, services);
  await seed(cluster.url);
  const binaries = await findBinaries();
  const control = async (...args: string[]): Promise<void> => {
    const { code, output } = await binaries.run('pg_ctl', [...args, '-w', '-t', '60', '-D', 'postgres'], root);
    if (code !== 0) throw new Error(output);
  };
  return {
    url: cluster.url,
    stop: (mode) => control('stop', '-m', mode),
    // A restart, of a server that has stopped too, takes the options of the last start, the port among them.
    start: () => control('restart', '-l', 'postgres.log'),
    close: async () => {
      await cluster.close();
      await rm(root, { recursive: true });
    },
  };
}
