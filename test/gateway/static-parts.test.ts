import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { StaticParts } from '../../gateway/server/static-parts.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { Wire } from '../support/wire.ts';
import { usePaths } from './paths.ts';

const page = `<!doctype html><title>Explorer</title><script>\r\nalert("é")</script>${'<p>text</p>'.repeat(500_000)}`;
let made = 0;
const explorer = (): string => {
  made++;
  return page;
};
const paths = usePaths({ explorer, frameAncestors: ["'self'", 'https://*.example.fr'] });

/** Gets a path without the decoding that `fetch` does. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const wire = await Wire.open(paths.url);
  const lines = Object.entries({ host: 'a', connection: 'close', ...headers }).map((entry) => entry.join(': '));
  return wire.write(`${method} ${path} HTTP/1.1`, ...lines, '', '').lastResponse();
}

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

const PARTS: [string, string, Record<string, string>][] = [
  ['the explorer', '/graphql', HTML],
  ['the schema', '/schema.graphql', {}],
];

describe.each(PARTS)('%s', (_, path, accept) => {
  test('is compressed as its client accepts it, with an entity tag for each encoding', async () => {
    const plain = await get(path, accept);
    expect(plain.headers['content-encoding']).toBeUndefined();
    const decode = { br: brotliDecompressSync, gzip: gunzipSync };
    const tags = new Set([plain.headers['etag']]);
    for (const [acceptEncoding, encoding] of [
      ['gzip', 'gzip'],
      ['gzip, deflate, br, zstd', 'br'],
      ['br;q=0.5, GZIP', 'gzip'],
      ['*', 'br'],
    ] as const) {
      const found = await get(path, { ...accept, 'accept-encoding': acceptEncoding });
      expect(found.headers).toMatchObject({
        'content-encoding': encoding,
        'content-length': String(found.bytes.length),
        'cache-control': 'no-cache',
        vary: expect.stringMatching(/accept-encoding/),
        'x-content-type-options': 'nosniff',
      });
      expect(found.bytes.length).toBeLessThan(plain.bytes.length);
      expect(decode[encoding](found.bytes).equals(plain.bytes)).toBe(true);
      tags.add(found.headers['etag']!);
    }
    expect(tags.size).toBe(3);
    for (const tag of tags) expect(tag).toMatch(/^"[^"]+"$/);
  });

  test.each(['deflate', 'identity', 'br;q=0, gzip;q=0', '*;q=0', ''])('is not compressed for "%s"', async (given) => {
    const found = await get(path, { ...accept, 'accept-encoding': given });
    expect([found.status, found.headers['content-encoding']]).toEqual([200, undefined]);
  });

  test('is not sent again to a client that has it', async () => {
    const encodings: Record<string, string>[] = [{}, { 'accept-encoding': 'br' }];
    for (const encoding of encodings) {
      const asked = { ...accept, ...encoding };
      const { etag } = (await get(path, asked)).headers as { etag: string };
      for (const held of [etag, `W/${etag}`, `"other", ${etag}`, `W/"a,b" , W/${etag},`, '*']) {
        const found = await get(path, { ...asked, 'if-none-match': held });
        expect([held, found.status, found.bytes.length]).toEqual([held, 304, 0]);
        expect(found.headers).toMatchObject({ etag, 'cache-control': 'no-cache', vary: expect.any(String) });
        expect(found.headers).not.toHaveProperty('content-length');
      }
      for (const held of ['"other"', etag.replaceAll('"', ''), `"${etag.slice(1, -1)}x"`, `"x${etag.slice(1, -1)}"`])
        expect([held, (await get(path, { ...asked, 'if-none-match': held })).status]).toEqual([held, 200]);
    }
  });

  test('has a HEAD, and refuses what does not read', async () => {
    const expected = await get(path, accept);
    const head = await get(path, accept, 'HEAD');
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    const { date: _date, 'x-request-id': _id, ...headers } = head.headers;
    expect(expected.headers).toMatchObject(headers);
    const refused = await get(path, accept, 'DELETE');
    expect([refused.status, refused.headers['allow']]).toEqual([405, expect.stringMatching(/^GET, HEAD, /)]);
    expect(JSON.parse(refused.bytes.toString())).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });
});

test('the explorer is made once', () => {
  expect(made).toBe(1);
});

test('the explorer runs its own scripts alone, and only pages of the given origins may embed it', async () => {
  const { headers } = await get('/graphql', HTML);
  const policy = Object.fromEntries(
    headers['content-security-policy']!.split('; ').map((part) => part.split(/ (.*)/s, 2)),
  ) as Record<string, string>;
  expect(policy).toMatchObject({
    'default-src': "'none'",
    // The SHA-256 of `\nalert("é")`: browsers hash what they parse, in UTF-8.
    'script-src': "'sha256-5HKbo5iEWH+koGcgJfhDTJIW+gBvVAbSvOmKXcNYQso='",
    'frame-ancestors': "'self' https://*.example.fr",
    'base-uri': "'none'",
  });
  expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
});

describe('without a setting', () => {
  const closed = usePaths({ explorer });

  test('nothing may embed the explorer', async () => {
    const { headers } = await closed.send({ method: 'GET', headers: HTML });
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});

describe('the rate', () => {
  const limited = usePaths({ explorer, rates: { anonymous: 2, partner: 0, trustedProxies: [] } });

  test('counts each response, those without a body too', async () => {
    const statuses: unknown[] = [];
    for (const sent of [
      { path: '/schema.graphql', headers: {} },
      { path: '/graphql', headers: { ...HTML, 'if-none-match': '*' } },
      { path: '/graphql', headers: HTML },
      { path: '/schema.graphql', headers: {} },
      { path: '/health/live', headers: {} },
    ]) {
      const { status, headers } = await limited.send({ method: 'GET', ...sent });
      statuses.push([status, headers['ratelimit-remaining'], headers['retry-after'] !== undefined]);
    }
    expect(statuses).toEqual([
      [200, '1', false],
      [304, '0', false],
      [429, '0', true],
      [429, '0', true],
      [200, undefined, false],
    ]);
  });
});

test('clients that do not read share the bytes that wait for them', async () => {
  await get('/graphql', HTML);
  const before = process.memoryUsage();
  const wires: Wire[] = [];
  for (let n = 0; n < 30; n++) {
    const wire = await Wire.open(paths.url);
    wire.socket.pause();
    wire.write('GET /graphql HTTP/1.1', 'host: a', 'accept: text/html', '', '');
    wires.push(wire);
  }
  // All of them are being answered when a later request has been.
  await paths.send({ body: { query: '{ labs { id } }' } });
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  for (const wire of wires) wire.close();
  // A copy for each would be 150 MB.
  expect(arrayBuffers - before.arrayBuffers + heapUsed - before.heapUsed).toBeLessThan(60_000_000);
});

test('parts that are prepared are made before their first clients ask', async () => {
  const calls: string[] = [];
  const parts = new StaticParts({
    supergraph: await readSupergraph(),
    explorer: () => {
      calls.push('made');
      return page;
    },
  });
  expect(calls).toEqual([]);
  parts.make();
  expect(calls).toEqual(['made']);
  expect(parts.at('/graphql')).toBe(parts.at('/'));
  expect(calls).toEqual(['made']);
});
