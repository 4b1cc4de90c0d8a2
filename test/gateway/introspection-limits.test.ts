import { buildSchema, getIntrospectionQuery, type ExecutionResult } from 'graphql';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../gateway/rules/limits.ts';
import type { WrittenResult } from '../../gateway/rules/response-size.ts';
import { KeptIntrospection } from '../../gateway/server/kept-introspection.ts';
import { bindOperation } from '../support/normal-operations.ts';
import { post, useEngines } from './engines.ts';

const { engines } = useEngines();

test.each([
  ['twice', '{ a: __schema { queryType { name } } b: __schema { queryType { name } } }'],
  ['two types', '{ a: __type(name: "Lab") { name } b: __type(name: "Hospital") { name } }'],
  [
    'twice by a fragment',
    '{ ...F s: __schema { queryType { name } } } fragment F on Query { __schema { queryType { name } } }',
  ],
  ['an alias within', '{ __schema { types { name } more: types { name } } }'],
  ['an alias within a fragment', '{ __schema { ...F } } fragment F on __Schema { more: types { name } }'],
  ['an alias deep within', '{ __type(name: "Lab") { fields { type { title: name } } } }'],
])('introspection is refused: %s', async (_, query) => {
  for (const { ask } of engines) {
    const { status, data, errors } = await ask(query);
    expect([status, data]).toEqual([400, undefined]);
    expect(errors).toEqual([
      { message: expect.stringMatching(/`__schema`/), extensions: { code: 'LIMIT_EXCEEDED', limit: 'introspection' } },
    ]);
  }
});

test.each([
  ['without fields', '{ __schema }'],
  ['without fields, deep in a document', '{ groupings { nodes { __schema } } }'],
  ['without fields, in a fragment', '{ ...F } fragment F on Query { __type(name: "Lab") }'],
  ['with an unknown field', '{ __schema { nothing } }'],
])('introspection that is no valid question is told so: %s', async (_, query) => {
  for (const { ask } of engines) {
    const { errors } = await ask(query);
    expect(errors!.map(({ extensions }) => extensions.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  }
});

test('introspection is allowed once, under any name, and once in each operation', async () => {
  for (const { ask } of engines) {
    expect((await ask('{ schema: __schema { queryType { name } } }')).data).toEqual({
      schema: { queryType: { name: 'Query' } },
    });
    expect((await ask(getIntrospectionQuery())).data.__schema.types.length).toBeGreaterThan(10);
    const several =
      'query A { __typename ...F } query B { ...F } fragment F on Query { __schema { queryType { name } } }';
    for (const { gateway } of engines) {
      const response = await gateway.fetch(post({ query: several, operationName: 'B' }));
      expect(await response.json()).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
    }
  }
});

test('introspection is refused in a batch, whose other operations are answered', async () => {
  for (const { gateway } of engines) {
    const bodies = [{ query: '{ __schema { queryType { name } } }' }, { query: '{ __typename }' }];
    const response = await gateway.fetch(post(bodies));
    const [introspection, other] = (await response.json()) as ExecutionResult[];
    expect(introspection!.errors!.map(({ extensions }) => extensions)).toEqual([
      { code: 'LIMIT_EXCEEDED', limit: 'introspection' },
    ]);
    expect(other).toEqual({ data: { __typename: 'Query' } });
  }
});

describe('answers are kept', () => {
  const schema = buildSchema('type Query { a: Int }');
  const kept = new KeptIntrospection(DEFAULT_LIMITS);
  const resultOf = (query: string, variables?: Record<string, unknown>) =>
    kept.resultOf(schema, bindOperation(schema, { query, variables }), variables);
  const answerTo = (query: string, variables?: Record<string, unknown>) => {
    const bound = bindOperation(schema, { query, variables });
    return kept.answer(bound, () => kept.resultOf(schema, bound, variables)!);
  };

  test('by what is asked, whatever the layout of the document and where its values stand', async () => {
    const one = resultOf('{ a __type(name: "Query") { name } }')!;
    expect(one.data).toEqual({ __type: { name: 'Query' } });
    expect(resultOf('{ a, ...F } fragment F on Query { __type(name: "Query") { name } } # x')).toBe(one);
    expect(resultOf('query ($n: String!) { a __type(name: $n) { name } }', { n: 'Query' })).toBe(one);
    expect(resultOf('query ($n: String!) { a __type(name: $n) { name } }', { n: 'Int' })!.data).toEqual({
      __type: { name: 'Int' },
    });
    expect(resultOf('{ a }')).toBeUndefined();
  });

  test('as they are written, if nothing else is asked', async () => {
    const query = 'query ($d: Boolean) { __schema { queryType { fields(includeDeprecated: $d) { name } } } }';
    const [one, other] = [await answerTo(query, { d: true }), await answerTo(`${query} # x`, { d: true })];
    expect(other).toBe(one);
    expect((one as WrittenResult).stringify({})).toBe('{"data":{"__schema":{"queryType":{"fields":[{"name":"a"}]}}}}');
    expect(await answerTo(query, { d: false })).not.toBe(one);
  });

  test('but errors, which name places in a document', async () => {
    const query = 'query ($n: String = "Date") { __type(name: $n) { name } }';
    const [one, other] = [await answerTo(query, { n: null }), await answerTo(`\n${query}`, { n: null })];
    expect([one, other].map(({ errors }) => errors![0]!.locations![0]!.line)).toEqual([1, 2]);
  });
});

test('a kept answer has the same bytes as the first, with its cost where it is asked for', async () => {
  const query = 'query ($d: Boolean) { __schema { types { fields(includeDeprecated: $d) { name } } } }';
  for (const { gateway } of engines) {
    const textOf = async (extensions?: object) =>
      (await gateway.fetch(post({ query, variables: { d: true }, extensions }))).text();
    const first = await textOf();
    expect(await textOf()).toBe(first);
    expect(JSON.parse(await textOf({ cost: true }))).toEqual({
      ...JSON.parse(first),
      extensions: { cost: { cost: expect.any(Number), budget: expect.any(Number) } },
    });
  }
});
