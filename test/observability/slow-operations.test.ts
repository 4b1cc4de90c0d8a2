import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { RequestRecord } from '../../platform/observability/request-record.ts';
import { openObservability } from '../../platform/observability/observability.ts';
import { SlowOperations } from '../../platform/observability/slow-operations.ts';
import { explain } from '../../services/kit/database/explain.ts';
import { watchedHub, type WatchedHub } from '../support/watched.ts';

let hub: WatchedHub;
const patient: WatchedHub[] = [];

// Any operation takes longer than nothing.
beforeAll(async () => {
  hub = await watchedHub({ SLOW_OPERATION_MS: 0 });
  patient.push(await watchedHub({}));
});

afterAll(async () => {
  await Promise.all([hub, ...patient].map((one) => one.close()));
});

const query =
  'query Establishment360($finess: String!) { establishment(finess: $finess) { name careUnits { totalCount } } }';
const ask = (engine: 'local' | 'remote', id: string, asked: WatchedHub = hub) =>
  asked.ask(
    engine,
    { query, variables: { finess: '570000596' } },
    { 'x-request-id': id, authorization: asked.authorization },
  );

/** The entry that a part has written of a request, once its plans are there. */
const entryOf = (part: string, requestId: string): Promise<Record<string, any>> =>
  vi.waitFor(
    () => {
      const entries = hub.parts[part]!.log.filter(
        (one) => one['msg'] === 'Slow operation' && one['requestId'] === requestId,
      );
      expect(entries).toHaveLength(1);
      return entries[0]!;
    },
    { timeout: 10_000 },
  );

test('the log of the local engine names the operation and its slowest statements, with their plans', async () => {
  expect(await (await ask('local', 'slow-1')).json()).toMatchObject({
    data: { establishment: { name: 'HIA LEGOUEST' } },
  });
  const entry = await entryOf('hub', 'slow-1');
  expect(entry).toMatchObject({ level: 40, msg: 'Slow operation', operation: 'Establishment360', code: 'OK' });
  expect(entry['durationMs']).toBeGreaterThan(0);
  expect(entry['statementCount']).toBe(2);
  const { statements } = entry;
  expect(statements.map((one: any) => one.service).toSorted()).toEqual(['clinical', 'establishments']);
  for (const { text, durationMs, rows, plan } of statements) {
    expect(text).toMatch(/^select .*\(\$\d::text\[\]\)/);
    expect(durationMs).toBeGreaterThan(0);
    expect(rows).toBe(1);
    expect(plan).toMatch(/(Index|Seq|Bitmap).* Scan/);
    // The plan for any value, which has none of this caller's.
    expect(plan).toMatch(/\$\d/);
  }
});

test('a plan stands in the log once, and later entries say where', async () => {
  await ask('local', 'slow-2');
  for (const statement of (await entryOf('hub', 'slow-2'))['statements']) {
    expect(statement).not.toHaveProperty('plan');
    expect(statement['planLoggedWith']).toBe('slow-1');
  }
});

test('the remote engine tells what it asked of its services, and they tell the rest under the same id', async () => {
  await ask('remote', 'slow-3');
  const entry = await entryOf('gateway', 'slow-3');
  expect(entry).toMatchObject({ operation: 'Establishment360', statementCount: 0, statements: [] });
  expect(entry['serviceRequests']).toEqual([
    { service: 'establishments', code: 'OK', durationMs: expect.any(Number) },
    { service: 'clinical', code: 'OK', durationMs: expect.any(Number) },
  ]);
  for (const service of ['establishments', 'clinical']) {
    const own = await entryOf(service, 'slow-3');
    expect(own).toMatchObject({ operation: 'Establishment360', statementCount: 1 });
    expect(own['statements'][0].plan).toMatch(/Scan/);
  }
});

test('an operation that fails is told with its code, and statements that have no plan without', async () => {
  await hub.database.query('alter table clinical.care_unit rename to mislaid');
  await ask('local', 'slow-4');
  const entry = await entryOf('hub', 'slow-4');
  await hub.database.query('alter table clinical.mislaid rename to care_unit');
  expect(entry['code']).toBe('INTERNAL');
  expect(entry['statements'].find((one: any) => one.service === 'clinical')).toMatchObject({ rows: null });
});

