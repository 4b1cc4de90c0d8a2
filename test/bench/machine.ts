import { readFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import type { BenchDatabase } from './database.ts';

/** Where and with what a run was made. */
export interface Machine {
  /** The day of the run. */
  day: string;
  machine: { processor: string; cores: number; memoryGb: number; system: string; load: number };
  versions: Record<string, string>;
}

const packages = [
  '@apollo/gateway',
  '@apollo/server',
  '@graphql-hive/gateway-runtime',
  '@graphql-hive/router-query-planner',
  'postgraphile',
  'graphql-yoga',
  'graphql',
  'graphql-jit',
  'pg',
  'autocannon',
];

export async function describeMachine(database: BenchDatabase): Promise<Machine> {
  const [server] = await database.query<{ server_version: string }>('show server_version');
  const versions = await Promise.all(
    packages.map(async (name) => {
      const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
      return [name, (JSON.parse(await readFile(manifest, 'utf8')) as { version: string }).version];
    }),
  );
  return {
    day: new Date().toISOString().slice(0, 10),
    machine: {
      processor: cpus()[0]!.model,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
      load: loadavg()[2]!,
    },
    versions: {
      node: process.versions.node,
      PostgreSQL: server!.server_version,
      ...(Object.fromEntries(versions) as Record<string, string>),
    },
  };
}
