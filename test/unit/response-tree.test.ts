import { expect, test } from 'vitest';
import { addTo, copyOf, placesOf, type ResponseTree } from '../../gateway/remote-engine/response-tree.ts';

test.each<[string, ResponseTree, ResponseTree, ResponseTree]>([
  ['new fields are added', { a: 1 }, { b: { c: 2 } }, { a: 1, b: { c: 2 } }],
  ['objects are joined', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
  [
    'lists of equal length are joined item by item',
    { a: [{ b: 1 }, null] },
    { a: [{ c: 2 }, { c: 3 }] },
    { a: [{ b: 1, c: 2 }, { c: 3 }] },
  ],
  ['a shorter list is not joined', { a: [{ b: 1 }, { b: 2 }] }, { a: [{ c: 1 }] }, { a: [{ b: 1 }, { b: 2 }] }],
  ['a longer list is not joined', { a: [{ b: 1 }] }, { a: [{ c: 1 }, { c: 2 }] }, { a: [{ b: 1 }] }],
  ['a list that is empty is kept', { a: [] }, { a: [{ c: 1 }] }, { a: [] }],
  ['an empty list removes nothing', { a: [{ b: 1 }] }, { a: [] }, { a: [{ b: 1 }] }],
  ['an absent list is added', {}, { a: [{ c: 1 }] }, { a: [{ c: 1 }] }],
  [
    'lists within lists are joined',
    { a: [[{ b: 1 }], [{ b: 2 }]] },
    { a: [[{ c: 1 }], [{ c: 2 }, { c: 3 }]] },
    { a: [[{ b: 1, c: 1 }], [{ b: 2 }]] },
  ],
  ['a null item removes nothing', { a: [{ b: 1 }] }, { a: [null] }, { a: [{ b: 1 }] }],
  ['a list and an object are not joined', { a: [{ b: 1 }] }, { a: { c: 1 } }, { a: [{ b: 1 }] }],
  ['an object and a list are not joined', { a: { b: 1 } }, { a: [{ c: 1 }] }, { a: { b: 1 } }],
  [
    'a null removes nothing',
    { a: 1, b: { c: 2 }, d: [3] },
    { a: null, b: null, d: null },
    { a: 1, b: { c: 2 }, d: [3] },
  ],
  ['a null is replaced', { a: null }, { a: 1 }, { a: 1 }],
  ['a plain value is replaced', { a: 'old' }, { a: 'new' }, { a: 'new' }],
  ['inherited names are fields like others', {}, { constructor: { a: 1 } }, { constructor: { a: 1 } }],
])('%s', (_, target, source, sum) => {
  addTo(target, source);
  expect(target).toEqual(sum);
});

test('a copy shares no object', () => {
  const original = { a: [{ b: 1 }] };
  const copy = copyOf(original);
  addTo(copy.a[0]!, { c: 2 });
  expect([original, copy]).toEqual([{ a: [{ b: 1 }] }, { a: [{ b: 1, c: 2 }] }]);
});

test('an object is found at all of its paths', () => {
  const wanted = { id: 1 };
  const root = { one: wanted, list: [{ id: 1 }, { of: [wanted] }] };
  expect(placesOf(root, new Set([wanted])).get(wanted)).toEqual([['one'], ['list', 1, 'of', 0]]);
});
