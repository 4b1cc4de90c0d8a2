import { describe, expect, test } from 'vitest';
import { useEngines, post } from './engines.ts';
import { fixtureSubgraphs } from './fixture-subgraphs.ts';
import { subgraph } from './fixtures/subgraph.ts';

const { engines, sameAnswer } = useEngines();

/** Fields of the hospital A that are selected in several places. */
const REPEATED: [string, string, object][] = [
  ['side by side', '{ hospital(code: "A") { labs { id } labs { key: id } } }', {}],
  ['at the root', '{ hospital(code: "A") { name } hospital(code: "A") { title: name } }', {}],
  ['in a fragment', '{ hospital(code: "A") { ...f labs { key: id } } } fragment f on Hospital { labs { id } }', {}],
  ['in an inline fragment', '{ hospital(code: "A") { ... { labs { key: id } } ... on Hospital { labs { id } } } }', {}],
  [
    'in fragments of fragments',
    '{ hospital(code: "A") { ...f ...g } } fragment f on Hospital { ...g labs { other: id } } fragment g on Hospital { labs { key: id } }',
    {},
  ],
];

describe('a field that is selected twice has the fields of both selections', () => {
  test.each(REPEATED)('%s', async (_, query) => {
    const { data, errors } = await sameAnswer(query);
    expect(errors).toEqual([]);
    expect(data.hospital).not.toBeNull();
  });
});

test.each([
  ['subscription { changes }', 'The graph does not support subscription operations: use query or mutation operations.'],
  ['{ hospital(code: "A") { __proto__: name } }', 'The alias "__proto__" is not supported: use another one.'],
])('%s is refused', async (query, message) => {
  for (const { ask } of engines) {
    expect(await ask(query)).toEqual({
      status: 200,
      errors: [{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  }
});

test('a body that is not JSON by its media type is refused in JSON', async () => {
  for (const { gateway } of engines) {
    const response = await gateway.fetch(post({ query: '{ hospitals { name } }' }, { 'content-type': 'image/png' }));
    expect([response.status, await response.json()]).toMatchObject([
      415,
      { errors: [{ message: expect.stringContaining('application/json'), extensions: { code: 'BAD_REQUEST' } }] },
    ]);
  }
});

describe('a graph that is only read', () => {
  const make = () => {
    const { journal } = fixtureSubgraphs();
    return { journal, subgraphs: [subgraph('one', 'type Query { one: Int }', { Query: { one: () => 1 } })] };
  };
  const reading = useEngines({ make });

  test.each(['mutation { put }', 'subscription { changes }'])('refuses %s', async (query) => {
    const [kind] = query.split(' ');
    const message = `The graph does not support ${kind} operations: use query operations.`;
    for (const { ask } of reading.engines) {
      const errors = [{ message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }];
      expect(await ask(query)).toEqual({ status: 200, errors });
    }
  });
});
