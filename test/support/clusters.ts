import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openCluster, type Cluster } from '../../services/kit/database/embedded/cluster.ts';

const base = await mkdtemp(join(tmpdir(), 'maillage cluster-'));
const children = new Set<ChildProcess>();
const clusters: Cluster[] = [];
let folders = 0;

/** A data folder of its own, that a server has already run on unless `fresh`. */
export async function dataFolder({ fresh = false } = {}): Promise<string> {
  const folder = join(base, `data-${++folders}`);
  if (!fresh) await cp(join(base, 'template'), folder, { recursive: true });
  return folder;
}

/** Opens a folder's cluster in this process, until the test ends. */
export async function open(folder: string): Promise<Cluster> {
  const cluster = await openCluster(folder, { durable: false });
  clusters.push(cluster);
  return cluster;
}

/** The rows of one statement on a connection of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text).finally(() => client.end());
  return rows;
}

/** Another process that opens the cluster of a folder, and closes it when told to. */
export function launchHolder(folder: string) {
  const module = JSON.stringify(new URL('../../services/kit/database/embedded/cluster.ts', import.meta.url).href);
  const script = `
    const { openCluster } = await import(${module});
    const { url, started, close } = await openCluster(${JSON.stringify(folder)}, { durable: false });
    console.log(JSON.stringify({ url, started }));
    for await (const _ of process.stdin);
    await close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  const exit = once(child, 'exit').finally(() => children.delete(child));
  return {
    child,
    opened: once(createInterface(child.stdout), 'line').then(
      ([line]) => JSON.parse(line) as { url: string; started: boolean },
    ),
    async close() {
      child.stdin.end();
      expect(await exit).toEqual([0, null]);
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

beforeAll(async () => {
  const cluster = await open(join(base, 'template'));
  await cluster.close();
});

// A test that failed leaves no server behind.
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(clusters.splice(0).map((cluster) => cluster.close()));
  for (const folder of await readdir(base)) {
    const left = await readFile(join(base, folder, 'postgres', 'postmaster.pid')).catch(() => undefined);
    if (left) await (await openCluster(join(base, folder))).close();
  }
});

afterAll(() => rm(base, { recursive: true }));
