import { describe, expect, test } from 'vitest';
import { post, useEngines, type Engine } from './engines.ts';

const query = '{ lab(id: "l1") { label } }';
const url = `http://hub.test/graphql?query=${encodeURIComponent(query)}`;
const form = (body: BodyInit, type: string, headers: Record<string, string> = {}): Request =>
  new Request('http://hub.test/graphql', { method: 'POST', body, headers: { 'content-type': type, ...headers } });

/** Requests that a page of any origin can make a browser send without a preflight. */
const withoutPreflight: [string, () => Request][] = [
  ['a GET', () => new Request(url)],
  ['a GET with an unknown media type', () => new Request(url, { headers: { 'content-type': 'message/x' } })],
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

describe('a request without a preflight', () => {
  const { engines } = useEngines();

  test.each(withoutPreflight)('%s is refused', async (_, request) => {
    for (const engine of engines) {
      const { status, body } = await answer(engine, request());
      expect(status).toBe(403);
      expect(body.errors).toEqual([
        { message: expect.stringContaining('x-requested-with'), extensions: { code: 'CSRF_PREVENTED' } },
      ]);
    }
  });

  test.each(['x-requested-with', 'x-graphql-yoga-csrf', 'apollo-require-preflight'])(
    'is answered with the header %s, which needs a preflight',
    async (header) => {
      for (const engine of engines) {
        const { status, body } = await answer(engine, new Request(url, { headers: { [header]: '1' } }));
        expect([status, body]).toEqual([200, { data: { lab: { label: 'Hématologie' } } }]);
      }
    },
  );

  test('as JSON needs no header', async () => {
    for (const engine of engines) expect((await answer(engine, post({ query }))).status).toBe(200);
    for (const engine of engines) {
      const request = new Request(url, { headers: { 'content-type': 'application/json; charset=utf-8' } });
      expect((await answer(engine, request)).status).toBe(200);
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
