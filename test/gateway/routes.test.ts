import { expect, test } from 'vitest';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { subgraph } from './fixtures/subgraph.ts';
import { ask, plain } from './merged.ts';

test('a subgraph finds an object by any of its keys', async () => {
  const first = subgraph('first', 'type Query { thing: Thing } type Thing @key(fields: "code") { code: ID! }', {
    Query: { thing: () => ({ code: 'c' }) },
  });
  const second = subgraph(
    'second',
    'type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: ID! name: String }',
    {
      Thing: { __resolveReference: ({ code }: { code: string }) => ({ id: 'i', code, name: `named ${code}` }) },
    },
  );
  expect(plain(await ask([first, second], '{ thing { id code name } }'))).toEqual({
    data: { thing: { id: 'i', code: 'c', name: 'named c' } },
  });
});

test('a subgraph finds an object by the first of its keys that the object has', async () => {
  const seen: object[] = [];
  const find = (reference: object) => {
    seen.push(reference);
    return { name: 'found' };
  };
  const first = subgraph(
    'first',
    'type Query { thing: Thing } type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: ID! }',
    { Query: { thing: () => ({ id: 'i', code: 'c' }) } },
  );
  const second = subgraph(
    'second',
    'type Thing @key(fields: "tag") @key(fields: "code") @key(fields: "id") { tag: ID! id: ID! code: ID! name: String }',
    { Thing: { __resolveReference: find } },
  );
  expect(plain(await ask([first, second], '{ thing { name } }'))).toEqual({ data: { thing: { name: 'found' } } });
  expect(seen).toEqual([{ __typename: 'Thing', code: 'c' }]);
});

test('a field with several owners comes from the first that shares a key with the object', async () => {
  const source = subgraph('source', 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }', {
    Query: { thing: () => ({ id: 'i' }) },
  });
  const owner = (name: string, key: string) =>
    subgraph(name, `type Thing @key(fields: "${key}") { ${key}: ID! name: String @shareable }`, {
      Thing: { __resolveReference: () => ({ name }) },
    });
  const bridge = subgraph('bridge', 'type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: ID! } ', {});
  const nameFrom = async (...owners: Subgraph[]): Promise<unknown> =>
    (await ask([source, bridge, ...owners], '{ thing { name } }')).data!['thing'];
  expect(plain(await nameFrom(owner('one', 'id'), owner('two', 'id')))).toEqual({ name: 'one' });
  expect(plain(await nameFrom(owner('two', 'id'), owner('three', 'id')))).toEqual({ name: 'three' });
  expect(plain(await nameFrom(owner('one', 'code'), owner('two', 'id')))).toEqual({ name: 'two' });
});

test('a subgraph that only extends a type needs no key of the other owners', async () => {
  const source = subgraph(
    'source',
    'type Query { thing: Thing } type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: ID! }',
    { Query: { thing: () => ({ id: 'i', code: 'c' }) } },
  );
  const extension = (name: string, key: string) =>
    subgraph(name, `type Thing @key(fields: "${key}") { ${key}: ID! ${name}: ID }`, {
      Thing: { [name]: (thing: Record<string, string>) => thing[key] },
    });
  const { data } = await ask([source, extension('one', 'id'), extension('two', 'code')], '{ thing { one two } }');
  expect(plain(data)).toEqual({ thing: { one: 'i', two: 'c' } });
});

test.each([
  ['__resolveType', 'entities', '@key(fields: "id")'],
  ['__resolveType', 'plain values', '@shareable'],
  ['isTypeOf', 'entities', '@key(fields: "id")'],
  ['isTypeOf', 'plain values', '@shareable'],
])('the type of an object is resolved by the subgraph that made it (%s of %s)', async (resolver, _, directive) => {
  const own = (name: string, other: string) => {
    const isOwn = (value: object) => `${name}Mark` in value;
    const byType = { Box: { __isTypeOf: isOwn }, Bag: { __isTypeOf: (value: object) => !isOwn(value) } };
    const byInterface = { Item: { __resolveType: (value: object) => (isOwn(value) ? 'Box' : 'Bag') } };
    const types = ['Box', 'Bag'].map((type) => `type ${type} implements Item ${directive} { id: ID! }`).join(' ');
    return subgraph(name, `type Query { ${name}: [Item!]! } interface Item { id: ID! } ${types}`, {
      Query: {
        [name]: () => [
          { id: '1', [`${name}Mark`]: 1 },
          { id: '2', [`${other}Mark`]: 1 },
        ],
      },
      ...(resolver === 'isTypeOf' ? byType : byInterface),
    });
  };
  const { data } = await ask([own('one', 'two'), own('two', 'one')], '{ one { __typename } two { __typename } }');
  const types = [{ __typename: 'Box' }, { __typename: 'Bag' }];
  expect(plain(data)).toEqual({ one: types, two: types });
});
