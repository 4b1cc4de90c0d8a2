import type { GraphQLResolveInfo } from 'graphql';
import { expect, test } from 'vitest';
import { createRemoteGateway } from '../../gateway/remote.ts';
import { serveSubgraph } from '../../services/shared/server.ts';
import type { Subgraph } from '../../services/shared/subgraph.ts';
import { post, type Answer } from './engines.ts';
import { serve, stops } from './failing-services.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

// What the local engine refuses, and what its subgraphs do not need: plans that the hub's own schema does not lead to.

async function start(subgraphs: Subgraph[]): Promise<(query: string, variables?: object) => Promise<Answer>> {
  const urls: Record<string, string> = {};
  for (const each of subgraphs) {
    const server = await serveSubgraph(each, { port: 0, logger: { error: () => {} } });
    stops.push(() => server.close());
    urls[each.name] = server.url;
  }
  const gateway = createRemoteGateway({ supergraph: compose(subgraphs), urls, logger: { error: () => {} } });
  stops.push(() => gateway.dispose());
  return async (query, variables) => {
    const response = await gateway.fetch(post({ query, variables }));
    return { status: response.status, ...((await response.json()) as object) };
  };
}

test('a field is told what it requires, of objects and of lists within', async () => {
  const told: object[] = [];
  const ask = await start([
    subgraph(
      'stock',
      'type Query { boxes: [Box!]! } type Box @key(fields: "id") { id: ID! size: Size parts: [Size!]! } type Size { w: Int h: Int d: Int }',
      {
        Query: {
          boxes: () => [
            { id: '1', size: { w: 2, h: 3, d: 9 }, parts: [{ w: 1 }, { w: 4 }] },
            { id: '2', size: null, parts: [] },
          ],
        },
      },
    ),
    subgraph(
      'prices',
      'type Box @key(fields: "id") { id: ID! size: Size @external parts: [Size!]! @external price: Int @requires(fields: "size { w h } parts { w }") } type Size { w: Int @external h: Int @external }',
      {
        Box: {
          __resolveReference: (box: object) => {
            told.push(box);
            return box;
          },
          price: ({ size }: { size?: { w: number; h: number } }) => (size ? size.w * size.h : null),
        },
      },
    ),
  ]);
  expect(await ask('{ boxes { price } }')).toEqual({ status: 200, data: { boxes: [{ price: 6 }, { price: null }] } });
  expect(told).toEqual([
    { __typename: 'Box', id: '1', size: { w: 2, h: 3 }, parts: [{ w: 1 }, { w: 4 }] },
    { __typename: 'Box', id: '2', parts: [] },
  ]);
});

test('a service that knows an interface alone is told of its objects by that', async () => {
  const ask = await start([
    subgraph(
      'library',
      'type Query { media: [Media!]! } interface Media @key(fields: "id") { id: ID! title: String } type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int } type Disc implements Media @key(fields: "id") { id: ID! title: String }',
      {
        Query: {
          media: () => [
            { __typename: 'Book', id: '1', title: 'One', pages: 10 },
            { __typename: 'Disc', id: '2', title: 'Two' },
          ],
        },
        Media: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Book', id, title: `No. ${id}` }) },
        Book: { __resolveReference: ({ id }: { id: string }) => ({ id, title: `No. ${id}` }) },
      },
    ),
    subgraph(
      'reviews',
      'type Query { top: [Media!]! } type Media @interfaceObject @key(fields: "id") { id: ID! stars(of: Int = 5): Int }',
      {
        Query: { top: () => [{ id: '7' }] },
        Media: { stars: ({ id }: { id: string }, { of }: { of: number }) => Number(id) * of },
      },
    ),
  ]);
  const whole = '{ media { __typename title stars ... on Book { pages } } }';
  expect((await ask(whole)).data.media).toEqual([
    { __typename: 'Book', title: 'One', stars: 5, pages: 10 },
    { __typename: 'Disc', title: 'Two', stars: 10 },
  ]);
  expect((await ask('{ media { ... on Disc { id stars(of: 1) } } }')).data.media).toEqual([{}, { id: '2', stars: 2 }]);
  expect((await ask('{ top { __typename stars title } }')).data.top).toEqual([
    { __typename: 'Book', stars: 35, title: 'No. 7' },
  ]);
});

test('fields that a service types otherwise come under their own name, and so do their errors', async () => {
  const ask = await start([
    subgraph(
      'all',
      'type Query { all: [Any]! } interface Any { id: ID! } type Here implements Any { id: ID! v: String } type There implements Any { id: ID! @shareable v: String! @shareable }',
      {
        Query: { all: () => ['Here', 'There', 'There'].map((__typename, id) => ({ __typename, id })) },
        Here: { v: () => 'here' },
        There: {
          v({ id }: { id: number }) {
            if (id === 2) throw new Error('gone');
            return 'there';
          },
        },
      },
    ),
    // Of what may be null in one service the graph says that it may.
    subgraph('more', 'type Query { there: There } type There { id: ID! @shareable v: String @shareable }', {}),
  ]);
  const { data, errors } = await ask('{ all { ... on Here { v } ... on There { v } } }');
  expect(data.all).toEqual([{ v: 'here' }, { v: 'there' }, null]);
  expect(errors!.map(({ path }) => path)).toEqual([['all', 2, 'v']]);
});

