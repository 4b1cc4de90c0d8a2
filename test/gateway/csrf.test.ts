import { describe, expect, test } from 'vitest';
import { documentId } from '../../gateway/rules/documents/manifest.ts';
import { DocumentStore } from '../../gateway/rules/documents/store.ts';
import { post, useEngines, type Engine } from './engines.ts';

const query = '{ lab(id: "l1") { label } }';
const listed = 'https://carte.example';
const form = (body: BodyInit, type: string, headers: Record<string, string> = {}): Request =>
  new Request('http://hub.test/graphql', { method: 'POST', body, headers: { 'content-type': type, ...headers } });

const get = (headers: Record<string, string>, search = `query=${encodeURIComponent(query)}`): Request =>
  new Request(`http://hub.test/graphql?${search}`, { headers });
const crossSite = { 'sec-fetch-site': 'cross-site' };
const other = 'https://elsewhere.example';

/** Requests that a page of any origin can make a browser send without a preflight. */
const withoutPreflight: [string, () => Request][] = [
  ['a link', () => get({ ...crossSite, 'sec-fetch-mode': 'navigate' })],
  ['an image', () => get({ ...crossSite, 'sec-fetch-mode': 'no-cors' })],
  ['an image with an unknown media type', () => get({ ...crossSite, 'content-type': 'message/x' })],
  ['a script of an origin that is allowed', () => get({ ...crossSite, origin: listed, 'sec-fetch-mode': 'no-cors' })],
  ['a fetch of another origin', () => get({ ...crossSite, origin: other, 'sec-fetch-mode': 'cors' })],
  ['a fetch of another origin in an old browser', () => get({ origin: other })],
  ['a fetch of a sandboxed page', () => get({ origin: 'null', ...crossSite, 'sec-fetch-mode': 'cors' })],
  ['a form', () => form(`query=${encodeURIComponent(query)}`, 'application/x-www-form-urlencoded')],
  ['a form with files', () => form('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x')],
  ['plain text', () => form(JSON.stringify({ query }), 'Text/Plain; charset=utf-8')],
  ['plain text with JSON as a parameter', () => form(JSON.stringify({ query }), 'text/plain; application/json')],
  [
    'a body without a media type',
    () => new Request('http://hub.test/graphql', { method: 'POST', body: new Blob([query]) }),
  ],
];

const answer = async ({ gateway }: Engine, request: Request) => {
  const response = await gateway.fetch(request);
  return { status: response.status, body: (await response.json()) as { errors?: { extensions: object }[] } };
};

const label = { data: { lab: { label: 'Hématologie' } } };

describe('a request without a preflight', () => {
  const { engines } = useEngines({ corsOrigins: [listed] });

  test.each(withoutPreflight)('%s is refused', async (_, request) => {
    for (const engine of engines) {
      const { status, body } = await answer(engine, request());
      expect(status).toBe(403);
      expect(body.errors).toEqual([
        { message: expect.stringContaining('x-requested-with'), extensions: { code: 'CSRF_PREVENTED' } },
      ]);
    }
  });

  test.each([
    ['a program', {}],
    ['a program with a media type', { 'content-type': 'message/x' }],
    ['the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['a page of the hub', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }],
    ["a page of the hub's site", { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', origin: other }],
    ['a page that may read the response', { ...crossSite, 'sec-fetch-mode': 'cors', origin: listed }],
    ['such a page in an old browser', { origin: listed }],
  ])('is answered as a GET of %s', async (_, headers) => {
    for (const engine of engines) {
      expect(await answer(engine, get({ accept: 'application/json', ...headers }))).toEqual({
        status: 200,
        body: label,
      });
    }
  });

  test.each(['x-requested-with', 'x-graphql-yoga-csrf', 'apollo-require-preflight'])(
    'is answered with the header %s, which needs a preflight',
    async (header) => {
      for (const engine of engines) {
        const { status, body } = await answer(engine, get({ ...crossSite, [header]: '1' }));
        expect([status, body]).toEqual([200, label]);
      }
    },
  );

  test('as JSON needs no header', async () => {
    for (const engine of engines) expect((await answer(engine, post({ query }))).status).toBe(200);
    for (const engine of engines) {
      const request = get({ ...crossSite, 'content-type': 'application/json; charset=utf-8' });
      expect((await answer(engine, request)).status).toBe(200);
    }
  });
});

describe('a registered document', () => {
  const { engines } = useEngines({ corsOrigins: [listed], documents: new DocumentStore('/nowhere', [query], console) });
  const named = (id: string) => [
    `documentId=sha256:${id}`,
    `extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: id } }))}`,
  ];
  const link = { ...crossSite, 'sec-fetch-mode': 'navigate', accept: 'application/json' };

  test('is answered to any page', async () => {
    for (const engine of engines) {
      for (const search of named(documentId(query))) {
        expect(await answer(engine, get(link, search))).toEqual({ status: 200, body: label });
      }
    }
  });

  test('opens the way to no other document', async () => {
    const text = encodeURIComponent('{ canteens { meals } }');
    const searches = [...named(documentId(query)).map((one) => `${one}&query=${text}`), ...named(documentId('x'))];
    for (const engine of engines) {
      for (const search of [...searches, 'extensions={', 'extensions=null', 'documentId=7']) {
        const { status, body } = await answer(engine, get(link, search));
        expect([status, body.errors?.[0]?.extensions]).toEqual([403, { code: 'CSRF_PREVENTED' }]);
      }
    }
  });
});

describe('origins', () => {
  const { engines } = useEngines({ corsOrigins: ['https://analyse.example', 'https://carte.example'] });
  const headersFor = async ({ gateway }: Engine, origin: string, method = 'POST') => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const request =
      method === 'POST' ? post({ query }, headers) : new Request('http://hub.test/graphql', { method, headers });
    return (await gateway.fetch(request)).headers;
  };

  test.each(['POST', 'OPTIONS'])('that are listed may read responses (%s)', async (method) => {
    for (const engine of engines) {
      const headers = await headersFor(engine, 'https://carte.example', method);
      expect(headers.get('access-control-allow-origin')).toBe('https://carte.example');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('access-control-expose-headers')).toBe(
        'x-request-id, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
      );
    }
  });

  test.each(['https://elsewhere.example', 'null'])('such as %s may not', async (origin) => {
    for (const engine of engines) {
      for (const method of ['POST', 'OPTIONS']) {
        expect((await headersFor(engine, origin, method)).get('access-control-allow-origin')).toBeNull();
      }
    }
  });
});
