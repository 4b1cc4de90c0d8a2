import { once } from 'node:events';
import { request } from 'node:http';
import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { openObservability, type Observability } from '../../platform/observability/observability.ts';
import { startCollector } from '../support/collector.ts';
import { readMetrics } from '../support/metrics.ts';
import { leave, viaYoga, usePaths, type Sent } from './paths.ts';

const collector = await startCollector();
const settings = { HOST: '127.0.0.1', METRICS_PORT: 0, SLOW_OPERATION_MS: 3_600_000 };
const observability: Observability = await openObservability(
  { ...settings, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  pino({ enabled: false }),
  { part: 'hub', operations: ['Known', 'Changes'] },
);
const paths = usePaths({ observability, deadlineMs: 300, limits: { cost: 450 } });

afterAll(() => collector.close());

const known = 'query Known($first: Int = 1) { hospitals(first: $first) { name } }';
const held: Sent = { body: { query: 'query Known { held }' } };

/** The code that each operation ends with, and the operation's label. */
const OBSERVED: [string, string, Sent][] = [
  ['OK', 'Known', { body: { query: known } }],
  ['OK', 'other', { body: { query: 'query Unknown { labs { id } }' } }],
  ['OK', 'anonymous', { body: { query: '{ labs { id } }' } }],
  ['OK', 'Changes', { body: { query: 'mutation Changes { step(name: "a") }' } }],
  ['OK', 'anonymous', { body: { query: '{ strangers { code beds } }' } }],
  ['FORBIDDEN', 'anonymous', { body: { query: '{ labs { hospital { beds } } }' } }],
  ['INTERNAL', 'anonymous', { body: { query: '{ secret }' } }],
  ['BAD_USER_INPUT', 'Known', { body: { query: known, variables: { first: 'one' } } }],
  ['LIMIT_EXCEEDED', 'Known', { body: { query: known, variables: { first: 251 } } }],
  ['DEADLINE_EXCEEDED', 'Known', held],
];

const figures = async () => readMetrics(await observability.metrics!.registry.metrics());

/** The metrics that have grown since. */
async function countedSince(before: Map<string, number>): Promise<Record<string, number>> {
  const moved = [...(await figures())].flatMap(([name, value]): [string, number][] => {
    const isCompared = /^maillage_(http_requests_total|operations_total|operation_duration_seconds_count)/.test(name);
    const by = value - (before.get(name) ?? 0);
    return isCompared && by > 0 ? [[name, by]] : [];
  });
  return Object.fromEntries(moved);
}

async function counted(sent: Sent): Promise<Record<string, number>> {
  const before = await figures();
  await paths.send(sent);
  return countedSince(before);
}

test.each(OBSERVED)('%s of %s is counted the same on both paths', async (code, operation, sent) => {
  paths.journal.hold = async () => {};
  await paths.send({ ...sent, body: { ...(sent.body as object), variables: {} } });
  paths.journal.hold = () => new Promise(() => {});
  const byYoga = await counted({ ...sent, headers: viaYoga });
  expect(byYoga[`maillage_operations_total{operation="${operation}",code="${code}"}`]).toBe(1);
  expect(Object.keys(byYoga)).toHaveLength(3);
  const fast = paths.countFast(async () => expect(await counted(sent)).toEqual(byYoga));
  expect(await fast).toBe(1);
});

test('a request whose client disconnects is counted the same on both paths', async () => {
  paths.journal.hold = async () => {};
  await paths.send(held);
  const fast = paths.countFast(async () => {
    for (const headers of [viaYoga, {}]) {
      const entered = Promise.withResolvers<void>();
      paths.journal.signals.length = 0;
      paths.journal.hold = () =>
        new Promise((end) => {
          paths.journal.signals[0]!.addEventListener('abort', () => end());
          entered.resolve();
        });
      const before = await figures();
      await leave(paths.url, { ...held, headers }, entered.promise);
      await vi.waitFor(async () => {
        expect(await countedSince(before)).toEqual({
          'maillage_operations_total{operation="Known",code="CANCELED"}': 1,
          'maillage_operation_duration_seconds_count{operation="Known"}': 1,
          'maillage_http_requests_total{status="200"}': 1,
        });
      });
    }
  });
  expect(await fast).toBe(1);
});

test('a body that is cut off is counted the same on both paths, and costs nothing but its request', async () => {
  for (const headers of [viaYoga, {}]) {
    const before = await figures();
    const expecting = { 'content-type': 'application/json', 'content-length': 100, expect: '100-continue' };
    const broken = request(`${paths.url}/graphql`, { method: 'POST', headers: { ...expecting, ...headers } });
    broken.on('error', () => undefined);
    broken.write('{"query": ');
    await once(broken, 'continue');
    broken.destroy();
    await vi.waitFor(async () =>
      expect(await countedSince(before)).toEqual({ 'maillage_http_requests_total{status="400"}': 1 }),
    );
  }
  expect((await paths.send({ body: { query: known } })).status).toBe(200);
});

test("a request is part of its caller's trace on both paths", async () => {
  const sent = { body: { query: known } };
  await paths.send(sent);
  const fast = paths.countFast(async () => {
    for (const [trace, headers] of Object.entries({ a: viaYoga, b: {} })) {
      const traceparent = `00-${trace.repeat(32)}-${'c'.repeat(16)}-01`;
      await paths.send({ ...sent, headers: { ...headers, traceparent, 'x-request-id': 'traced' } });
    }
  });
  expect(await fast).toBe(1);
  await observability.close();
  for (const trace of ['a', 'b']) {
    const spans = collector.spans.filter(({ traceId }) => traceId === trace.repeat(32));
    expect(spans).toMatchObject([
      {
        parentSpanId: 'c'.repeat(16),
        name: 'query Known',
        attributes: { 'graphql.operation.name': 'Known', 'maillage.request_id': 'traced' },
      },
    ]);
  }
});
