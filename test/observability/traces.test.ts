import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCollector, type CollectedSpan } from '../support/collector.ts';
import { watchedHub, type WatchedHub } from '../support/watched.ts';

const SERVER = 2;
const CLIENT = 3;
const FAILED = 2;
const traceOf = (number: number): string => String(number).padStart(32, 'a');
const callerSpan = 'b'.repeat(16);

let collector: Awaited<ReturnType<typeof startCollector>>;
let hub: WatchedHub;

const query =
  'query Establishment360($finess: String!) { establishment(finess: $finess) { name careUnits { totalCount } } }';
const body = { query, variables: { finess: '570000596' } };
const within = (trace: string, flags = '01') => ({ traceparent: `00-${trace}-${callerSpan}-${flags}` });

// All spans are there once what watches has been closed: what is asked comes first.
beforeAll(async () => {
  collector = await startCollector();
  hub = await watchedHub({ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` });
  const { authorization } = hub;
  await hub.ask('local', body, { ...within(traceOf(1)), 'x-request-id': 'traced-1', authorization });
  await hub.ask('remote', body, { ...within(traceOf(2)), 'x-request-id': 'traced-2', authorization });
  await hub.ask('local', body, within(traceOf(3), '00'));
  await hub.ask('local', { query: '{ sources { code } }' });
  await hub.ask('local', { query: '{ sources { code } }' });
  await hub.ask('local', { query: '{ establishments(first: 1000) { totalCount } }' }, within(traceOf(4)));
  await hub.servers['clinical']!.close();
  await hub.ask('remote', body, within(traceOf(5)));
  await hub.closeObservability();
});

afterAll(async () => {
  await hub.close();
  await collector.close();
});

const inTrace = (trace: string): CollectedSpan[] => collector.spans.filter(({ traceId }) => traceId === trace);
const childrenOf = ({ spanId }: CollectedSpan): CollectedSpan[] =>
  collector.spans.filter(({ parentSpanId }) => parentSpanId === spanId);

/** The span of a request's statement, as its parent's only child. */
function expectStatement(parent: CollectedSpan, statement: CollectedSpan, service: string): void {
  expect(statement).toMatchObject({ name: `select ${service}`, kind: CLIENT, process: parent.process });
  expect(statement.attributes).toEqual({
    'db.system.name': 'postgresql',
    'db.namespace': service,
    'db.query.text': expect.stringMatching(/^select .*\$1/),
    'db.response.returned_rows': 1,
  });
  expect(BigInt(statement.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(parent.startTimeUnixNano));
  expect(BigInt(statement.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(parent.endTimeUnixNano));
}

test('the local engine: the request within its caller trace, and each statement within the request', () => {
  const spans = inTrace(traceOf(1));
  expect(spans).toHaveLength(3);
  const [request] = spans.filter(({ parentSpanId }) => parentSpanId === callerSpan);
  expect(request).toMatchObject({ name: 'query Establishment360', kind: SERVER, process: 'maillage-hub' });
  expect(request!.attributes).toEqual({
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Establishment360',
    'maillage.request_id': 'traced-1',
  });
  const statements = childrenOf(request!);
  expect(statements).toHaveLength(2);
  expectStatement(
    request!,
    statements.find(({ name }) => name.endsWith('establishments'))!,
    'establishments',
  );
  expectStatement(
    request!,
    statements.find(({ name }) => name.endsWith('clinical'))!,
    'clinical',
  );
});

test('the remote engine: one trace through the gateway, each service and its statements', () => {
  const spans = inTrace(traceOf(2));
  expect(spans).toHaveLength(7);
  const [request] = spans.filter(({ parentSpanId }) => parentSpanId === callerSpan);
  expect(request).toMatchObject({ name: 'query Establishment360', kind: SERVER, process: 'maillage-gateway' });
  const asked = childrenOf(request!);
  expect(asked.map(({ name, kind }) => [name, kind])).toEqual([
    ['request establishments', CLIENT],
    ['request clinical', CLIENT],
  ]);
  for (const asking of asked) {
    const service = String(asking.attributes['maillage.service']);
    const answers = childrenOf(asking);
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ kind: SERVER, process: `maillage-${service}`, name: 'query Establishment360' });
    expect(answers[0]!.attributes['maillage.request_id']).toBe('traced-2');
    const statements = childrenOf(answers[0]!);
    expect(statements).toHaveLength(1);
    expectStatement(answers[0]!, statements[0]!, service);
  }
});

describe('what else a trace tells', () => {
  test('a caller that does not want its trace kept has none', () => {
    expect(inTrace(traceOf(3))).toEqual([]);
  });

  test('requests without a trace have one each', () => {
    const begun = collector.spans.filter(({ kind, parentSpanId }) => kind === SERVER && !parentSpanId);
    expect(begun).toHaveLength(2);
    expect(new Set(begun.map(({ traceId }) => traceId)).size).toBe(2);
    expect(begun.map(({ name }) => name)).toEqual(['query', 'query']);
  });

  test('a refusal is one of the request', () => {
    expect(inTrace(traceOf(4))).toMatchObject([
      { attributes: { 'error.type': 'BAD_USER_INPUT' }, status: { code: FAILED } },
    ]);
  });

  test('a service that does not answer is told where it was asked', () => {
    const failed = inTrace(traceOf(5)).filter(({ status }) => status.code === FAILED);
    expect(failed.map(({ name, attributes }) => [name, attributes['error.type']]).toSorted()).toEqual([
      ['query Establishment360', 'SUBGRAPH_UNAVAILABLE'],
      ['request clinical', 'SUBGRAPH_UNAVAILABLE'],
    ]);
  });

  test('what callers send stays out of it', () => {
    expect(collector.spans.length).toBeGreaterThan(10);
    expect(JSON.stringify(collector.spans)).not.toMatch(/570000596|Bearer|127\.0\.0\.1|postgres:\/\//);
    expect(JSON.stringify(collector.spans)).not.toContain(hub.authorization.slice('Bearer '.length));
  });
});

test('a collector that is not there is told in the log, and holds nothing up', async () => {
  const { url, close } = await startCollector();
  await close();
  const lonely = await watchedHub({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  expect(await (await lonely.ask('local', body)).json()).toMatchObject({ data: { establishment: {} } });
  await lonely.closeObservability();
  const told = Object.values(lonely.parts).flatMap(({ log }) => log.filter(({ msg }) => msg === 'Traces are not sent'));
  expect(told[0]).toMatchObject({ level: 40 });
  await lonely.close();
});
