import { getIntrospectionQuery, type ExecutionArgs, type ExecutionResult, parse } from 'graphql';
import { expect, test } from 'vitest';
import { keepIntrospection } from '../../gateway/server/kept-introspection.ts';
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

test('an answer about the schema alone is kept, any other is made anew', async () => {
  let executed = 0;
  const run = keepIntrospection(() => ({ data: { executed: ++executed } }));
  const ask = (document: ReturnType<typeof parse>) => run({ document } as ExecutionArgs);
  const standard = parse(getIntrospectionQuery());
  expect([await ask(standard), await ask(standard)]).toEqual([{ data: { executed: 1 } }, { data: { executed: 1 } }]);
  for (const query of [
    '{ lab(id: "l1") { id } }',
    '{ __typename lab(id: "l1") { id } }',
    'query ($n: String!) { __type(name: $n) { name } }',
    'query A { __typename } query B { lab { id } }',
  ]) {
    const document = parse(query);
    const [one, other] = [await ask(document), await ask(document)];
    expect(one).not.toEqual(other);
  }
});
