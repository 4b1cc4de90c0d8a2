import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { seed } from '../../services/imports/seed.ts';
import { services } from '../../services/registry.ts';
import { openCluster, type Cluster } from '../../services/shared/database/cluster.ts';
import { migrate } from '../../services/shared/database/migrate.ts';
import { createOrm, isReachable } from '../../services/shared/database/orm.ts';
import { Replicas, type ReplicasOptions } from '../../services/shared/database/replicas.ts';
import { ask, graphUrl, run } from '../support/processes.ts';
import { openRelay } from '../support/relay.ts';
import { ownCluster, rowsOf } from '../support/replication.ts';
import { startStandby, type Standby } from '../support/standby.ts';

let folder: string;
let primary: Cluster;
let standby: Standby;
const said: string[] = [];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillage-primary-'));
  primary = await openCluster(folder, { durable: false });
  await migrate(primary.url, services);
  await seed(primary.url);
  standby = await startStandby(primary.url, join(folder, 'postgres'));
});

afterEach(async () => {
  for (const step of closing.splice(0).toReversed()) await step();
  said.length = 0;
});

afterAll(async () => {
  await standby.close();
  await primary.close();
  await rm(folder, { recursive: true });
});

const note = (line: string): unknown => said.push(line);

/** The replicas as a hub watches over them, but more often, and a service's reads over them. */
async function openReads(options: Partial<ReplicasOptions> = {}) {
  const logger = { info: note, warn: note } as unknown as ReplicasOptions['logger'];
  const replicas = await Replicas.open({
    primaryUrl: primary.url,
    urls: [standby.url],
    maxLagMs: 60_000,
    logger,
    intervalMs: 50,
    ...options,
  });
  closing.push(() => replicas.close());
  const orm = createOrm(establishments, primary.url, 4, 0, replicas);
  closing.push(() => orm.close());
  const db = () => orm.em.getKysely<any>({ type: 'read' });
  return {
    replicas,
    orm,
    db,
    /** Which server a read is answered by. */
    async reader(): Promise<'replica' | 'primary'> {
      const { rows } = await sql<{ is: boolean }>`select pg_is_in_recovery() as is`.execute(db());
      return rows[0]!.is ? 'replica' : 'primary';
    },
  };
}

/** A statement that a replica never ends, and the primary at once. */
const endless = sql<{ is: boolean }>`
  select pg_is_in_recovery() as is, case when pg_is_in_recovery() then pg_sleep(600)::text end`;

/** Waits until the replica works on it. */
const untilEndless = () =>
  vi.waitFor(async () => {
    const active =
      "select from pg_stat_activity where state = 'active' and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()";
    expect(await rowsOf(standby.url, active)).toHaveLength(1);
  });

/** The connections of a service at a server. */
const readers = "select count(*)::int from pg_stat_activity where usename = 'maillage_establishments'";

test('reads go to the replica, as the service, and writes to the primary', async () => {
  const { orm, reader, replicas } = await openReads();
  expect(await reader()).toBe('replica');
  expect(await rowsOf(standby.url, readers)).toEqual([{ count: 1 }]);
  expect(replicas.states()).toEqual([{ address: new URL(standby.url).host, isUp: true, lagSeconds: 0 }]);
  expect(said).toEqual([`The replica ${new URL(standby.url).host} is well: reads go there`]);

  const written = await orm.em.fork().execute('select pg_is_in_recovery() as is');
  expect(written).toEqual([{ is: false }]);
  const inTransaction = await orm.em.fork().transactional((em) => em.execute('select pg_is_in_recovery() as is'));
  expect(inTransaction).toEqual([{ is: false }]);
});

test('every read is answered while the replica dies, those under way too, and it is read from when it is back', async () => {
  const { reader, replicas, db } = await openReads();
  expect(await reader()).toBe('replica');
  const underWay = endless.execute(db());
  await untilEndless();
  const [during] = await Promise.all([
    Promise.all(Array.from({ length: 200 }, reader)),
    standby.kill(),
    expect(underWay).resolves.toMatchObject({ rows: [{ is: false }] }),
  ]);
  expect(during).toHaveLength(200);
  expect(await reader()).toBe('primary');
  await vi.waitFor(() => expect(replicas.states()).toMatchObject([{ isUp: false, lagSeconds: null }]));
  await standby.start();
  await vi.waitFor(async () => expect(await reader()).toBe('replica'), { timeout: 10_000 });
  const lines = ['is well', 'is left out', 'is well'].map((words) => expect.stringContaining(words));
  expect(said).toEqual(lines);
});

test('one that does not answer holds nobody up: what it was asked is asked of the primary', async () => {
  const relay = await openRelay(Number(new URL(standby.url).port));
  closing.push(relay.close);
  const url = new URL(standby.url);
  url.port = String(relay.port);
  const { reader, db } = await openReads({ urls: [url.href] });
  expect(await reader()).toBe('replica');
  const underWay = endless.execute(db());
  await untilEndless();
  relay.stall();
  expect((await underWay).rows).toMatchObject([{ is: false }]);
  expect(said).toHaveLength(2);
  expect(await reader()).toBe('primary');
  relay.flow();
  await vi.waitFor(async () => expect(await reader()).toBe('replica'), { timeout: 10_000 });
});

