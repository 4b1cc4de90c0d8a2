import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { services } from '../../services/registry.ts';
import { migrate } from '../../services/kit/database/migrate.ts';
import { watchReadiness } from '../../services/kit/database/readiness.ts';
import { Replicas, type ReplicasOptions } from '../../services/kit/database/replicas/replicas.ts';
import { ServiceDatabase } from '../../services/kit/database/service-database.ts';
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

/** Replicas that are probed more often than a hub's, and a service's reads over them. */
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
  const database = new ServiceDatabase(establishments, server.primary.url, { poolSize: 4, replicas: replicas.all });
  closing.push(() => database.close());
  const db = () => database.reader();
  return {
    replicas,
    database,
    db,
    /** The server that a read runs on. */
    async reader(): Promise<'replica' | 'primary'> {
      const { rows } = await sql<{ is: boolean }>`select pg_is_in_recovery() as is`.execute(db());
      return rows[0]!.is ? 'replica' : 'primary';
    },
  };
}

/** A statement that never ends on a replica, and at once on the primary. */
const endless = sql<{ is: boolean }>`
  select pg_is_in_recovery() as is, case when pg_is_in_recovery() then pg_sleep(600)::text end`;

/** Waits until the replica runs it. */
const untilEndless = () =>
  vi.waitFor(async () => {
    const active =
      "select from pg_stat_activity where state = 'active' and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()";
    expect(await rowsOf(server.standby.url, active)).toHaveLength(1);
  });

test('reads go to the replica, with the role of the service, and transactions to the primary', async () => {
  const { db, database, reader, replicas } = await openReads();
  expect(await reader()).toBe('replica');
  expect(await readers(server.standby.url)).toBe(1);
  expect(replicas.all.map(({ isUp }) => isUp)).toEqual([true]);
  expect(said).toEqual([`Replica ${new URL(server.standby.url).host} is up: it serves reads`]);

  const isReplica = sql<{ is: boolean }>`select pg_is_in_recovery() as is`;
  expect((await isReplica.execute(database.primary)).rows).toEqual([{ is: false }]);
  const inTransaction = await db()
    .transaction()
    .execute((transaction) => isReplica.execute(transaction));
  expect(inTransaction.rows).toEqual([{ is: false }]);
});

test('every read succeeds while the replica dies, even those that run, and reads return to it when it is back', async () => {
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
  await vi.waitFor(() => expect(replicas.all.map(({ isUp }) => isUp)).toEqual([false]));
  await server.standby.start();
  await vi.waitFor(async () => expect(await reader()).toBe('replica'), { timeout: 10_000 });
  const lines = ['is up', 'is not used', 'is up'].map((words) => expect.stringContaining(words));
  expect(said).toEqual(lines);
});

test('reads from an unresponsive replica move to the primary', async () => {
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

test('one that is too far behind is not used until it has caught up', async () => {
  const { reader } = await openReads({ maxLagMs: 300 });
  expect(await reader()).toBe('replica');
  await server.standby.hold();
  await rowsOf(server.primary.url, 'create table behind as select 1 as one');
  await vi.waitFor(() => expect(said.at(-1)).toMatch(/is not used for reads: it is \d+ seconds behind$/), {
    timeout: 10_000,
  });
  expect(await reader()).toBe('primary');
  await server.standby.resume();
  await vi.waitFor(async () => expect(await reader()).toBe('replica'), { timeout: 10_000 });
});

test('data that it has not replayed yet is read from the primary, and it stays in use', async () => {
  const { reader, db } = await openReads();
  await server.standby.hold();
  await rowsOf(server.primary.url, 'create table fresh as select 7 as seven; grant select on fresh to public');
  expect((await sql`select seven from public.fresh`.execute(db())).rows).toEqual([{ seven: 7 }]);
  await server.standby.resume();
  expect(await reader()).toBe('replica');
});

test('a statement that timed out is not repeated on the primary', async () => {
  const { db } = await openReads();
  const late = sql`select set_config('statement_timeout', '50', false), pg_sleep(0)`;
  await late.execute(db());
  await expect(sql`select pg_sleep(600)`.execute(db())).rejects.toMatchObject({
    extensions: { code: 'DEADLINE_EXCEEDED' },
  });
});

test('a server that is no replica of the database is not used, and the log has the reason', async () => {
  const other = await ownCluster();
  closing.push(() => other.close());
  const first = await openReads({ urls: [server.primary.url] });
  expect(said.pop()).toContain('it is not a replica: it accepts writes');
  expect(await first.reader()).toBe('primary');
  const second = await openReads({ primaryUrl: other.url });
  expect(said.pop()).toContain('it is a copy of a server other than that of DATABASE_URL');
  expect(second.replicas.all.map(({ isUp }) => isUp)).toEqual([false]);
});

test('reads go to the replicas that are up when others are not', async () => {
  const absent = new URL(server.standby.url);
  absent.port = '1';
  const { reader, replicas } = await openReads({ urls: [absent.href, server.standby.url] });
  expect(replicas.all.map(({ isUp }) => isUp)).toEqual([false, true]);
  expect(new Set(await Promise.all(Array.from({ length: 30 }, reader)))).toEqual(new Set(['replica']));
});

test('a service is ready while one server is up', async () => {
  const absent = new URL(server.primary.url);
  absent.port = '1';
  const { replicas } = await openReads({ primaryUrl: absent.href });
  const readiness = watchReadiness(establishments, absent.href, replicas.all);
  closing.push(() => readiness.close());
  expect(await readiness.check()).toBe(true);
  await replicas.close();
  replicas.all[0]!.disable('for the test');
  expect(await readiness.check()).toBe(false);
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
