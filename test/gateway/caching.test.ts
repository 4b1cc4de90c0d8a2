import { describe, expect, test } from 'vitest';
import { createIssuer, partner } from '../support/tokens.ts';
import { usePaths, type Received } from './paths.ts';

const { verifyToken, headersOf } = await createIssuer();
const token = await headersOf(partner);
const small = '{ lab(id: "l1") { label } }';
const large = `{ ${Array.from({ length: 20 }, (_, index) => `a${index}: labs { id label }`).join(' ')} }`;

describe.each(['local', 'remote'] as const)('the answer to a GET, %s engine', (engine) => {
  const paths = usePaths({ verifyToken }, engine);
  const get = (query: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Received> =>
    paths.send({
      method,
      path: `/graphql?query=${encodeURIComponent(query)}`,
      headers: { accept: 'application/json', 'content-type': 'text/plain', ...headers },
    });

  test.each([
    ['', {}, 'no-cache'],
    [', for a caller with a token', token, 'private, no-cache'],
  ])('may be kept, and is not sent twice%s', async (_, identity, control) => {
    const first = await get(small, identity);
    expect(first.headers).toMatchObject({
      'cache-control': control,
      etag: expect.stringMatching(/^"[^"]+"$/),
      vary: 'origin, accept, authorization',
    });
    const again = await get(small, { ...identity, 'if-none-match': first.headers.etag! });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', first.headers.etag]);
    expect(again.headers).not.toHaveProperty('content-length');
    expect(again.headers['cache-control']).toBe(control);
    const head = await get(small, { ...identity, 'x-request-id': 'same' }, 'HEAD');
    expect(head.headers).toEqual({ ...first.headers, 'x-request-id': 'same' });
  });

  test('is sent again if it is another one', async () => {
    const { etag } = (await get(small)).headers;
    const other = await get('{ lab(id: "l2") { label } }', { 'if-none-match': etag! });
    expect([other.status, JSON.parse(other.body)]).toEqual([200, { data: { lab: { label: 'Génétique' } } }]);
    const media = await get(small, { accept: 'application/graphql-response+json', 'if-none-match': etag! });
    expect(media.headers['content-type']).toContain('graphql-response');
  });

  test('has a tag for each encoding', async () => {
    const tags = await Promise.all(
      ['identity', 'br', 'gzip'].map(async (encoding) => {
        const { headers } = await get(large, { 'accept-encoding': encoding });
        expect(headers.vary).toBe('origin, accept, authorization, accept-encoding');
        const again = await get(large, { 'accept-encoding': encoding, 'if-none-match': headers.etag! });
        expect(again.status).toBe(304);
        return headers.etag;
      }),
    );
    expect(new Set(tags).size).toBe(3);
  });

  test.each([
    ['{ secret }', 200],
    ['{ nothing }', 200],
    ['{ lab(id: "l1") { label } secret }', 200],
    ['mutation { step(name: "x") }', 405],
  ])('with errors is not kept: %s', async (query, status) => {
    const found = await get(query);
    expect([found.status, found.headers['cache-control']]).toEqual([status, 'no-store']);
    expect(found.headers).not.toHaveProperty('etag');
    paths.log.length = 0;
  });

  test('of a page of another site is not kept', async () => {
    const { status, headers } = await get(small, { 'sec-fetch-site': 'cross-site' });
    expect([status, headers['cache-control']]).toEqual([403, 'no-store']);
  });

  test('is not that to a POST', async () => {
    const { headers } = await paths.sendBothPaths({ body: { query: small } });
    expect(headers).not.toHaveProperty('etag');
    expect(headers).not.toHaveProperty('cache-control');
    expect(headers.vary).toBe('origin');
  });
});

describe('origins', () => {
  const listed = 'https://carte.example';
  const paths = usePaths({ corsOrigins: [listed] });
  const preflight = (origin: string) =>
    paths.send({
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });

  test('that are listed are asked once for a while', async () => {
    const { status, headers } = await preflight(listed);
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': listed,
      'access-control-max-age': '7200',
      vary: 'access-control-request-headers, origin',
    });
  });

  test('that are not are told nothing', async () => {
    const { headers } = await preflight('https://elsewhere.example');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers.vary).toBe('origin');
  });

  test('are what each response varies by', async () => {
    for (const origin of [listed, 'https://elsewhere.example', undefined]) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const posted = await paths.sendBothPaths({ body: { query: small }, headers });
      const got = await paths.send({ method: 'GET', path: '/schema.graphql', headers });
      expect(posted.headers.vary).toBe('origin');
      expect(got.headers.vary).toBe('accept, accept-encoding, origin');
      expect(posted.headers['access-control-max-age']).toBeUndefined();
    }
  });
});
