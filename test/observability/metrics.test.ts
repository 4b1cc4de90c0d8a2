import pg from 'pg';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { insights } from '../../services/insights/index.ts';
import { ServiceDatabase } from '../../services/kit/database/service-database.ts';
import { createLogger } from '../../platform/logger.ts';
import { addDatabaseMetrics } from '../../services/kit/database/database-metrics.ts';
import { openObservability } from '../../platform/observability/observability.ts';
import { recordStatements } from '../support/subgraph.ts';
import { scrape, watchedHub, type WatchedHub } from '../support/watched.ts';

let hub: WatchedHub;

beforeAll(async () => {
  hub = await watchedHub({ METRICS_PORT: 0 });
});

afterAll(() => hub.close());

const sources = { query: 'query RegisterSearch { sources { code } }' };
const crossing = {
  query: 'query Establishment360 { establishment(finess: "570000596") { name careUnits { totalCount } } }',
};

const request = (body: object, signal: AbortSignal) =>
  new Request('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });

/** How many statements wait for a lock. */
const waiting = async (): Promise<number> => {
  const [row] = await hub.database.query<{ count: number }>(
    "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return row!.count;
};

/** By how much each of a part's metrics moves while something is done. */
async function moved(part: string, work: () => Promise<unknown>): Promise<(name: string) => number> {
  const before = await scrape(hub.parts[part]!);
  await work();
  const after = await scrape(hub.parts[part]!);
  return (name) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
}

describe.each(['local', 'remote'] as const)('the %s engine', (engine) => {
  const part = engine === 'local' ? 'hub' : 'gateway';
  const answer = async (body: object): Promise<any> => (await hub.ask(engine, body)).json();

  test('counts and measures operations under the names that the hub knows', async () => {
    const by = await moved(part, async () => {
      await answer(sources);
      await answer(sources);
      await answer({ query: 'query Mine { sources { code } }' });
      await answer({ query: '{ sources { code } }' });
    });
    for (const [operation, times] of Object.entries({ RegisterSearch: 2, other: 1, anonymous: 1 })) {
      expect(by(`maillage_operations_total{operation="${operation}",code="OK"}`)).toBe(times);
      expect(by(`maillage_operation_duration_seconds_count{operation="${operation}"}`)).toBe(times);
      expect(by(`maillage_operation_duration_seconds_sum{operation="${operation}"}`)).toBeGreaterThan(0);
    }
    expect(by('maillage_http_requests_total{status="200"}')).toBe(4);
    expect([...(await scrape(hub.parts[part]!)).keys()].join()).not.toContain('Mine');
  });

  test('counts what fails under the code that the client sees', async () => {
    const codes: string[] = [];
    const by = await moved(part, async () => {
      for (const query of ['{ sources', '{ nothing }', '{ establishments(first: 1000) { totalCount } }']) {
        const { errors } = await answer({ query });
        codes.push(errors[0].extensions.code);
      }
      await answer({});
    });
    expect(codes).toEqual(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);
    for (const code of codes) expect(by(`maillage_operations_total{operation="anonymous",code="${code}"}`)).toBe(1);
    expect(by('maillage_http_requests_total{status="400"}')).toBeGreaterThan(0);
  });

  test('counts each operation of a body', async () => {
    const by = await moved(part, async () => {
      const answers = await answer([sources, { query: '{ nothing }' }, crossing] as never);
      expect(answers).toHaveLength(3);
    });
    expect(by('maillage_operations_total{operation="RegisterSearch",code="OK"}')).toBe(1);
    expect(by('maillage_operations_total{operation="anonymous",code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
    expect(by('maillage_operations_total{operation="Establishment360",code="OK"}')).toBe(1);
    expect(by('maillage_http_requests_total{status="200"}')).toBe(1);
  });

  test('a client that leaves is no fault of the hub', async () => {
    const lock = new pg.Client({ connectionString: hub.database.url });
    await lock.connect();
    await lock.query('begin; lock table clinical.care_unit');
    const by = await moved(part, async () => {
      const client = new AbortController();
      const left = hub.gateways[engine].fetch(request(crossing, client.signal));
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 10_000 });
      client.abort();
      await Promise.allSettled([left]);
      await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 10_000 });
    });
    await lock.end();
    expect(by('maillage_operations_total{operation="Establishment360",code="CANCELED"}')).toBe(1);
    expect(by('maillage_service_requests_total{service="clinical",code="CANCELED"}')).toBe(engine === 'remote' ? 1 : 0);
  });

  test('leaves the checks of its health out', async () => {
    const by = await moved(part, () => hub.gateways[engine].fetch(new Request('http://hub.test/health/live')));
    expect(by('maillage_http_requests_total{status="200"}')).toBe(0);
  });
});

