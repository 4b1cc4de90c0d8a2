import { sql } from 'kysely';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { addDatabaseMetrics } from '../../services/kit/database/database-metrics.ts';
import { ServiceDatabase, type ServiceDatabaseOptions } from '../../services/kit/database/service-database.ts';
import { anonymous } from '../../platform/contract/caller.ts';
import type { RequestScope } from '../../platform/contract/subgraph.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { partner } from '../support/tokens.ts';

let database: TestDatabase;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
});
afterEach(async () => {
  for (const step of closing.splice(0).toReversed()) await step();
});
afterAll(() => database.drop());

function open(options: Partial<ServiceDatabaseOptions> = {}): ServiceDatabase {
  const opened = new ServiceDatabase(establishments, database.url, {
    poolSize: 4,
    connectionsPerCaller: 2,
    ...options,
  });
  closing.push(() => opened.close());
  return opened;
}

/** A request of a caller, whose statements are sent through `run`. */
function request(to: ServiceDatabase, id?: string, scope: Partial<RequestScope> = {}) {
  const client = new AbortController();
  closing.push(async () => client.abort());
  const spent: number[] = [];
  const account = { ...(id !== undefined && { id }), spend: (ms: number) => void spent.push(ms) };
  const options = to.optionsOf({ requestId: 'test', signal: client.signal, account, caller: partner, ...scope });
  const run = (statement = sql`select pg_sleep(600)`) =>
    statement.execute(to.reader(), options).catch((error: Error) => error);
  return { client, spent, run };
}

const quick = sql`select 1 as one`;
const answered = { rows: [{ one: 1 }] };

const untilRunning = async (count: number): Promise<void> => {
  const text = `select count(*)::int from pg_stat_activity where datname = current_database() and query like '%pg_sleep(600)%' and state = 'active' and pid <> pg_backend_pid()`;
  while ((await database.query<{ count: number }>(text))[0]!.count !== count);
};

test('the statements of a caller hold a few connections, and others are served at once', async () => {
  const opened = open();
  const [one, same, other] = [request(opened, 'a'), request(opened, 'a'), request(opened, 'b')];
  const slow = [...Array.from({ length: 5 }, () => one.run()), ...Array.from({ length: 5 }, () => same.run())];
  await untilRunning(2);
  const registry = new Registry();
  addDatabaseMetrics(registry, [opened]);
  expect(await registry.metrics()).toContain('maillage_caller_queue_waiting{service="establishments"} 8');
  expect(await other.run(quick)).toMatchObject(answered);
  await untilRunning(2);
  one.client.abort();
  // The other request of the caller gets the connections.
  await expect.poll(() => opened.waitingForCallers).toBe(3);
  await untilRunning(2);
  expect((await Promise.all(slow.slice(0, 5))).map((outcome) => (outcome as Error).name)).toEqual(
    Array(5).fill('AbortError'),
  );
  same.client.abort();
  await Promise.all(slow);
  await untilRunning(0);
  expect(await one.run(quick)).toMatchObject({ name: 'AbortError' });
  expect(await request(opened, 'a').run(quick)).toMatchObject(answered);
  expect(opened.waitingForCallers).toBe(0);
});

test('of operations that cost much, a caller has one statement at once, beside its others', async () => {
  const opened = open({ connectionsPerCaller: 3 });
  const account = { id: 'a', isHeavy: true, spend: () => undefined };
  const heavy = [request(opened, 'a', { account }), request(opened, 'a', { account })];
  const slow = heavy.flatMap(({ run }) => [run(), run()]);
  await untilRunning(1);
  expect(opened.waitingForCallers).toBe(3);
  const light = request(opened, 'a');
  const others = [light.run(), light.run(), light.run()];
  await untilRunning(3);
  for (const { client } of [...heavy, light]) client.abort();
  await Promise.all([...slow, ...others]);
});

test('a request that nobody is known to send stands for itself', async () => {
  const opened = open();
  const [one, other] = [request(opened), request(opened)];
  const slow = Array.from({ length: 5 }, () => one.run());
  await untilRunning(2);
  expect(await other.run(quick)).toMatchObject(answered);
  one.client.abort();
  await Promise.all(slow);
});

test('a statement that waits is refused when the time of its request is over', async () => {
  const opened = open();
  const [one, late] = [request(opened, 'a'), request(opened, 'a')];
  const slow = Array.from({ length: 2 }, () => one.run());
  await untilRunning(2);
  const waiting = late.run(quick);
  const reason = new Error('The time is over');
  late.client.abort(reason);
  expect(await waiting).toBe(reason);
  one.client.abort();
  await Promise.all(slow);
});

test('the queue of a caller has an end', async () => {
  const opened = open({ connectionsPerCaller: 1 });
  const one = request(opened, 'a');
  const slow = Array.from({ length: 1_001 }, () => one.run());
  expect(await one.run(quick)).toMatchObject({
    message: expect.stringContaining('statements of this caller wait for others'),
    extensions: { code: 'RATE_LIMITED' },
  });
  expect(await request(opened, 'b').run(quick)).toMatchObject(answered);
  one.client.abort();
  await Promise.all(slow);
});

test('one connection is left to others, whatever the setting', async () => {
  const opened = open({ poolSize: 2, connectionsPerCaller: 10 });
  const one = request(opened, 'a');
  const slow = Array.from({ length: 5 }, () => one.run());
  await untilRunning(1);
  expect(await request(opened, 'b').run(quick)).toMatchObject(answered);
  one.client.abort();
  await Promise.all(slow);
});

test('a caller without a token has less time for a statement, and pays for it', async () => {
  const opened = open({ anonymousStatementTimeoutMs: 100 });
  const [one, known] = [request(opened, 'a', { caller: anonymous }), request(opened, 'b')];
  const longer = known.run();
  expect(await one.run()).toMatchObject({
    message: expect.stringContaining('took too long'),
    extensions: { code: 'DEADLINE_EXCEEDED' },
  });
  expect(one.spent).toEqual([expect.any(Number)]);
  expect(one.spent[0]).toBeGreaterThanOrEqual(99);
  await untilRunning(1);
  known.client.abort();
  await longer;
  expect(await one.run(quick)).toMatchObject(answered);
});

test('the time of a statement whose client left is charged too', async () => {
  const opened = open();
  const one = request(opened, 'a');
  const slow = one.run();
  await untilRunning(1);
  one.client.abort();
  await slow;
  await untilRunning(0);
  await expect.poll(() => one.spent).toEqual([expect.any(Number)]);
});
