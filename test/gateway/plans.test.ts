import { expect, onTestFinished, test, vi } from 'vitest';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { post } from './engines.ts';
import { serve, startOver, stops } from './failing-services.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

// Plans that the hub's own schema does not lead to, for directives that the local engine refuses or does not need.

test('a field receives what it requires, including objects and lists', async () => {
  const received: object[] = [];
  const ask = await startOver([
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
            received.push(box);
            return box;
          },
          price: ({ size }: { size?: { w: number; h: number } }) => (size ? size.w * size.h : null),
        },
      },
    ),
  ]);
  expect(await ask('{ boxes { price } }')).toEqual({ status: 200, data: { boxes: [{ price: 6 }, { price: null }] } });
  expect(received).toEqual([
    { __typename: 'Box', id: '1', size: { w: 2, h: 3 }, parts: [{ w: 1 }, { w: 4 }] },
    { __typename: 'Box', id: '2', parts: [] },
  ]);
});

test('a service that knows only an interface receives its objects under that type', async () => {
  const ask = await startOver([
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

test.each(['all', 'owner.all'])(
  'fields with different types in one service are returned under their own name (%s)',
  async (place) => {
    const all = () => ['Here', 'There', 'There'].map((__typename, id) => ({ __typename, id }));
    const ask = await startOver([
      subgraph(
        'all',
        'type Query { all: [Any]! } type Owner @key(fields: "id") { id: ID! all: [Any]! } interface Any { id: ID! } type Here implements Any { id: ID! v: String } type There implements Any { id: ID! @shareable v: String! @shareable }',
        {
          Query: { all },
          Owner: { all },
          Here: { v: () => 'here' },
          There: {
            v({ id }: { id: number }) {
              if (id === 2) throw new Error('gone');
              return 'there';
            },
          },
        },
      ),
      // A field that is nullable in one service is nullable in the graph.
      subgraph('more', 'type Query { there: There } type There { id: ID! @shareable v: String @shareable }', {}),
      subgraph('owners', 'type Query { owner: Owner! } type Owner @key(fields: "id") { id: ID! }', {
        Query: { owner: () => ({ id: '1' }) },
      }),
    ]);
    const list = '{ all { ... on Here { v } ... on There { v } } }';
    const { data, errors } = await ask(place === 'all' ? list : `{ owner ${list} }`);
    expect((data.owner ?? data).all).toEqual([{ v: 'here' }, { v: 'there' }, null]);
    expect(errors!.map(({ path }) => path!.join('.'))).toEqual([`${place}.2.v`]);
  },
);

test('a value that two services share is joined from both', async () => {
  const ask = await startOver([
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
  // A null of one service does not remove the value of the other.
  expect(await place('2')).toEqual({ street: null, zip: '57000', city: 'Metz' });
});

test('a field that is overridden for a percentage of requests is requested from either service', async () => {
  const ask = await startOver([
    subgraph('old', 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! name: String }', {
      Query: { things: () => [{ id: '1', name: 'old' }] },
    }),
    subgraph(
      'new',
      'type Thing @key(fields: "id") { id: ID! name: String @override(from: "old", label: "percent(30)") }',
      {
        Thing: { name: () => 'new' },
      },
    ),
  ]);
  const chance = vi.spyOn(Math, 'random');
  onTestFinished(() => chance.mockRestore());
  for (const [drawn, owner] of [
    [0.29, 'new'],
    [0.31, 'old'],
    [0.1, 'new'],
    [0.9, 'old'],
  ] as const) {
    chance.mockReturnValue(drawn);
    expect((await ask('{ things { name } }')).data.things).toEqual([{ name: owner }]);
  }
});

test('types and values that are not public are not returned', async () => {
  const ask = await startOver([
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

test('an operation that selects only `__typename` and introspection calls no service', async () => {
  let requests = 0;
  const unused = await serve((_, response) => {
    requests++;
    response.end('{"data":{"__typename":"Elsewhere"}}');
  });
  const supergraph = compose([subgraph('unused', 'type Query { a: Int }', {})]);
  const gateway = createRemoteGateway({ supergraph, urls: { unused }, logger: { error: () => {} } });
  stops.push(() => gateway.dispose());
  const response = await gateway.fetch(post({ query: '{ __typename type: __type(name: "Query") { name } }' }));
  expect(await response.json()).toEqual({ data: { __typename: 'Query', type: { name: 'Query' } } });
  expect(requests).toBe(0);
});
