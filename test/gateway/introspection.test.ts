import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { useEngines } from './engines.ts';

const { engines } = useEngines({ introspection: false });

test.each([
  getIntrospectionQuery(),
  '{ __type(name: "Hospital") { name } }',
  '{ labs { id } ...F } fragment F on Query { ... { s: __schema { queryType { name } } } }',
])('introspection is refused: %#', async (query) => {
  for (const { ask } of engines) {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, data, errors } = await ask(query.replace(/\s+/g, ' '), {}, { accept });
      expect([status, data]).toEqual([403, undefined]);
      expect(errors!.map(({ extensions }) => extensions)).toEqual([{ code: 'INTROSPECTION_DISABLED' }]);
    }
  }
});

test('`__typename` is allowed', async () => {
  for (const { ask } of engines) {
    expect(await ask('{ __typename lab(id: "l1") { __typename } }')).toEqual({
      status: 200,
      data: { __typename: 'Query', lab: { __typename: 'Lab' } },
    });
  }
});

test.each([
  ['{ hospitls { name } }', {}],
  ['{ hospitals(knd: PUBLIC) { name } }', {}],
  ['{ hospitals(kind: PUBLC) { name } }', {}],
  ['query ($k: Kind) { hospitals(kind: $k) { name } }', { k: 'PUBLC' }],
  ['query ($i: EchoInput!) { echo(input: $i) { text } }', { i: { txt: '' } }],
])('no message suggests a name: %s', async (query, variables) => {
  for (const { ask } of engines) {
    const { errors } = await ask(query, variables);
    expect(errors!.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
    expect(JSON.stringify(errors)).not.toMatch(/"hospitals"|"kind"|"PUBLIC"|"text"/);
  }
});

test('the schema file is not served either', async () => {
  for (const { gateway } of engines) {
    const response = await gateway.fetch(new Request('http://hub.test/schema.graphql'));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'INTROSPECTION_DISABLED' } }] });
  }
});