test('a value that two services share is joined from both', async () => {
  const ask = await start([
    subgraph(
      'post',
      'type Query { thing(id: ID!): Thing } type Thing @key(fields: "id") { id: ID! place: Place @shareable } type Place { city: String @shareable zip: String }',
      {
        Query: { thing: (_: unknown, { id }: { id: string }) => ({ id, place: { city: 'Metz', zip: '57000' } }) },
      },
    ),
    subgraph(
      'streets',
      'type Thing @key(fields: "id") { id: ID! place: Place @shareable } type Place { city: String @shareable street: String }',
      {
        Thing: { place: ({ id }: { id: string }) => (id === '1' ? { city: 'Metz', street: 'Serpenoise' } : null) },
      },
    ),
  ]);
  const place = async (id: string): Promise<unknown> =>
    (await ask(`{ thing(id: "${id}") { place { street zip city } } }`)).data.thing.place;
  expect(await place('1')).toEqual({ street: 'Serpenoise', zip: '57000', city: 'Metz' });
  // What one of them does not know, the other does not forget.
  expect(await place('2')).toEqual({ street: null, zip: '57000', city: 'Metz' });
});

/** Things whose parts are another service's, and whose parts' marks are a third's. */
async function startParts() {
  const asked: string[] = [];
  const note = (name: string, { operation }: GraphQLResolveInfo): void => {
    asked.push(`${name}:${operation.selectionSet.selections.length}`);
  };
  const ask = await start([
    subgraph('things', 'type Query { thing(id: ID!): Thing } type Thing @key(fields: "id") { id: ID! name: String }', {
      Query: { thing: (_: unknown, { id }: { id: string }) => ({ id, name: `thing ${id}` }) },
    }),
    subgraph(
      'parts',
      'type Thing @key(fields: "id") { id: ID! parts: [Part!]! } type Part @key(fields: "id") { id: ID! }',
      {
        Thing: {
          parts: ({ id }: { id: string }, _: unknown, __: unknown, info: GraphQLResolveInfo) => {
            note('parts', info);
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
  return { ask, asked };
}

test('equal objects in two places are asked for once, and have each what their own place asks of them', async () => {
  const { ask, asked } = await startParts();
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
  expect(asked).toEqual(['parts:1', 'parts:1']);
});

test('an error of one of several lists stands at each place of its object', async () => {
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

test('what a condition leaves out is not asked for', async () => {
  const { ask, asked } = await startParts();
  const query = 'query ($all: Boolean!) { thing(id: "1") { name parts @include(if: $all) { m: mark(n: 1) } } }';
  expect((await ask(query, { all: false })).data.thing).toEqual({ name: 'thing 1' });
  expect(asked).toEqual([]);
  expect((await ask(query, { all: true })).data.thing.parts).toHaveLength(2);
  expect(asked).toHaveLength(1);
  expect((await ask(query, { all: false })).data.thing).toEqual({ name: 'thing 1' });
});

test.each([
  ['percent(0)', 'old'],
  ['percent(100)', 'new'],
])('a field that is overridden at %s is asked of the %s service', async (label, owner) => {
  const ask = await start([
    subgraph('old', 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! name: String }', {
      Query: { things: () => [{ id: '1', name: 'old' }] },
    }),
    subgraph(
      'new',
      `type Thing @key(fields: "id") { id: ID! name: String @override(from: "old", label: "${label}") }`,
      {
        Thing: { name: () => 'new' },
      },
    ),
  ]);
  for (let round = 1; round <= 3; round++)
    expect((await ask('{ things { name } }')).data.things).toEqual([{ name: owner }]);
});

test('what the public schema does not have does not leave', async () => {
  const ask = await start([
    subgraph(
      'zoo',
      'type Query { all: [Animal]! kind: Kind kinds: [Kind] } interface Animal { id: ID! } type Dog implements Animal { id: ID! } type Yeti implements Animal @inaccessible { id: ID! } enum Kind { DOG YETI @inaccessible }',
      {
        Query: {
          all: () => [
            { __typename: 'Dog', id: '1' },
            { __typename: 'Yeti', id: '2' },
          ],
          kind: () => 'YETI',
          kinds: () => ['DOG', 'YETI'],
        },
      },
    ),
  ]);
  expect((await ask('{ all { id } kind kinds }')).data).toEqual({
    all: [{ id: '1' }, null],
    kind: null,
    kinds: ['DOG', null],
  });
});

test('what a document asks of its root alone is asked of no service', async () => {
  let asked = 0;
  const gone = await serve((_, response) => {
    asked++;
    response.end('{"data":{"__typename":"Elsewhere"}}');
  });
  const supergraph = compose([subgraph('gone', 'type Query { a: Int }', {})]);
  const gateway = createRemoteGateway({ supergraph, urls: { gone }, logger: { error: () => {} } });
  stops.push(() => gateway.dispose());
  const response = await gateway.fetch(post({ query: '{ __typename type: __type(name: "Query") { name } }' }));
  expect(await response.json()).toEqual({ data: { __typename: 'Query', type: { name: 'Query' } } });
  expect(asked).toBe(0);
});
