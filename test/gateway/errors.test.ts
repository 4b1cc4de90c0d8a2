import { expect, test } from 'vitest';
import { useEngines } from './engines.ts';

const { engines, sameAnswer } = useEngines();

test('an unexpected error is masked, and logged with the id that the client receives', async () => {
  for (const { ask, log, name } of engines) {
    log.length = 0;
    const { data, errors } = await ask('{ secret lab(id: "l1") { label } }', {}, { 'x-request-id': 'abc-1' });
    expect(data).toEqual({ secret: null, lab: { label: 'Hématologie' } });
    expect(errors).toEqual([
      {
        message: 'Internal error',
        path: ['secret'],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'INTERNAL', requestId: 'abc-1' },
      },
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/secret_table|10\.0\.0\.7|\/srv|stack/);
    expect(log).toEqual([
      { message: 'Unexpected error', details: expect.objectContaining({ requestId: 'abc-1', path: ['secret'] }) },
    ]);
    if (name === 'local') expect(log[0]!.details['err'].message).toContain('secret_table');
  }
});

test("a subgraph's own errors with a code reach the client with their extensions", async () => {
  const { errors } = await sameAnswer('{ refused(code: "9") { name } }');
  expect(errors).toEqual(['refused BAD_USER_INPUT: No such code: 9']);
  for (const { ask } of engines) {
    const answer = await ask('{ refused(code: "9") { name } }');
    expect(answer.errors![0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'code' });
  }
});

/** What is wrong with the request, its document and variables, and the code of the only error. */
const REQUESTS: [string, string, object | undefined, string][] = [
  ['syntax', '{ labs', undefined, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', '{ unknown }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
  ['a literal of the wrong type', '{ hospitals(first: "x") { name } }', undefined, 'GRAPHQL_VALIDATION_FAILED'],
  ['a literal that the scalar refuses', '{ hospitals(since: "soon") { name } }', undefined, 'BAD_USER_INPUT'],
  ['a missing variable', 'query ($c: ID!) { hospital(code: $c) { name } }', {}, 'BAD_USER_INPUT'],
  [
    'a variable of the wrong type',
    'query ($k: Kind) { hospitals(kind: $k) { name } }',
    { k: 'OTHER' },
    'BAD_USER_INPUT',
  ],
  [
    'a variable that the scalar refuses',
    'query ($d: Day) { hospitals(since: $d) { name } }',
    { d: 'soon' },
    'BAD_USER_INPUT',
  ],
  [
    'an input object with an unknown field',
    'query ($i: EchoInput!) { echo(input: $i) { text } }',
    { i: { x: 1 } },
    'BAD_USER_INPUT',
  ],
  [
    'several operations without a name',
    'query A { labs { id } } query B { labs { id } }',
    undefined,
    'OPERATION_RESOLUTION_FAILURE',
  ],
];

test.each(REQUESTS)('%s has a code, and no data', async (_, query, variables, code) => {
  const { data, errors } = await sameAnswer(query, variables);
  expect(data).toBeUndefined();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(`${code}: `);
});

test('a null variable for a required argument with a default is an error of the request', async () => {
  const { data, errors } = await sameAnswer('query ($n: Int = 3) { hospitals(first: $n) { name } lab(id: 1) { id } }', {
    n: null,
  });
  expect(data).toBeNull();
  expect(errors).toEqual([expect.stringMatching(/^ BAD_USER_INPUT: Argument "first"/)]);
});

test("the response carries the id of the request: the client's own if it is safe, otherwise a new one", async () => {
  for (const { gateway, journal } of engines) {
    const idOf = async (given: Record<string, string>) => {
      const response = await gateway.fetch(
        new Request('http://hub.test/graphql?query={labs{hospital{name}}}', {
          headers: { accept: 'application/json', ...given },
        }),
      );
      return response.headers.get('x-request-id');
    };
    journal.requestIds.length = 0;
    expect(await idOf({ 'x-request-id': 'trace:42' })).toBe('trace:42');
    expect(new Set(journal.requestIds)).toEqual(new Set(['trace:42']));
    expect(await idOf({ 'x-request-id': 'x'.repeat(65) })).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf({ 'x-request-id': '{"level":50}' })).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf({})).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('variables that are not JSON are an error of the request', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-requested-with': 'test' };
  for (const { gateway } of engines) {
    for (const request of [
      new Request('http://hub.test/graphql?query={labs{id}}&variables={', { headers: form }),
      new Request('http://hub.test/graphql', { method: 'POST', headers: form, body: 'query={labs{id}}&extensions=[' }),
    ]) {
      const response = await gateway.fetch(request);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    }
  }
});
