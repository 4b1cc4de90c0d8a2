import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { services } from '../../services/registry.ts';
import { migrate } from '../../services/kit/database/migrate.ts';
import { createOrm } from '../../services/kit/database/migration-orm.ts';
import { watchReach } from '../../services/kit/database/readiness.ts';
import { Replicas, type ReplicasOptions } from '../../services/kit/database/replicas/replicas.ts';
import { openRelay } from '../support/relay.ts';
import { ownCluster, rowsOf } from '../support/replication.ts';
import { readers, useReplica } from '../support/replicas.ts';

const server = useReplica();
const said: string[] = [];
const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of closing.splice(0).toReversed()) await step();
  said.length = 0;
});

const note = (line: string): unknown => said.push(line);

/** The replicas as a hub watches over them, but more often, and a service's reads over them. */
async function openReads(options: Partial<ReplicasOptions> = {}) {
  const logger = { info: note, warn: note } as unknown as ReplicasOptions['logger'];
  const replicas = await Replicas.open({
    primaryUrl: server.primary.url,
    urls: [server.standby.url],
    maxLagMs: 60_000,
    logger,
    intervalMs: 50,
    ...options,
  });
  closing.push(() => replicas.close());
  const orm = createOrm(establishments, server.primary.url, 4, 0, replicas);
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
    expect(await rowsOf(server.standby.url, active)).toHaveLength(1);
  });

test('reads go to the replica, as the service, and writes to the primary', async () => {
  const { orm, reader, replicas } = await openReads();
  expect(await reader()).toBe('replica');
  expect(await readers(server.standby.url)).toBe(1);
  expect(replicas.states()).toEqual([{ address: new URL(server.standby.url).host, isUp: true, lagSeconds: 0 }]);
  expect(said).toEqual([`The replica ${new URL(server.standby.url).host} is well: reads go there`]);

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
    server.standby.kill(),
    expect(underWay).resolves.toMatchObject({ rows: [{ is: false }] }),
  ]);
  expect(during).toHaveLength(200);
  expect(await reader()).toBe('primary');
  await vi.waitFor(() => expect(replicas.states()).toMatchObject([{ isUp: false, lagSeconds: null }]));
  await server.standby.start();
  await vi.waitFor(async () => expect(await reader()).toBe('replica'), { timeout: 10_000 });
  const lines = ['is well', 'is left out', 'is well'].map((words) => expect.stringContaining(words));
  expect(said).toEqual(lines);
});

test('one that does not answer holds nobody up: what it was asked is asked of the primary', async () => {
  const relay = await openRelay(Number(new URL(server.standby.url).port));
  closing.push(relay.close);
  const url = new URL(server.standby.url);
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
  await server.standby.hold();
  await rowsOf(server.primary.url, 'create table behind as select 1 as one');
  await vi.waitFor(() => expect(said.at(-1)).toMatch(/is left out, reads go elsewhere: it is \d+ seconds behind$/), {
    timeout: 10_000,
  });
  expect(replicas.states()[0]!.lagSeconds).toBeGreaterThan(0.3);
  expect(await reader()).toBe('primary');
  await server.standby.resume();
  await vi.waitFor(async () => expect(await reader()).toBe('replica'), { timeout: 10_000 });
});

test('what it has not taken in yet is read from the primary, and it stays in use', async () => {
  const { reader, db } = await openReads();
  await server.standby.hold();
  await rowsOf(server.primary.url, 'create table fresh as select 7 as seven; grant select on fresh to public');
  expect((await sql`select seven from public.fresh`.execute(db())).rows).toEqual([{ seven: 7 }]);
  await server.standby.resume();
  expect(await reader()).toBe('replica');
});

test('a statement that took too long is not tried again', async () => {
  const { db } = await openReads();
  const late = sql`select set_config('statement_timeout', '50', false), pg_sleep(0)`;
  await late.execute(db());
  await expect(sql`select pg_sleep(600)`.execute(db())).rejects.toMatchObject({
    extensions: { code: 'DEADLINE_EXCEEDED' },
  });
});

test('what is no replica of the database is left out, and says why', async () => {
  const other = await ownCluster();
  closing.push(() => other.close());
  const first = await openReads({ urls: [server.primary.url] });
  expect(said.pop()).toContain('it is not a replica, but a server that is written to');
  expect(await first.reader()).toBe('primary');
  const second = await openReads({ primaryUrl: other.url });
  expect(said.pop()).toContain('it is a copy of another server than DATABASE_URL names');
  expect(second.replicas.states()).toMatchObject([{ isUp: false }]);
});

test('reads go to the replicas that are well, where some are not', async () => {
  const absent = new URL(server.standby.url);
  absent.port = '1';
  const { reader, replicas } = await openReads({ urls: [absent.href, server.standby.url] });
  expect(replicas.states().map(({ isUp }) => isUp)).toEqual([false, true]);
  expect(new Set(await Promise.all(Array.from({ length: 30 }, reader)))).toEqual(new Set(['replica']));
});

test('a service can answer as long as one server does', async () => {
  const absent = new URL(server.primary.url);
  absent.port = '1';
  const { replicas } = await openReads({ primaryUrl: absent.href });
  const reach = watchReach(establishments, absent.href, replicas);
  closing.push(() => reach.close());
  expect(await reach.check()).toBe(true);
  await replicas.close();
  replicas.all[0]!.leave('for the test');
  expect(await reach.check()).toBe(false);
});

test('the indexes of the register are not set aside while a replica would follow', async () => {
  // A database of its own, which nobody is connected to.
  const url = Object.assign(new URL(server.primary.url), { pathname: '/followed' }).href;
  await rowsOf(server.primary.url, 'create database followed');
  await migrate(url, services);
  const setAside = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('begin');
    const { rows } = await client.query(`select establishments.set_aside('{establishments.establishment}') as done`);
    await client.end();
    return rows[0].done as boolean;
  };
  expect(await setAside()).toBe(false);
  await server.standby.kill();
  try {
    await vi.waitUntil(setAside, { timeout: 20_000, interval: 100 });
  } finally {
    await server.standby.start();
  }
});
