import { expect, test } from 'vitest';
import { addTo, copyOf, placesOf, type ResponseTree } from '../../gateway/remote-engine/response-tree.ts';

test.each<[string, ResponseTree, ResponseTree, ResponseTree]>([
  ['what is new is added', { a: 1 }, { b: { c: 2 } }, { a: 1, b: { c: 2 } }],
  ['objects are joined', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
  [
    'lists are joined item by item',
    { a: [{ b: 1 }, null] },
    { a: [{ c: 2 }, { c: 3 }] },
    { a: [{ b: 1, c: 2 }, { c: 3 }] },
  ],
  ['lists that do not match stay as they were', { a: [{ b: 1 }] }, { a: [] }, { a: [{ b: 1 }] }],
  [
    'a null takes nothing away',
    { a: 1, b: { c: 2 }, d: [3] },
    { a: null, b: null, d: null },
    { a: 1, b: { c: 2 }, d: [3] },
  ],
  ['a null is filled', { a: null }, { a: 1 }, { a: 1 }],
  ['the last word on a plain value counts', { a: 'old' }, { a: 'new' }, { a: 'new' }],
  ['names of what objects inherit are names', {}, { constructor: { a: 1 } }, { constructor: { a: 1 } }],
])('%s', (_, target, source, sum) => {
  addTo(target, source);
  expect(target).toEqual(sum);
});

test('a copy shares nothing', () => {
  const original = { a: [{ b: 1 }] };
  const copy = copyOf(original);
  addTo(copy.a[0]!, { c: 2 });
  expect([original, copy]).toEqual([{ a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }] }]);
});

test('an object is found wherever it stands', () => {
  const wanted = { id: 1 };
  const root = { one: wanted, list: [{ id: 1 }, { of: [wanted] }] };
  expect(placesOf(root, new Set([wanted])).get(wanted)).toEqual([['one'], ['list', 1, 'of', 0]]);
});