test('counts the statements of each service, and its pool', async () => {
  let statements: string[] = [];
  const by = await moved('hub', async () => {
    ({ statements } = await recordStatements(async () => (await hub.ask('local', crossing)).json()));
  });
  const counts = ['establishments', 'clinical'].map((service) =>
    by(`maillage_statement_duration_seconds_count{service="${service}"}`),
  );
  expect(Math.min(...counts)).toBeGreaterThan(0);
  expect(counts[0]! + counts[1]!).toBe(statements.length);
  const figures = await scrape(hub.parts['hub']!);
  expect(figures.get('maillage_pool_connections{service="clinical"}')).toBeGreaterThan(0);
  expect(figures.get('maillage_pool_connections_idle{service="clinical"}')).toBe(
    figures.get('maillage_pool_connections{service="clinical"}'),
  );
  expect(figures.get('maillage_pool_waiting{service="clinical"}')).toBe(0);
});

test('counts a statement that fails', async () => {
  await hub.database.query('alter table clinical.care_unit rename to mislaid');
  const by = await moved('clinical', () => hub.ask('remote', crossing));
  await hub.database.query('alter table clinical.mislaid rename to care_unit');
  expect(by('maillage_statement_failures_total{service="clinical"}')).toBe(1);
  expect(by('maillage_operations_total{operation="Establishment360",code="INTERNAL"}')).toBe(1);
  expect(by('maillage_http_requests_total{status="200"}')).toBe(1);
});

test('include the version and the state of the process', async () => {
  const figures = await scrape(hub.parts['insights']!);
  const build = [...figures.keys()].find((name) => name.startsWith('maillage_build_info'))!;
  expect(build).toMatch(/part="insights",version="\d+\.\d+\.\d+",node="v24\./);
  expect(figures.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
  expect(figures.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  // The read side shares the hub's database: nothing is replicated.
  expect([...figures.keys()].filter((name) => name.startsWith('maillage_replication'))).toEqual([]);
});

test('are served while a database is unavailable', async () => {
  const database = new ServiceDatabase(insights, 'postgres://maillage:secret@127.0.0.1:1/maillage', { poolSize: 1 });
  const registry = new Registry();
  addDatabaseMetrics(registry, [database]);
  const text = await registry.metrics();
  await database.close();
  expect(text).toContain('maillage_pool_connections{service="insights"} 0');
  expect(text).not.toMatch(/^maillage_replication/m);
});

test('the remote engine measures each service, and counts those that fail', async () => {
  const by = await moved('gateway', () => hub.ask('remote', crossing));
  for (const service of ['establishments', 'clinical']) {
    expect(by(`maillage_service_requests_total{service="${service}",code="OK"}`)).toBe(1);
    expect(by(`maillage_service_request_duration_seconds_count{service="${service}"}`)).toBe(1);
  }
  await hub.servers['clinical']!.close();
  const without = await moved('gateway', () => hub.ask('remote', crossing));
  expect(without('maillage_service_requests_total{service="establishments",code="OK"}')).toBe(1);
  expect(without('maillage_service_requests_total{service="clinical",code="SUBGRAPH_UNAVAILABLE"}')).toBe(1);
  expect(without('maillage_operations_total{operation="Establishment360",code="SUBGRAPH_UNAVAILABLE"}')).toBe(1);
});

test('a port in use is an error that names the setting to change', async () => {
  const address = hub.parts['hub']!.log.find(({ msg }) => String(msg).startsWith('the metrics'))!['msg'] as string;
  const port = Number(new URL(address.slice(address.indexOf('http'))).port);
  const env = {
    HOST: '127.0.0.1',
    METRICS_PORT: port,
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    SLOW_OPERATION_MS: 1000,
  };
  await expect(openObservability(env, createLogger('silent'), { part: 'hub', operations: [] })).rejects.toThrow(
    /^Port \d+ of 127\.0\.0\.1 is already in use: .* set METRICS_PORT to another port\.$/,
  );
});
