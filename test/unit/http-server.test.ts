import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createHttpServer, type HttpServerOptions } from '../../platform/http-server.ts';
import { Wire } from '../support/wire.ts';

const servers: Server[] = [];
const refused: number[] = [];

afterEach(() => {
  refused.length = 0;
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const readAndAnswer: RequestListener = (req, res) => void req.resume().on('end', () => res.end('done'));

async function start(options: HttpServerOptions = {}, listener = readAndAnswer) {
  const server = createHttpServer({ onRefused: (status) => void refused.push(status), ...options });
  servers.push(server);
  server.on('request', listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const refusal = (status: number, message: string) => ({
  status,
  message: expect.stringContaining(message),
  code: 'BAD_REQUEST',
});

async function refusalOf(wire: Wire) {
  const { status, headers, body } = await wire.response();
  const { errors } = JSON.parse(body) as { errors: { message: string; extensions: { code: string } }[] };
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  expect(headers['connection']).toBe('close');
  await wire.closed();
  return { status, message: errors[0]!.message, code: errors[0]!.extensions.code };
}

const POST = ['POST / HTTP/1.1', 'Host: a'];

test.each([
  ['no HTTP', ['GARBAGE', '', '']],
  ['HTTP/2', ['PRI * HTTP/2.0', '', 'SM', '', '']],
  ['an unknown version', ['GET / HTTP/9.9', 'Host: a', '', '']],
  ['a header without a colon', ['GET / HTTP/1.1', 'Host', '', '']],
  ['a control character in a header', ['GET / HTTP/1.1', 'Host: a\x01b', '', '']],
  ['bytes in the URL', ['GET /\xff HTTP/1.1', 'Host: a', '', '']],
  ['two lengths', [...POST, 'Content-Length: 1', 'Content-Length: 2', '', 'ab']],
  ['a length that is none', [...POST, 'Content-Length: -1', '', 'a']],
  ['a length and chunks', [...POST, 'Content-Length: 1', 'Transfer-Encoding: chunked', '', 'a']],
  ['an encoding after chunks', [...POST, 'Transfer-Encoding: chunked, gzip', '', 'a']],
  ['a chunk without a length', [...POST, 'Transfer-Encoding: chunked', '', 'x', 'a', '']],
])('%s is refused with words, and without a stack', async (_, lines) => {
  const wire = await Wire.open(await start());
  expect(await refusalOf(wire.write(...lines))).toEqual(refusal(400, 'not valid HTTP'));
  expect(refused).toEqual([400]);
});

test.each([
  ['a URL', [`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: a', '', '']],
  ['headers', ['GET / HTTP/1.1', `x: ${'a'.repeat(20_000)}`, '', '']],
])('%s that is too long is refused with words', async (_, lines) => {
  const wire = await Wire.open(await start());
  expect(await refusalOf(wire.write(...lines))).toEqual(refusal(431, 'too long'));
  expect(refused).toEqual([431]);
});

test('CONNECT closes the connection', async () => {
  const wire = await Wire.open(await start());
  await wire.write('CONNECT hub.test:443 HTTP/1.1', 'Host: hub.test:443', '', '').closed();
});

const SHORT = { headersMs: 100, requestMs: 200, checkMs: 20, stalledMs: 100 };

test.each([
  ['headers', ['POST / HTTP/1.1', 'Host: a', '']],
  ['a body', ['POST / HTTP/1.1', 'Host: a', 'Content-Length: 10', '', 'abc']],
])('%s that do not arrive end the connection with words', async (_, lines) => {
  const wire = await Wire.open(await start({ timeouts: SHORT }, (req) => void req.resume()));
  expect(await refusalOf(wire.write(...lines))).toEqual(refusal(408, 'did not arrive in time'));
  expect(refused).toEqual([408]);
});

test('a response that its client does not read ends its connection', async () => {
  const ended = Promise.withResolvers<boolean>();
  const url = await start({ timeouts: SHORT }, (_, res) => {
    res.once('close', () => ended.resolve(res.writableFinished));
    res.end(Buffer.alloc(50_000_000));
  });
  const wire = await Wire.open(url);
  wire.socket.pause();
  wire.write('GET / HTTP/1.1', 'Host: a', '', '');
  expect(await ended.promise).toBe(false);
  wire.close();
});

test('a response takes as long as its client goes on reading, and its connection is kept', async () => {
  const wire = await Wire.open(await start({ timeouts: SHORT }));
  for (let n = 0; n < 2; n++) {
    const { status, body } = await wire.write('GET / HTTP/1.1', 'Host: a', '', '').response();
    expect([status, body]).toEqual([200, 'done']);
  }
  wire.close();
});

test('connections are limited', async () => {
  const url = await start({ maxConnections: 1 });
  const first = await Wire.open(url);
  await first.write('GET / HTTP/1.1', 'Host: a', '', '').response();
  const second = await Wire.open(url);
  await second.closed();
  first.close();
});

test('by default, no client may take long', async () => {
  await start();
  expect(servers[0]).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000, maxConnections: 10_000 });
});
