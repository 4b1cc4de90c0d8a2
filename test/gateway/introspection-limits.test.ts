import { buildSchema, getIntrospectionQuery, type ExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { Introspection } from '../../gateway/operation/introspection.ts';
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

test('introspection without variables is answered once, any other anew', () => {
  const schema = buildSchema('type Query { a: Int }');
  const introspection = new Introspection(schema);
  const twice = (query: string, variables?: Record<string, unknown>) => {
    const { form } = bindOperation(schema, { query, variables });
    return [introspection.answer(form, variables), introspection.answer(form, variables)];
  };
  const [one, other] = twice(`{ a ${getIntrospectionQuery().replace(/^[^{]*\{/, '')}`);
  expect(one!.data!['__schema']).toMatchObject({ queryType: { name: 'Query' } });
  expect(other).toBe(one);
  const [first, second] = twice('query ($n: String!) { __type(name: $n) { name } }', { n: 'Query' });
  expect(second).toEqual(first);
  expect(second).not.toBe(first);
  expect(twice('{ a }')).toEqual([undefined, undefined]);
});
