import { once } from 'node:events';
import { request } from 'node:http';
import { pino } from 'pino';
import { afterAll, expect, test, vi } from 'vitest';
import { openObservability, type Observability } from '../../platform/observability/observability.ts';
import { startCollector } from '../support/collector.ts';
import { readMetrics } from '../support/metrics.ts';
import { leave, long, useWays, type Sent } from './ways.ts';

const collector = await startCollector();
const settings = { HOST: '127.0.0.1', METRICS_PORT: 0, SLOW_OPERATION_MS: 3_600_000 };
const observability: Observability = await openObservability(
  { ...settings, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
  pino({ enabled: false }),
  { part: 'hub', operations: ['Known', 'Changes'] },
);
const ways = useWays({ observability, deadlineMs: 300, limits: { cost: 50 } });

afterAll(() => collector.close());

const known = 'query Known($first: Int = 1) { hospitals(first: $first) { name } }';
const held: Sent = { body: { query: 'query Known { held }' } };

/** What is watched, and the code that it ends with. */
const WATCHED: [string, string, Sent][] = [
  ['OK', 'Known', { body: { query: known } }],
  ['OK', 'other', { body: { query: 'query Unknown { labs { id } }' } }],
  ['OK', 'anonymous', { body: { query: '{ labs { id } }' } }],
  ['OK', 'Changes', { body: { query: 'mutation Changes { step(name: "a") }' } }],
  ['OK', 'anonymous', { body: { query: '{ strangers { code beds } }' } }],
  ['FORBIDDEN', 'anonymous', { body: { query: '{ labs { hospital { beds } } }' } }],
  ['INTERNAL', 'anonymous', { body: { query: '{ secret }' } }],
  ['BAD_USER_INPUT', 'Known', { body: { query: known, variables: { first: 'one' } } }],
  ['LIMIT_EXCEEDED', 'Known', { body: { query: known, variables: { first: 51 } } }],
  ['DEADLINE_EXCEEDED', 'Known', held],
];

const figures = async () => readMetrics(await observability.metrics!.registry.metrics());

/** What has been counted since. */
async function countedSince(before: Map<string, number>): Promise<Record<string, number>> {
  const moved = [...(await figures())].flatMap(([name, value]): [string, number][] => {
    const isTold = /^maillage_(http_requests_total|operations_total|operation_duration_seconds_count)/.test(name);
    const by = value - (before.get(name) ?? 0);
    return isTold && by > 0 ? [[name, by]] : [];
  });
  return Object.fromEntries(moved);
}

async function counted(sent: Sent): Promise<Record<string, number>> {
  const before = await figures();
  await ways.send(sent);
  return countedSince(before);
}

test.each(WATCHED)('%s of %s is counted the same on both ways', async (code, operation, sent) => {
  ways.journal.hold = async () => {};
  await ways.send({ ...sent, body: { ...(sent.body as object), variables: {} } });
  ways.journal.hold = () => new Promise(() => {});
  const byLong = await counted({ ...sent, headers: long });
  expect(byLong[`maillage_operations_total{operation="${operation}",code="${code}"}`]).toBe(1);
  expect(Object.keys(byLong)).toHaveLength(3);
  const short = ways.countShort(async () => expect(await counted(sent)).toEqual(byLong));
  expect(await short).toBe(1);
});

test('what its client has left is counted the same on both ways', async () => {
  ways.journal.hold = async () => {};
  await ways.send(held);
  const short = ways.countShort(async () => {
    for (const headers of [long, {}]) {
      const entered = Promise.withResolvers<void>();
      ways.journal.signals.length = 0;
      ways.journal.hold = () =>
        new Promise((end) => {
          ways.journal.signals[0]!.addEventListener('abort', () => end());
          entered.resolve();
        });
      const before = await figures();
      await leave(ways.url, { ...held, headers }, entered.promise);
      await vi.waitFor(async () => {
        expect(await countedSince(before)).toEqual({
          'maillage_operations_total{operation="Known",code="CANCELED"}': 1,
          'maillage_operation_duration_seconds_count{operation="Known"}': 1,
          'maillage_http_requests_total{status="200"}': 1,
        });
      });
    }
  });
  expect(await short).toBe(1);
});

test('a body that breaks off is counted the same, and costs no more than its request', async () => {
  for (const headers of [long, {}]) {
    const before = await figures();
    const expecting = { 'content-type': 'application/json', 'content-length': 100, expect: '100-continue' };
    const broken = request(`${ways.url}/graphql`, { method: 'POST', headers: { ...expecting, ...headers } });
    broken.on('error', () => undefined);
    broken.write('{"query": ');
    await once(broken, 'continue');
    broken.destroy();
    await vi.waitFor(async () =>
      expect(await countedSince(before)).toEqual({ 'maillage_http_requests_total{status="400"}': 1 }),
    );
  }
  expect((await ways.send({ body: { query: known } })).status).toBe(200);
});

test('a request stands in the trace of its caller on both ways', async () => {
  const sent = { body: { query: known } };
  await ways.send(sent);
  const short = ways.countShort(async () => {
    for (const [trace, headers] of Object.entries({ a: long, b: {} })) {
      const traceparent = `00-${trace.repeat(32)}-${'c'.repeat(16)}-01`;
      await ways.send({ ...sent, headers: { ...headers, traceparent, 'x-request-id': 'traced' } });
    }
  });
  expect(await short).toBe(1);
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
