import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { seed } from '../../imports/seed.ts';
import { services } from '../../services/registry.ts';
import { openCluster, type Cluster } from '../../services/kit/database/embedded/cluster.ts';
import { migrate } from '../../services/kit/database/migrate.ts';
import { rowsOf } from './replication.ts';
import { startStandby, type Standby } from './standby.ts';

/** A server with the reference dataset, and a streaming replica of it. */
export interface ReplicatedServer {
  primary: Cluster;
  standby: Standby;
  /** The server's folder, where a test may leave files. */
  folder: string;
}

/** A server and its replica, for the tests of the file that calls. */
export function useReplica(): ReplicatedServer {
  const server = {} as ReplicatedServer;
  beforeAll(async () => {
    server.folder = await mkdtemp(join(tmpdir(), 'maillage-primary-'));
    server.primary = await openCluster(server.folder, { durable: false });
    await migrate(server.primary.url, services);
    await seed(server.primary.url);
    server.standby = await startStandby(server.primary.url, join(server.folder, 'postgres'));
  });
  afterAll(async () => {
    await server.standby.close();
    await server.primary.close();
    await rm(server.folder, { recursive: true });
  });
  return server;
}

/** How many connections a service has to a server. */
export async function readers(url: string): Promise<number> {
  const own = "select count(*)::int from pg_stat_activity where usename = 'maillage_establishments'";
  const [row] = await rowsOf<{ count: number }>(url, own);
  return row!.count;
}
