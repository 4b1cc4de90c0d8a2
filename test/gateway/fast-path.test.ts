import { GraphQLScalarType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { fixtureSubgraphs } from './fixture-subgraphs.ts';
import { subgraph } from './fixtures/subgraph.ts';
import { usePaths, type Sent, type Paths } from './paths.ts';

const limits = { cost: 500, bodyBytes: 4_000, variableDepth: 5 };
const two = 'query One { labs { label } } query Other($id: ID!) { lab(id: $id) { id label address { city } } }';
const paged = 'query ($first: Int!) { hospitals(first: $first) { name } }';
const echo = 'query ($input: EchoInput!) { echo(input: $input) { internal } }';
const since = 'query ($since: Day, $kind: Kind = PRIVATE) { hospitals(since: $since, kind: $kind) { name opened } }';

/** Ordinary requests, whatever their result, and the status of their responses. */
const ORDINARY: [string, Sent, number][] = [
  ['fields', { body: { query: '{ labs { label hospital { code name } } }' } }, 200],
  ['letters of more than a byte', { body: { query: '{ labs { label } }', variables: { ignoré: 'é€💥' } } }, 200],
  ['one of two operations', { body: { query: two, operationName: 'Other', variables: { id: 'l1' } } }, 200],
  ['the other', { body: { query: two, operationName: 'One' } }, 200],
  ['nothing found', { body: { query: two, operationName: 'Other', variables: { id: 'none' } } }, 200],
  ['a scalar and a default', { body: { query: since, variables: { since: '1970-01-01' } } }, 200],
  ['nulls for optional parameters', { body: { query: '{ labs { id } }', variables: null, extensions: null } }, 200],
  ['an empty name', { body: { query: '{ labs { id } }', operationName: '' } }, 200],
  ['a byte order mark', { body: '\ufeff{"query":"{ labs { id } }"}' }, 200],
  ['extensions without a meaning', { body: { query: '{ labs { id } }', extensions: { clientLibrary: {} } } }, 200],
  ['a mutation', { body: { query: 'mutation { step(name: "a") }' } }, 200],
  ['a forbidden field', { body: { query: '{ labs { hospital { beds } } }' } }, 200],
  ['a field that fails', { body: { query: '{ secret hospitals { code failing } }' } }, 200],
  ['a null that empties the whole result', { body: { query: '{ hospitals { failingHard } }' } }, 200],
  ['an object that its service does not know', { body: { query: '{ strangers { code label } }' } }, 200],
  ['an invalid argument', { body: { query: '{ refused(code: "x") { code } }' } }, 200],
  ['a variable that is missing', { body: { query: two, operationName: 'Other' } }, 200],
  ['an invalid variable', { body: { query: since, variables: { since: 'today' } } }, 200],
  ['a variable that is too deep', { body: { query: echo, variables: { input: [[[[[[]]]]]] } } }, 400],
  ['too high a cost', { body: { query: paged, variables: { first: 501 } } }, 400],
  ['cost within the budget', { body: { query: paged, variables: { first: 2 } } }, 200],
];

/** Admits operations that the tests send with variables that are refused. */
async function admit(paths: Paths): Promise<void> {
  await paths.send({ body: { query: two, operationName: 'Other', variables: { id: 'l1' } } });
  await paths.send({ body: { query: since } });
  await paths.send({ body: { query: echo, variables: { input: { kind: 'PUBLIC', day: '1970-01-02' } } } });
  await paths.send({ body: { query: paged, variables: { first: 1 } } });
}

describe.each(['local', 'remote'] as const)('the fast path of the %s engine answers as Yoga does', (name) => {
  const paths = usePaths({ limits }, name);

  test.each(ORDINARY)('%s', async (_, sent, status) => {
    await admit(paths);
    const variants: Sent['headers'][] = [
      {},
      { accept: '*/*' },
      { accept: 'application/json', 'content-type': 'application/json; charset=utf-8' },
      { accept: 'application/json, multipart/mixed' },
      { accept: 'application/json, text/plain, */*', 'content-type': 'application/json;charset=utf-8' },
      { origin: 'https://page.test', 'access-control-request-headers': 'x-mine' },
    ];
    for (const headers of variants) {
      const count = paths.countFast(async () => {
        expect((await paths.sendBothPaths({ ...sent, headers })).status).toBe(status);
      });
      expect(await count).toBe(1);
    }
  });

  test.each(ORDINARY)('%s, as application/graphql-response+json', async (_, sent) => {
    await admit(paths);
    for (const others of [
      '',
      ', application/json',
      ',application/json;q=0.9',
      ', application/graphql+json, application/json, text/event-stream, multipart/mixed',
    ]) {
      const accept = `application/graphql-response+json${others}`;
      const count = paths.countFast(async () => {
        const { headers } = await paths.sendBothPaths({ ...sent, headers: { accept } });
        expect(headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
      });
      expect(await count).toBe(1);
    }
  });

  test('with an id of its own, where the request has none', async () => {
    const sent = { body: { query: '{ labs { id } }' } };
    await paths.send(sent);
    const count = paths.countFast(async () => {
      const ids = [await paths.send(sent), await paths.send(sent)].map(({ headers }) => headers['x-request-id']);
      for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
      expect(new Set(ids).size).toBe(2);
      const { headers } = await paths.send({ ...sent, headers: { 'x-request-id': 'mine' } });
      expect(headers['x-request-id']).toBe('mine');
    });
    expect(await count).toBe(3);
  });
});

const ask = { query: '{ labs { label } }' };

const paths = usePaths({ limits });

/** Requests that are not ordinary, and the status of their responses. */
const OTHERS: [string, Sent, number][] = [
  ['a batch', { body: [ask, ask] }, 200],
  ['a GET', { method: 'GET', path: '/graphql?query={labs{label}}' }, 200],
  ['a URL with a query string', { body: ask, path: '/graphql?from=here' }, 200],
  ['another path', { body: ask, path: '/elsewhere' }, 404],
  ['a body without a length', { body: ask, isChunked: true }, 200],
  ['no body', { body: '' }, 400],
  ['a body that is too large', { body: { ...ask, variables: { a: 'x'.repeat(4_000) } } }, 413],
  ['broken JSON', { body: '{ "query": ' }, 400],
  ['bytes that are not UTF-8', { body: Buffer.from([0x7b, 0xff, 0xfe]) }, 400],
  ['a JSON string', { body: '"query"' }, 400],
  ['null', { body: 'null' }, 400],
  ['no document', { body: { variables: {} } }, 400],
  ['a document that is not a string', { body: { query: ['{ labs { id } }'] } }, 400],
  ['an unknown parameter', { body: { ...ask, more: 1 } }, 400],
  ['a parameter with a strange name', { body: '{"query":"{ labs { label } }","__proto__":{"a":1}}' }, 400],
  ['an unknown operation name', { body: { ...ask, operationName: 'None' } }, 400],
  ['an empty name in a URL', { method: 'GET', path: '/graphql?query={labs{label}}&operationName=' }, 200],
  ['a name that is not a string', { body: { ...ask, operationName: 1 } }, 400],
  ['variables in a list', { body: { ...ask, variables: [] } }, 400],
  ['extensions in a string', { body: { ...ask, extensions: 'cost' } }, 400],
  ['a document that is not valid', { body: { query: '{ nothing }' } }, 200],
  ['a document that cannot be parsed', { body: { query: '{ labs ' } }, 200],
  ['an alias that cannot be answered', { body: { query: '{ __proto__: labs { id } }' } }, 200],
  ['a request for the cost', { body: { ...ask, extensions: { cost: true } } }, 200],
  ['a request for a stream', { body: ask, headers: { accept: 'text/event-stream' } }, 200],
  ['a request for multipart', { body: ask, headers: { accept: 'multipart/mixed' } }, 200],
  ['an unsupported media type', { body: ask, headers: { accept: 'text/html' } }, 406],
  ['several media types', { body: ask, headers: { accept: 'application/json;q=0.1,application/*' } }, 200],
  ['a CORS preflight', { method: 'OPTIONS', headers: { origin: 'https://page.test' } }, 204],
];

test.each(OTHERS)('%s is passed to Yoga, and loses nothing', async (_, sent, status) => {
  await paths.send({ body: ask });
  const count = paths.countFast(async () => {
    expect((await paths.sendBothPaths(sent)).status).toBe(status);
  });
  expect(await count).toBe(0);
});

describe('an error of the hub', () => {
  const Big = new GraphQLScalarType({ name: 'Big', serialize: () => 10n });
  const make = () => {
    const sdl = 'scalar Big type Query { big: Big }';
    return { ...fixtureSubgraphs(), subgraphs: [subgraph('big', sdl, { Big, Query: { big: () => 1 } })] };
  };
  const sent = { body: { query: '{ big }' } };
  const broken = usePaths({ make });

  test('that prevents JSON is masked', async () => {
    const count = broken.countFast(async () => {
      const { status, body } = await broken.sendBothPaths(sent);
      expect([status, JSON.parse(body)]).toMatchObject([500, { errors: [{ extensions: { code: 'INTERNAL' } }] }]);
    });
    expect(await count).toBe(1);
  });

  let failures = 0;
  const logger = {
    error() {
      if (failures-- > 0) throw new Error('The disk is full');
    },
  };
  const unlogged = usePaths({ logger });

  test('costs nothing but its request', async () => {
    const failing = { body: { query: '{ secret }' } };
    await unlogged.send(failing);
    // Once for the error, and once for the failure to log it.
    failures = 2;
    await expect(unlogged.send(failing)).rejects.toThrow('socket hang up');
    expect((await unlogged.send(failing)).status).toBe(200);
  });
});

test('an operation is passed to Yoga once, however its document is requested', async () => {
  const query = 'query A { labs { id } } query B { labs { label } }';
  const took: number[] = [];
  for (const operationName of ['A', 'A', 'B', 'B', 'A'])
    took.push(await paths.countFast(() => paths.send({ body: { query, operationName } })));
  expect(took).toEqual([0, 1, 0, 1, 1]);
});
