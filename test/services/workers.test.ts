import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCluster } from '../../services/kit/database/embedded/cluster.ts';
import { readOperations } from '../../schema/operations.ts';
import { cloneDatabase } from '../support/database.ts';
import { ask, graphUrl, run, type Program } from '../support/processes.ts';
import { rowsOf } from '../support/replication.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-workers-'));
});

afterAll(() => rm(folder, { recursive: true }));

const start = (env: Record<string, string>): Program =>
  run('cli/main.js', ['start', '--workers', '2'], { DATA_DIR: join(folder, 'data'), PORT: '0', ...env });

/** What has been logged, an object a line. */
const logged = (hub: Program): { pid: number; msg: string }[] =>
  hub
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { pid: number; msg: string });

/** Which processes answer requests, by the errors that they log: of each request, as it asks for a table that is gone. */
async function answering(hub: Program, url: string): Promise<Set<number>> {
  const before = logged(hub).length;
  for (let times = 0; times < 6; times++) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: '{ sources { code } }' }),
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
  }
  const entries = logged(hub).slice(before);
  return new Set(entries.filter(({ msg }) => msg === 'Unexpected error').map(({ pid }) => pid));
}

it('answers with every worker, replaces one that dies, and stops them all and the database last', async () => {
  const hub = start({});
  const url = graphUrl(await hub.says('by 2 workers'));
  const cluster = await openCluster(join(folder, 'data'));
  expect(cluster.started).toBe(false);
  await rowsOf(cluster.url, 'alter table establishments.source rename to gone');
  const [one, other] = await answering(hub, url);
  expect(other).toBeDefined();
  expect([one, other]).not.toContain(hub.process.pid);

  process.kill(one!, 'SIGKILL');
  await hub.says(`Worker ${one} ended (SIGKILL): restarting now`);
  expect(await answering(hub, url)).toContain(other);
  const replacing = /Worker (\d+) is ready/;
  const third = Number(replacing.exec(await hub.says(replacing))![1]);
  expect(await answering(hub, url)).toEqual(new Set([other, third]));

  await rowsOf(cluster.url, 'alter table establishments.gone rename to source');
  expect((await ask(url, '{ sources { code } }')).errors).toBeUndefined();
  await cluster.close();
  hub.process.kill('SIGTERM');
  expect(await hub.ended).toBe(0);
  for (const pid of [other!, third]) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(rowsOf(cluster.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

it('counts the requests of all workers together, and tells their metrics together', async () => {
  const database = await cloneDatabase();
  const hub = start({ DATABASE_URL: database.url, RATE_LIMIT: '6', METRICS_PORT: '0' });
  const url = graphUrl(await hub.says('by 2 workers'));
  // A registered document counts once, however many workers have to read it.
  const [operation] = await readOperations();
  const statuses: number[] = [];
  while (statuses.length < 9) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ query: operation!.document }),
    });
    statuses.push(response.status);
  }
  expect(statuses).toEqual([...Array(6).fill(200), ...Array(3).fill(429)]);
  const metrics = await (await fetch(/http\S+\/metrics/.exec(hub.output())![0])).text();
  expect(metrics).toMatch(/^maillage_http_requests_total\{.*status="429".*\} 3$/m);
  expect(new Set(logged(hub).filter(({ msg }) => msg.startsWith('the metrics')))).toHaveProperty('size', 1);
  hub.process.kill('SIGTERM');
  expect(await hub.ended).toBe(0);
  await database.drop();
});

it.runIf(process.platform === 'linux')(
  'ends with the reason where a worker cannot start, and leaves none behind',
  async () => {
    const database = await cloneDatabase();
    const hub = start({ DATABASE_URL: database.url });
    const { pid } = hub.process;
    const children = async (): Promise<number[]> =>
      (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean).map(Number);
    let workers: number[] = [];
    while (workers.length < 2) workers = await children();
    process.kill(workers[0]!, 'SIGKILL');
    expect(await hub.ended).toBe(1);
    expect(hub.output()).toContain('A worker ended while it started (SIGKILL).');
    expect(() => process.kill(workers[1]!, 0)).toThrow('ESRCH');
    await database.drop();
  },
);

it.each(['0', 'two', '1.5'])('refuses %s as a number of workers', async (count) => {
  const hub = run('cli/main.js', ['start', '--workers', count], {});
  expect(await hub.ended).toBe(1);
  expect(hub.output()).toContain('Expected auto or a whole number');
});