test('a name that no header has room for stays with the gateway', async () => {
  const named = { query: `query ${'N'.repeat(20_000)} { sources { code } }` };
  expect(await (await hub.ask('remote', named)).json()).toMatchObject({ data: { sources: expect.any(Array) } });
});

test('what callers send stays out of every log', async () => {
  const told = Object.values(hub.parts).map(({ log }) =>
    JSON.stringify(log.filter(({ msg }) => msg === 'Slow operation')),
  );
  expect(told.join()).toContain('slow-1');
  expect(told.join()).not.toMatch(/570000596|postgres:\/\//);
  expect(JSON.stringify(Object.values(hub.parts).map(({ log }) => log))).not.toContain(
    hub.authorization.slice('Bearer '.length),
  );
});

test('each operation is told where the log asks for it', async () => {
  const lines: Record<string, any>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, any>);
  const env = {
    HOST: '127.0.0.1',
    METRICS_PORT: undefined,
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    SLOW_OPERATION_MS: 3_600_000,
  };
  for (const level of ['debug', 'info']) {
    const observability = await openObservability(env, pino({ level }, { write }), { part: 'hub', operations: [] });
    const run = async (record: RequestRecord) => void (record.operation = 'Mine');
    await observability.watch(level, () => null, run);
    await expect(async () =>
      observability.watch(
        level,
        () => null,
        () => Promise.reject(new Error('no')),
      ),
    ).rejects.toThrow();
  }
  expect(lines).toMatchObject([
    { level: 20, msg: 'Operation', requestId: 'debug', operation: 'Mine', code: 'OK', statementCount: 0 },
    { level: 20, msg: 'Operation', requestId: 'debug', code: 'INTERNAL' },
  ]);
});

/** The entries of operations with these statements, and the statements that were explained for them. */
async function logged(texts: string[], plan: string | undefined) {
  const entries: any[] = [];
  const explained: string[] = [];
  const slow = new SlowOperations({ warn: (entry) => void entries.push(entry) }, async (_, text) => {
    explained.push(text);
    return plan;
  });
  for (const [index, text] of texts.entries()) {
    const record = new RequestRecord(`request-${index}`);
    record.operation = 'N'.repeat(20_000);
    record.ran('clinical', text, Promise.resolve({}));
    slow.log(record);
    await slow.settled();
  }
  return { entries, explained };
}

test('a statement without a plan, such as one that takes too long to plan, is not tried again', async () => {
  const { entries, explained } = await logged(['select 1', 'select 1', 'select 2'], undefined);
  expect(explained).toEqual(['select 1', 'select 2']);
  expect(entries.every(({ statements: [only] }) => !('plan' in only) && !('planLoggedWith' in only))).toBe(true);
});

test('slow operations cause at most twenty plans a minute, and entries of a bounded length', async () => {
  const texts = Array.from({ length: 30 }, (_, index) => `select ${index}, '${'x'.repeat(100_000)}'`);
  const { entries, explained } = await logged(texts, 'p'.repeat(1_000_000));
  expect(explained).toHaveLength(20);
  expect(entries).toHaveLength(30);
  expect(Math.max(...entries.map((entry) => JSON.stringify(entry).length))).toBeLessThan(25_000);
});

test('a long statement is not planned a second time', async () => {
  const pool = new pg.Pool({ connectionString: hub.database.url });
  expect(await explain(pool, `select '${'x'.repeat(10_000)}'`)).toContain('Result');
  expect(await explain(pool, `select '${'x'.repeat(100_000)}'`)).toBeUndefined();
  await pool.end();
});

test('an operation that is quick enough is not told', async () => {
  const [other] = patient;
  for (const engine of ['local', 'remote'] as const) await ask(engine, 'quick', other);
  await other!.closeObservability();
  for (const { log } of Object.values(other!.parts)) expect(log).toEqual([]);
});
