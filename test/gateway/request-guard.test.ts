import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openObservability } from '../../platform/observability/observability.ts';
import { readMetrics } from '../support/metrics.ts';
import { Wire, type WireResponse } from '../support/wire.ts';
import { usePaths, viaYoga } from './paths.ts';

const observability = await openObservability(
  { HOST: '127.0.0.1', METRICS_PORT: 0, SLOW_OPERATION_MS: 3_600_000, OTEL_EXPORTER_OTLP_ENDPOINT: undefined },
  pino({ enabled: false }),
  { part: 'hub', operations: [] },
);
let failure: Error | undefined;
const paths = usePaths({
  observability,
  draining: () => {
    if (failure) throw failure;
    return false;
  },
});

async function answerTo(...lines: string[]): Promise<WireResponse> {
  const wire = await Wire.open(paths.url);
  const response = await wire.write(...lines, '', '').response();
  wire.close();
  return response;
}

async function counted(status: number): Promise<number> {
  const figures = readMetrics(await observability.metrics!.registry.metrics());
  return figures.get(`maillage_http_requests_total{status="${status}"}`) ?? 0;
}

const HOSTS = ['[', 'a@b:99999', '[::bad', '', 'a/b', 'a b', 'a?b', 'a#b', 'user@hub', 'hub:http', 'hub:123456', '%zz'];

test.each(HOSTS)('the Host header "%s" is refused, wherever it is sent', async (host) => {
  for (const line of ['GET /health/live', 'GET /graphql?query={labs{id}}', 'POST /graphql', 'GET /schema.graphql']) {
    const before = await counted(400);
    const { status, headers, body } = await answerTo(`${line} HTTP/1.1`, `Host: ${host}`, 'x-request-id: r-1');
    expect([line, status, JSON.parse(body)]).toEqual([
      line,
      400,
      { errors: [{ message: expect.stringContaining('`Host` is invalid'), extensions: { code: 'BAD_REQUEST' } }] },
    ]);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': 'r-1',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    expect(await counted(400)).toBe(before + 1);
  }
  expect(paths.log).toEqual([]);
});

test.each([
  'hub.test',
  'hub.test:4000',
  'HUB.TEST',
  '127.0.0.1:1',
  '[::1]',
  '[::1]:4000',
  'xn--hpital-0xa.test',
  'a_b',
])('the Host header "%s" is accepted', async (host) => {
  expect((await answerTo('GET /health/live HTTP/1.1', `Host: ${host}`)).status).toBe(200);
});

const LABS = Buffer.byteLength('{"query":"{labs{id}}"}');

/** What is wrong, and the lines of the request. */
const TARGETS: [string, string[]][] = [
  ['the header `host` is missing', ['GET http://hub.test/health/live HTTP/1.1', 'x-request-id: r']],
  ['the header `host` is missing', ['GET /health/live HTTP/1.1', 'x-request-id: r']],
  ['the header `host` may be sent only once', ['GET /health/live HTTP/1.1', 'Host: a', 'HOST: a']],
  [
    'the header `authorization` may be sent only once',
    ['GET /health/live HTTP/1.1', 'Host: a', 'Authorization: Bearer a', 'Authorization: Bearer b'],
  ],
  [
    'the header `content-type` may be sent only once',
    ['POST /graphql HTTP/1.1', 'Host: a', 'Content-Type: text/plain', 'Content-Type: application/json'],
  ],
  ['the url of the request is invalid', ['GET * HTTP/1.1', 'Host: a']],
  ['the url of the request is invalid', ['GET http://[/graphql HTTP/1.1', 'Host: a']],
  ['the url of the request is invalid', ['GET https:// HTTP/1.1', 'Host: a']],
];

test.each(TARGETS)('%s: %j', async (message, lines) => {
  const { status, body } = await answerTo(...lines);
  expect(status).toBe(400);
  const { errors } = JSON.parse(body) as { errors: { message: string; extensions: object }[] };
  expect(errors[0]!.message.toLowerCase()).toContain(message);
  expect(errors[0]!.extensions).toEqual({ code: 'BAD_REQUEST' });
});

test('a target in absolute form is that of its path', async () => {
  expect((await answerTo('GET http://other.test/health/live HTTP/1.1', 'Host: hub.test')).status).toBe(200);
  const { status, body } = await answerTo('GET http://other.test/nowhere?a=b HTTP/1.1', 'Host: hub.test');
  expect([status, JSON.parse(body)]).toMatchObject([404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
});

test.each([
  '//graphql',
  '//evil.test/graphql',
  '/%zz',
  '/%00',
  '/graphql/%2e%2e/%',
  '/\\graphql',
  `/${'a'.repeat(8_000)}`,
  '/graphql;a=b',
])('the path "%s" is not found, and costs nothing else', async (path) => {
  const { status, body } = await answerTo(`GET ${path} HTTP/1.1`, 'Host: hub.test');
  expect([status, JSON.parse(body)]).toMatchObject([404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
  expect(paths.log).toEqual([]);
});

test.each(['query=%zz', 'query=%', '%=%', 'query={labs{id}}&variables=%zz', '&&==&query', 'query=%ff%fe'])(
  'the query string "%s" is refused as a document or a parameter',
  async (search) => {
    const { status, body } = await answerTo(`GET /graphql?${search} HTTP/1.1`, 'Host: a', 'x-requested-with: t');
    expect([200, 400]).toContain(status);
    const { errors } = JSON.parse(body) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]!.extensions.code).toMatch(/^(BAD_REQUEST|GRAPHQL_PARSE_FAILED)$/);
    expect(paths.log).toEqual([]);
  },
);

test('a request of HTTP/1.0 needs no Host', async () => {
  expect((await answerTo('GET /health/live HTTP/1.0')).status).toBe(200);
});

test('a request to upgrade, and one that waits for 100, are answered as usual', async () => {
  const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAAQAAP__'];
  expect((await answerTo('GET /health/live HTTP/1.1', 'Host: a', ...upgrade)).status).toBe(200);
  const wire = await Wire.open(paths.url);
  wire.announce('/graphql', LABS, { expect: '100-continue' });
  wire.write('{"query":"{labs{id}}"}');
  expect((await wire.response()).status).toBe(100);
  expect((await wire.response()).status).toBe(200);
  wire.close();
});

test('a failure outside of everything that handles errors is masked, logged and counted', async () => {
  failure = new Error('connect ECONNREFUSED 10.0.0.5 at /srv/maillage/hub.js:39:63');
  const before = await counted(500);
  const { status, headers, body } = await answerTo('GET /health/ready HTTP/1.1', 'Host: a', 'x-request-id: r-2');
  const err = failure;
  failure = undefined;
  expect([status, headers['x-request-id'], headers['content-type']]).toEqual([
    500,
    'r-2',
    'application/json; charset=utf-8',
  ]);
  expect(JSON.parse(body)).toEqual({
    errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL', requestId: 'r-2' } }],
  });
  expect(paths.log.splice(0)).toMatchObject([{ details: { err, requestId: 'r-2' }, message: 'Unexpected error' }]);
  expect(await counted(500)).toBe(before + 1);
});

test('a document may be sent to any host name', async () => {
  for (const headers of [{}, viaYoga]) {
    const sent = { body: { query: '{ labs { id } }' }, headers: { ...headers, host: 'elsewhere.test:99' } };
    expect((await paths.send(sent)).status).toBe(200);
  }
});