test('one that is too far behind is left out until it has caught up', async () => {
  const { reader, replicas } = await openReads({ maxLagMs: 300 });
  expect(await reader()).toBe('replica');
  await standby.hold();
  await rowsOf(primary.url, 'create table behind as select 1 as one');
  await vi.waitFor(() => expect(said.at(-1)).toMatch(/is left out, reads go elsewhere: it is \d+ seconds behind$/), {
    timeout: 10_000,
  });
  expect(replicas.states()[0]!.lagSeconds).toBeGreaterThan(0.3);
  expect(await reader()).toBe('primary');
  await standby.resume();
  await vi.waitFor(async () => expect(await reader()).toBe('replica'), { timeout: 10_000 });
});

test('what it has not taken in yet is read from the primary, and it stays in use', async () => {
  const { reader, db } = await openReads();
  await standby.hold();
  await rowsOf(primary.url, 'create table fresh as select 7 as seven; grant select on fresh to public');
  expect((await sql`select seven from public.fresh`.execute(db())).rows).toEqual([{ seven: 7 }]);
  await standby.resume();
  expect(await reader()).toBe('replica');
});

test('a statement that took too long is not tried again', async () => {
  const { db } = await openReads();
  const late = sql`select set_config('statement_timeout', '50', false), pg_sleep(0)`;
  await late.execute(db());
  await expect(sql`select pg_sleep(600)`.execute(db())).rejects.toMatchObject({ code: '57014' });
});

test('what is no replica of the database is left out, and says why', async () => {
  const other = await ownCluster();
  closing.push(() => other.close());
  const first = await openReads({ urls: [primary.url] });
  expect(said.pop()).toContain('it is not a replica, but a server that is written to');
  expect(await first.reader()).toBe('primary');
  const second = await openReads({ primaryUrl: other.url });
  expect(said.pop()).toContain('it is a copy of another server than DATABASE_URL names');
  expect(second.replicas.states()).toMatchObject([{ isUp: false }]);
});

test('reads go to the replicas that are well, where some are not', async () => {
  const absent = new URL(standby.url);
  absent.port = '1';
  const { reader, replicas } = await openReads({ urls: [absent.href, standby.url] });
  expect(replicas.states().map(({ isUp }) => isUp)).toEqual([false, true]);
  expect(new Set(await Promise.all(Array.from({ length: 30 }, reader)))).toEqual(new Set(['replica']));
});

test('a service can answer as long as one server does', async () => {
  const absent = new URL(primary.url);
  absent.port = '1';
  const { replicas } = await openReads({ primaryUrl: absent.href });
  const orm = createOrm(establishments, absent.href, 4, 0, replicas);
  closing.push(() => orm.close());
  expect(await isReachable(orm)).toBe(true);
  await replicas.close();
  replicas.all[0]!.leave('for the test');
  expect(await isReachable(orm)).toBe(false);
});

test('the hub reads from its replica, imports to the primary, and answers every request when the replica dies', async () => {
  const hub = run('services/cli.js', ['start'], {
    DATABASE_URL: primary.url,
    DATABASE_REPLICA_URLS: standby.url,
    RATE_LIMIT: '0',
    PORT: '0',
  });
  closing.push(async () => hub.process.kill('SIGKILL'));
  const url = graphUrl(await hub.says('its explorer'));
  const question = '{ territory(code: "57") { population(year: 2099) } establishments(first: 3) { nodes { name } } }';
  const reads = async (server: string): Promise<number> => (await rowsOf<{ count: number }>(server, readers))[0]!.count;
  const answer = await ask(url, question);
  expect(answer.errors).toBeUndefined();
  expect(await reads(standby.url)).toBeGreaterThan(0);
  expect(await reads(primary.url)).toBe(0);

  const file = join(folder, 'population_2099.csv');
  await writeFile(file, 'REG;DEP;PMUN\n44;57;1234567\n');
  const command = run('services/cli.js', ['import', 'population', file], { DATABASE_URL: primary.url });
  expect(await command.ended, command.output()).toBe(0);
  await vi.waitFor(async () => expect((await ask(url, question)).data.territory.population).toBe(1_234_567), {
    timeout: 10_000,
  });

  let isOver = false;
  const load = Array.from({ length: 4 }, async () => {
    const answers = [];
    while (!isOver || answers.length < 20) answers.push(await ask(url, question));
    return answers;
  });
  await standby.kill();
  await hub.says('is left out, reads go elsewhere');
  isOver = true;
  for (const { errors, data } of (await Promise.all(load)).flat()) {
    expect(errors).toBeUndefined();
    expect(data.establishments.nodes).toHaveLength(3);
  }
  await standby.start();
  await hub.says(/is well[^]*is left out[^]*is well/);
  await ask(url, question);
  expect(await reads(standby.url)).toBeGreaterThan(0);
  hub.process.kill('SIGTERM');
  expect(await hub.ended).toBe(0);
});
