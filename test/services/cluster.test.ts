import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openCluster, openDatabase, type Cluster } from '../../services/shared/database/cluster.ts';
import { OperatorError } from '../../services/shared/errors.ts';

const base = await mkdtemp(join(tmpdir(), 'maillage cluster-'));
const children = new Set<ChildProcess>();
const clusters: Cluster[] = [];
let folders = 0;

/** A data folder of its own, that a server has already run on unless `fresh`. */
async function dataFolder({ fresh = false } = {}): Promise<string> {
  const folder = join(base, `data-${++folders}`);
  if (!fresh) await cp(join(base, 'template'), folder, { recursive: true });
  return folder;
}

async function open(folder: string): Promise<Cluster> {
  const cluster = await openCluster(folder, { durable: false });
  clusters.push(cluster);
  return cluster;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text).finally(() => client.end());
  return rows;
}

/** Another process that opens the cluster of a folder, and closes it when told to. */
function launchHolder(folder: string) {
  const module = JSON.stringify(new URL('../../services/shared/database/cluster.ts', import.meta.url).href);
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

describe('a data folder', () => {
  test('is made on first use, and kept', async () => {
    const folder = await dataFolder({ fresh: true });
    const first = await open(folder);
    expect(first.started).toBe(true);
    const [row] = await query(
      first.url,
      `SELECT current_database() AS database, current_setting('server_version_num')::int / 10000 AS version,
              current_setting('server_encoding') AS encoding, lower('ÉTABLISSEMENT') AS lower`,
    );
    expect(row).toEqual({ database: 'maillage', version: 18, encoding: 'UTF8', lower: 'établissement' });
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).sort()).toEqual(['password', 'postgres', 'postgres.log']);
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.close();
    await first.close();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');

    const second = await open(folder);
    expect(second.started).toBe(true);
    expect(await query(second.url, 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
    await second.close();
  });

  test('is whole or not there when its making is cut short', async () => {
    const folder = await dataFolder({ fresh: true });
    await mkdir(folder);
    const events = watch(folder);
    const holder = launchHolder(folder);
    for await (const { filename } of events) if (filename?.startsWith('.postgres-')) break;
    await holder.kill();
    expect(await readdir(folder)).not.toContain('postgres');

    const cluster = await open(folder);
    expect(await query(cluster.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await cluster.close();
  });

  test('of another PostgreSQL is refused in one line', async () => {
    const folder = await dataFolder();
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n');
    const opening = open(folder);
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(
      /^The data folder .* is of PostgreSQL 17, and this hub runs PostgreSQL 18: .*$/,
    );
  });

  test.each(['notes.txt', 'postgres/notes.txt'])(
    "that holds somebody else's %s is refused, and left as it is",
    async (file) => {
      const folder = await dataFolder({ fresh: true });
      await mkdir(join(folder, 'postgres'), { recursive: true });
      if (file === 'notes.txt') await rm(join(folder, 'postgres'), { recursive: true });
      await writeFile(join(folder, file), 'mine');
      const before = await readdir(folder, { recursive: true });
      const opening = open(folder);
      await expect(opening).rejects.toThrow(OperatorError);
      await expect(opening).rejects.toThrow(/^The folder .* holds something else than a hub's data: .*$/);
      expect(await readdir(folder, { recursive: true })).toEqual(before);
    },
  );

  test('that cannot be written is refused', async () => {
    const file = await dataFolder({ fresh: true });
    await writeFile(file, '');
    const opening = open(join(file, 'data'));
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(/^The data folder .* cannot be used: ENOTDIR.*$/);
  });

  test('without its password is refused', async () => {
    const folder = await dataFolder();
    await rm(join(folder, 'password'));
    await expect(open(folder)).rejects.toThrow(/^The file .*password cannot be read: .*$/);
  });

  test('whose server does not come up is refused with what the server says', async () => {
    const folder = await dataFolder();
    await writeFile(join(folder, 'postgres', 'postgresql.auto.conf'), "shared_memory_type = 'none'\n");
    const opening = open(folder);
    await expect(opening).rejects.toThrow(OperatorError);
    await expect(opening).rejects.toThrow(/^PostgreSQL does not start on .*: configuration file .* contains errors$/);
  });
});

describe('a server', () => {
  test('is shared, and stopped by the last one out', async () => {
    const folder = await dataFolder();
    const starter = launchHolder(folder);
    const { url, started } = await starter.opened;
    expect(started).toBe(true);
    const joiner = await open(folder);
    expect(joiner).toMatchObject({ url, started: false });
    await starter.close();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await joiner.close();
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test.each(['new', 'known'])('is started once by two processes on a %s folder', async (kind) => {
    const folder = await dataFolder({ fresh: kind === 'new' });
    const holders = [launchHolder(folder), launchHolder(folder)];
    const opened = await Promise.all(holders.map((holder) => holder.opened));
    expect(opened.map(({ started }) => started).sort()).toEqual([false, true]);
    expect(opened[0]!.url).toBe(opened[1]!.url);
    expect((await readdir(folder)).sort()).toEqual(['password', 'postgres', 'postgres.log']);
    await Promise.all(holders.map((holder) => holder.close()));
    await expect(query(opened[0]!.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('that one process stops is there for another that opens at the same moment', async () => {
    const folder = await dataFolder();
    let last = await open(folder);
    for (let round = 0; round < 8; round++) {
      const [next] = await Promise.all([open(folder), last.close()]);
      expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      last = next;
    }
    await last.close();
    await expect(query(last.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('survives a killed process, and the next one uses and stops it', async () => {
    const folder = await dataFolder();
    const holder = launchHolder(folder);
    const { url } = await holder.opened;
    await holder.kill();
    const next = await open(folder);
    expect(next).toMatchObject({ url, started: false });
    await next.close();
    await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('starts where a dead one left its number to another program', async () => {
    const folder = await dataFolder();
    const pidFile = join(folder, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n${folder}/postgres\n1\n1\n\n127.0.0.1\n\n`);
    const cluster = await open(folder);
    expect(cluster.started).toBe(true);
    expect(await readFile(pidFile, 'utf8')).not.toContain(`${process.pid}\n`);
    await cluster.close();
  });

  test('keeps the lease of a process through the loss of its connections', async () => {
    const cluster = await open(await dataFolder());
    const leases = () =>
      query(cluster.url, "SELECT pid FROM pg_stat_activity WHERE application_name = 'maillage lease'");
    const [lease] = await leases();
    await query(cluster.url, `SELECT pg_terminate_backend(${lease!['pid']})`);
    await vi.waitFor(async () => expect(await leases()).toHaveLength(1), { timeout: 10_000 });
    expect(await leases()).not.toEqual([lease]);
    await cluster.close();
    await expect(query(cluster.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });
});

describe('openDatabase', () => {
  test('takes the server that the settings name, and leaves it running', async () => {
    const cluster = await open(await dataFolder());
    const database = await openDatabase({ DATABASE_URL: cluster.url, DATA_DIR: '' });
    expect(database.url).toBe(cluster.url);
    await database.close();
    expect(await query(cluster.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    const refused = openDatabase({ DATABASE_URL: cluster.url.replace(/:[^:]*@/, ':wr0ng@'), DATA_DIR: '' });
    await expect(refused).rejects.toThrow(
      /^The hub cannot reach the database at 127.0.0.1:\d+: password authentication failed[^\n]*$/,
    );
    await cluster.close();
    const gone = openDatabase({ DATABASE_URL: cluster.url, DATA_DIR: '' });
    await expect(gone).rejects.toThrow(OperatorError);
    await expect(gone).rejects.toThrow(
      /^The hub cannot reach the database at 127.0.0.1:\d+: connect ECONNREFUSED[^\n]*$/,
    );
  });

  test('opens the data folder otherwise', async () => {
    const database = await openDatabase({ DATA_DIR: await dataFolder() });
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.close();
  });
});
