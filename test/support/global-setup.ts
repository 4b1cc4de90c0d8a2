import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { seed } from '../../imports/seed.ts';
import { services } from '../../services/registry.ts';
import { openCluster } from '../../services/kit/database/embedded/cluster.ts';
import { migrate } from '../../services/kit/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The URL of the template database: migrated, with the territories and the reference dataset. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'maillage-test-'));
  const cluster = await openCluster(folder, { durable: false });
  await migrate(cluster.url, services);
  await seed(cluster.url);
  project.provide('templateUrl', cluster.url);
  return async () => {
    await cluster.close();
    await rm(folder, { recursive: true });
  };
}
