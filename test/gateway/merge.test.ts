import { execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { subgraph } from './fixtures/subgraph.ts';
import { ask, merge, plain } from './merged.ts';

test('a composite key is read through resolvers and objects, and serialized as between services', async () => {
  const seen: object[] = [];
  const room = 'type Room @key(fields: "floor { number building { code } } tags")';
  const place = 'type Floor @shareable { number: ID! building: Building! } type Building @shareable { code: ID! }';
  const rooms = subgraph('rooms', `type Query { rooms: [Room!]! } ${room} { floor: Floor! tags: [ID!]! } ${place}`, {
    Query: { rooms: () => [{ level: 3, tags: [1, 'b'] }] },
    Room: { floor: async ({ level }: { level: number }) => ({ number: level }) },
    Floor: { building: ({ number }: { number: number }) => Promise.resolve({ code: number * 10 }) },
  });
  const cleaning = subgraph('cleaning', `${room} { floor: Floor! tags: [ID!]! cleaned: Boolean! } ${place}`, {
    Room: {
      __resolveReference: (reference: object) => {
        seen.push(reference);
        return { cleaned: true };
      },
    },
  });
  expect(plain(await ask([rooms, cleaning], '{ rooms { cleaned } }'))).toEqual({
    data: { rooms: [{ cleaned: true }] },
  });
  expect(seen).toEqual([{ __typename: 'Room', floor: { number: '3', building: { code: '30' } }, tags: ['1', 'b'] }]);
});

test('an object that two subgraphs share in memory keeps two origins', async () => {
  const shared = { id: '1', owner: 'kept in both' };
  const own = (name: string) =>
    subgraph(name, `type Query { ${name}: Thing } type Thing @key(fields: "id") { id: ID! ${name}Only: String }`, {
      // Both are marked before the fields of either are resolved.
      Query: { [name]: async () => shared },
      Thing: {
        [`${name}Only`]: ({ seenBy, owner }: { seenBy?: string; owner?: string }) => seenBy ?? owner,
        __resolveReference: ({ id }: { id: string }) => ({ id, seenBy: `${name} by reference` }),
      },
    });
  const result = await ask([own('a'), own('b')], '{ a { aOnly bOnly } b { aOnly bOnly } }');
  expect(plain(result)).toEqual({
    data: {
      a: { aOnly: 'kept in both', bOnly: 'b by reference' },
      b: { aOnly: 'a by reference', bOnly: 'kept in both' },
    },
  });
});

test('a frozen object is followed, and its counterpart is loaded once a request', async () => {
  let resolved = 0;
  const frozen = Object.freeze({ id: '1' });
  const kept = { id: '2' };
  const first = subgraph('first', 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! }', {
    Query: { things: () => [frozen, kept] },
  });
  const second = subgraph('second', 'type Thing @key(fields: "id") { id: ID! time: Int }', {
    Thing: { __resolveReference: () => ({ time: ++resolved }) },
  });
  const answers = [
    await ask([first, second], '{ things { id time } }'),
    await ask([first, second], '{ things { time } }'),
  ];
  expect(plain(answers)).toEqual([
    {
      data: {
        things: [
          { id: '1', time: 1 },
          { id: '2', time: 2 },
        ],
      },
    },
    { data: { things: [{ time: 3 }, { time: 4 }] } },
  ]);
});

test('a reference is resolved once for all the fields of an object', async () => {
  let resolved = 0;
  const first = subgraph('first', 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }', {
    Query: { thing: () => ({ id: '1' }) },
  });
  const second = subgraph('second', 'type Thing @key(fields: "id") { id: ID! a: Int b: Int list(n: Int): Int }', {
    Thing: {
      list: (_: unknown, { n }: { n: number }) => n,
      __resolveReference: async () => {
        resolved++;
        return { a: 1, b: 2 };
      },
    },
  });
  expect(plain(await ask([first, second], '{ thing { a b one: list(n: 1) two: list(n: 2) } }'))).toEqual({
    data: { thing: { a: 1, b: 2, one: 1, two: 2 } },
  });
  expect(resolved).toBe(1);
});

test.each([
  ['of the value', 'type Price @shareable { amount: Int }', 'price { amount }'],
  [
    'of an object within it',
    'type Price @shareable { net: Net } type Net @shareable { amount: Int }',
    'price { net { amount } }',
  ],
])('a field %s is resolved by the subgraph that made a shared value', async (_, sdl, selection) => {
  const own = (name: string, factor: number) => {
    const amount = { amount: (value: Record<string, number>) => value[name]! * factor };
    return subgraph(name, `type Query { ${name}: Offer } type Offer @shareable { price: Price } ${sdl}`, {
      Query: { [name]: () => ({ price: { [name]: 7, net: { [name]: 7 } } }) },
      ...(sdl.includes('Net') ? { Net: amount } : { Price: amount }),
    });
  };
  const { data } = await ask([own('one', 1), own('two', 2)], `{ one { ${selection} } two { ${selection} } }`);
  const amounts = JSON.stringify(data).match(/\d+/g);
  expect(amounts).toEqual(['7', '14']);
});

test('a context is made once a request, with its id and signal', async () => {
  const scopes: object[] = [];
  const only = subgraph(
    'only',
    'type Query { a: Int b: Int }',
    { Query: { a: (_: unknown, __: unknown, context: { n: number }) => context.n, b: () => 2 } },
    (scope) => {
      scopes.push(scope);
      return { n: scopes.length };
    },
  );
  const schema = merge([only]);
  const { signal } = new AbortController();
  const request = () => execute({ schema, document: parse('{ a x: a b }'), contextValue: { requestId: 'r1', signal } });
  expect(plain(await request())).toEqual({ data: { a: 1, x: 1, b: 2 } });
  expect(plain(await request())).toEqual({ data: { a: 2, x: 2, b: 2 } });
  expect(scopes).toEqual([
    { requestId: 'r1', signal },
    { requestId: 'r1', signal },
  ]);
});
