import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Wire } from '../support/wire.ts';
import { usePaths, viaYoga } from './paths.ts';

const paths = usePaths();
const large = `{ ${Array.from({ length: 30 }, (_, index) => `a${index}: labs { id label }`).join(' ')} }`;
const small = '{ labs { label } }';

async function ask(query: string, headers: Record<string, string>) {
  const body = JSON.stringify({ query });
  const wire = await Wire.open(paths.url);
  wire.announce('/graphql', Buffer.byteLength(body), { connection: 'close', ...headers });
  return wire.write(body).lastResponse();
}

describe.each([
  ['the fast path', {}],
  ['Yoga', viaYoga],
])('a response of %s', (_, type) => {
  test.each([
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1, br;q=0.2', 'gzip'],
    ['identity;q=0.5, GZIP;q=0.8', 'gzip'],
    ['*;q=0.1, identity;q=0.01', 'br'],
  ])('of more than 1 KB is compressed for "%s"', async (accepted, encoding) => {
    const plain = await ask(large, type);
    expect(plain.bytes.length).toBeGreaterThan(1024);
    const { headers, bytes } = await ask(large, { ...type, 'accept-encoding': accepted });
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      'content-length': String(bytes.length),
      'content-type': 'application/json; charset=utf-8',
      vary: 'origin, accept-encoding',
    });
    expect(bytes.length).toBeLessThan(plain.bytes.length);
    const decoded = encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes);
    expect(decoded.toString()).toBe(plain.bytes.toString());
  });

  test.each(['', 'identity', 'deflate', 'gzip;q=0, br;q=0', 'identity, gzip;q=0.5', ';;,q=1', '*;q=0'])(
    'is not compressed for "%s"',
    async (accepted) => {
      const { status, headers } = await ask(large, { ...type, 'accept-encoding': accepted });
      expect([status, headers['content-encoding'], headers['vary']]).toEqual([
        200,
        undefined,
        'origin, accept-encoding',
      ]);
    },
  );

  test('that is small is not compressed, and does not vary by its encoding', async () => {
    const { headers } = await ask(small, { ...type, 'accept-encoding': 'br, gzip' });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers['vary']).toBe('origin');
  });

  test('varies by what else it depends on too', async () => {
    const { headers } = await ask(large, {
      ...type,
      origin: 'https://page.test',
      'access-control-request-headers': 'x-mine',
      'accept-encoding': 'br',
    });
    expect(headers['vary']!.toLowerCase().split(', ').toSorted()).toEqual([
      'accept-encoding',
      'access-control-request-headers',
      'origin',
    ]);
  });

  test('says that its media type is what it says', async () => {
    for (const query of [small, large, '{ nothing }', '{'])
      expect((await ask(query, type)).headers['x-content-type-options']).toBe('nosniff');
  });
});

test('the media type of every other response is what it says', async () => {
  for (const path of ['/health/live', '/health/ready', '/nowhere', '/schema.graphql', '/graphql?query={labs{id}}']) {
    const { headers } = await paths.send({ method: 'GET', path });
    expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
  }
  const stream = await paths.send({ body: { query: small }, headers: { accept: 'text/event-stream' } });
  expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream', 'x-content-type-options': 'nosniff' });
});
