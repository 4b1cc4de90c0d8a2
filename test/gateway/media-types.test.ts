import { describe, expect, test } from 'vitest';
import { usePaths, type Sent } from './paths.ts';

const query = '{ lab(id: "l1") { label } }';
const found = { data: { lab: { label: 'Hématologie' } } };
const preflighted = { 'x-requested-with': 'test' };
const paths = usePaths({ explorer: '<!doctype html><title>Explorer</title>' });

const refusalOf = async (sent: Sent) => {
  const { status, headers, body } = await paths.send(sent);
  const { errors } = JSON.parse(body) as { errors: { message: string; extensions: object }[] };
  expect(errors).toHaveLength(1);
  return { status, headers, message: errors[0]!.message, extensions: errors[0]!.extensions };
};

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';

describe('the header accept', () => {
  const ACCEPTED: [string, string][] = [
    ['', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    ['APPLICATION/JSON', JSON_TYPE],
    ['application/json; charset=utf-8', JSON_TYPE],
    ['application/json; charset="UTF-8"; q=0.3', JSON_TYPE],
    ['application/graphql-response+json; charset=utf-8, application/json; charset=utf-8', RESPONSE_TYPE],
    ['application/json;q=0.9, application/graphql-response+json', RESPONSE_TYPE],
    ['application/graphql-response+json;q=0.1, application/json;q=0.2', JSON_TYPE],
    ['application/json;q=0.1, application/*', RESPONSE_TYPE],
    ['application/json;q=0, */*', RESPONSE_TYPE],
    ['text/html, application/json;q=0.1', JSON_TYPE],
    ['text/html, */*;q=0.8', JSON_TYPE],
    ['image/png, application/json;q=0.001', JSON_TYPE],
    ['application/json;version=2, application/graphql-response+json;q=0.5', RESPONSE_TYPE],
  ];
  test.each(ACCEPTED)('"%s" gets %s', async (accept, type) => {
    const { status, headers, body } = await paths.send({ body: { query }, headers: { accept } });
    expect([status, headers['content-type'], JSON.parse(body)]).toEqual([200, type, found]);
  });

  test.each([
    'image/png',
    'text/html',
    'application/json;q=0',
    '*/*;q=0',
    'application/json; charset=latin1',
    'application/xml, text/plain',
    'json',
  ])('"%s" is refused with words', async (accept) => {
    const { status, headers, message, extensions } = await refusalOf({ body: { query }, headers: { accept } });
    expect([status, headers['content-type'], extensions]).toEqual([406, JSON_TYPE, { code: 'BAD_REQUEST' }]);
    expect(message).toContain('accept application/json or application/graphql-response+json');
  });

  const PAGES: [string, boolean][] = [
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['TEXT/HTML', true],
    ['text/html;q=0.9, application/json;q=0.8', true],
    ['application/json, text/html;q=0.9', false],
    ['text/html;q=0, */*', false],
    ['*/*', false],
    ['text/htmlx, application/json', false],
  ];
  test.each(PAGES)('"%s" gets the explorer: %s', async (accept, isPage) => {
    for (const method of ['GET', 'HEAD']) {
      const path = `/graphql?query=${encodeURIComponent(query)}`;
      const { status, headers } = await paths.send({ method, path, headers: { ...preflighted, accept } });
      const type = isPage ? 'text/html; charset=utf-8' : expect.stringMatching(/^application\//);
      expect([method, status, headers['content-type']]).toEqual([method, 200, type]);
    }
  });
});

describe('the header content-type', () => {
  test.each([
    'APPLICATION/JSON',
    'Application/Json; Charset=UTF-8',
    'application/json;charset="utf-8"',
    ' application/json ; version=1',
    'application/graphql+json',
    'Application/GraphQL+JSON; charset=utf-8',
  ])('"%s" is JSON', async (type) => {
    const { status, body } = await paths.send({ body: { query }, headers: { 'content-type': type } });
    expect([status, JSON.parse(body)]).toEqual([200, found]);
  });

  test('of a form or a document is taken in any case, from clients that no page can be', async () => {
    const bodies: [string, string][] = [
      ['Application/X-WWW-Form-Urlencoded', `query=${encodeURIComponent(query)}`],
      ['APPLICATION/GRAPHQL', query],
    ];
    for (const [type, body] of bodies) {
      const response = await paths.send({ body, headers: { ...preflighted, 'content-type': type } });
      expect([type, response.status, JSON.parse(response.body)]).toEqual([type, 200, found]);
    }
  });

  test.each([
    ['image/png', 'an unsupported media type'],
    ['application/jsonx', 'an unsupported media type'],
    ['application/json, text/plain', 'an unsupported media type'],
    ['multipart/form-data; boundary=x', 'an unsupported media type'],
    ['application/json; charset=latin1', 'an unsupported charset'],
    [';;;', 'an unsupported media type'],
  ])('"%s" is refused with words', async (type, problem) => {
    const headers = { ...preflighted, 'content-type': type };
    const { status, message, extensions } = await refusalOf({ body: { query }, headers });
    expect([status, extensions]).toEqual([415, { code: 'BAD_REQUEST' }]);
    expect(message).toBe(
      `The body of the request has ${problem}: send JSON in UTF-8, with the header \`content-type: application/json\`.`,
    );
  });
});

describe('the header content-encoding', () => {
  test.each(['identity', 'IDENTITY', 'identity, identity'])('"%s" is no encoding', async (encoding) => {
    const { status, body } = await paths.send({ body: { query }, headers: { 'content-encoding': encoding } });
    expect([status, JSON.parse(body)]).toEqual([200, found]);
  });

  test.each(['gzip', 'GZIP', 'br', 'identity, gzip', 'gzip, br', 'nonsense'])(
    '"%s" is refused with words, whatever the body',
    async (encoding) => {
      // An operation that the fast path knows.
      await paths.send({ body: { query } });
      const sent = { body: { query }, headers: { 'content-encoding': encoding } };
      const { status, headers, message, extensions } = await refusalOf(sent);
      expect([status, headers['accept-encoding'], extensions]).toEqual([415, 'identity', { code: 'BAD_REQUEST' }]);
      expect(message).toContain(`has the encoding ${encoding}`);
    },
  );
});

describe('methods', () => {
  test('HEAD is answered as GET is, without a body', async () => {
    const path = `/graphql?query=${encodeURIComponent(query)}`;
    for (const site of ['none', 'cross-site']) {
      const headers = { 'x-request-id': 'same', accept: 'application/json', 'sec-fetch-site': site };
      const sent = { path, headers };
      const get = await paths.send({ ...sent, method: 'GET' });
      const head = await paths.send({ ...sent, method: 'HEAD' });
      expect(head).toEqual({ ...get, body: '' });
    }
    for (const place of ['/health/live', '/health/ready', '/nowhere']) {
      const [get, head] = [
        await paths.send({ method: 'GET', path: place }),
        await paths.send({ method: 'HEAD', path: place }),
      ];
      expect([place, head.status, head.body]).toEqual([place, get.status, '']);
    }
  });

  test.each([
    ['DELETE', '/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['PUT', '/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['PATCH', '/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['TRACE', '/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['QUERY', '/graphql', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/health/live', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/health/ready', 'GET, HEAD, OPTIONS'],
    ['POST', '/schema.graphql', 'GET, HEAD, OPTIONS'],
  ])('%s of %s is refused, and what is allowed is named', async (method, path, allow) => {
    const { status, headers, message, extensions } = await refusalOf({ method, path });
    expect([status, headers['allow'], extensions]).toEqual([405, allow, { code: 'BAD_REQUEST' }]);
    expect(message).toContain(`${path} does not support ${method} requests`);
  });
});
