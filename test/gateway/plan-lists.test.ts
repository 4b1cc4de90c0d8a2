import type { GraphQLResolveInfo } from 'graphql';
import { expect, test } from 'vitest';
import { startOver } from './failing-services.ts';
import { subgraph } from './fixtures/subgraph.ts';

/** Things whose parts belong to another service, and the marks of the parts to a third one. */
async function startParts() {
  const requested: string[] = [];
  const record = (name: string, { operation }: GraphQLResolveInfo): void => {
    requested.push(`${name}:${operation.selectionSet.selections.length}`);
  };
  const ask = await startOver([
    subgraph('things', 'type Query { thing(id: ID!): Thing } type Thing @key(fields: "id") { id: ID! name: String }', {
      Query: { thing: (_: unknown, { id }: { id: string }) => ({ id, name: `thing ${id}` }) },
    }),
    subgraph(
      'parts',
      'type Thing @key(fields: "id") { id: ID! parts: [Part!]! } type Part @key(fields: "id") { id: ID! }',
      {
        Thing: {
          parts: ({ id }: { id: string }, _: unknown, __: unknown, info: GraphQLResolveInfo) => {
            record('parts', info);
            return [{ id: `${id}a` }, { id: `${id}b` }];
          },
        },
      },
    ),
    subgraph('marks', 'type Part @key(fields: "id") { id: ID! mark(n: Int!): String }', {
      Part: {
        mark: ({ id }: { id: string }, { n }: { n: number }) => {
          if (n === 13) throw new Error('unlucky');
          return `${id}${n}`;
        },
      },
    }),
  ]);
  return { ask, requested };
}

test('equal objects in two places are requested once, and each has the fields of its own place', async () => {
  const { ask, requested } = await startParts();
  const { data, errors } = await ask(
    '{ a: thing(id: "1") { parts { m: mark(n: 1) } } b: thing(id: "1") { parts { m: mark(n: 2) } } c: thing(id: "2") { parts { m: mark(n: 1) } } }',
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    a: { parts: [{ m: '1a1' }, { m: '1b1' }] },
    b: { parts: [{ m: '1a2' }, { m: '1b2' }] },
    c: { parts: [{ m: '2a1' }, { m: '2b1' }] },
  });
  // Two things, in one list of one request.
  expect(requested).toEqual(['parts:1', 'parts:1']);
});

test('an error in one of several lists is reported at each place of its object', async () => {
  const { ask } = await startParts();
  const { data, errors } = await ask(
    '{ a: thing(id: "1") { parts { m: mark(n: 13) } } b: thing(id: "1") { parts { m: mark(n: 2) } } c: thing(id: "1") { parts { m: mark(n: 13) } } }',
  );
  expect(data.b).toEqual({ parts: [{ m: '1a2' }, { m: '1b2' }] });
  expect(errors!.map(({ path }) => path!.join('.')).toSorted()).toEqual([
    'a.parts.0.m',
    'a.parts.1.m',
    'c.parts.0.m',
    'c.parts.1.m',
  ]);
});

test('a field that a directive excludes is not requested', async () => {
  const { ask, requested } = await startParts();
  const query = 'query ($all: Boolean!) { thing(id: "1") { name parts @include(if: $all) { m: mark(n: 1) } } }';
  expect((await ask(query, { all: false })).data.thing).toEqual({ name: 'thing 1' });
  expect(requested).toEqual([]);
  expect((await ask(query, { all: true })).data.thing.parts).toHaveLength(2);
  expect(requested).toHaveLength(1);
  expect((await ask(query, { all: false })).data.thing).toEqual({ name: 'thing 1' });
});

test('a field of one type is not requested for other types in the same place', async () => {
  const requested: string[] = [];
  const ask = await startOver([
    subgraph(
      'ends',
      'type Query { ends: [End!]! } union End = Left | Right type Left { thing: Thing! } type Right { thing: Thing! } type Thing @key(fields: "id") { id: ID! }',
      {
        Query: {
          ends: () => [
            { __typename: 'Left', thing: { id: '1' } },
            { __typename: 'Right', thing: { id: '2' } },
          ],
        },
      },
    ),
    subgraph('facts', 'type Thing @key(fields: "id") { id: ID! fact: String }', {
      Thing: { fact: ({ id }: { id: string }) => void requested.push(id) },
    }),
    subgraph('more', 'type Thing @key(fields: "id") { id: ID! more: String }', { Thing: { more: () => 'more' } }),
  ]);
  const { data } = await ask('{ ends { ... on Left { thing { fact } } ... on Right { thing { more } } } }');
  expect(data.ends).toEqual([{ thing: { fact: null } }, { thing: { more: 'more' } }]);
  expect(requested).toEqual(['1']);
});

test('a denied field is hidden even if the plan requests it', async () => {
  const ask = await startOver([
    subgraph('stock', 'type Query { box: Box! } type Box @key(fields: "code") { code: ID @authenticated }', {
      Query: { box: () => ({ code: 'secret' }) },
    }),
    subgraph('colours', 'type Box @key(fields: "code") { code: ID colour: String }', { Box: { colour: () => 'red' } }),
  ]);
  const { data, errors } = await ask('{ box { colour code } }');
  expect(data).toEqual({ box: { colour: 'red', code: null } });
  expect(errors).toMatchObject([{ path: ['box', 'code'], extensions: { code: 'FORBIDDEN' } }]);
});
