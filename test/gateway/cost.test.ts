import { buildASTSchema, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { costMeter } from '../../gateway/rules/cost.ts';
import { bindOperation } from '../support/normal-operations.ts';
import { weighedSdl as sdl } from './fixtures/weighed-sdl.ts';

const schema = buildASTSchema(parse(sdl));
const meter = costMeter(sdl);
const TYPES = Object.keys(schema.getTypeMap()).length;
/** What a statement costs. */
const STATEMENT = 200;
/** The fields of a type, on average. */
const FIELDS = Math.ceil(
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .reduce((total, type) => total + Object.keys(type.getFields()).length, 0) / TYPES,
);
const cost = (query: string, variables: Record<string, unknown> = {}, operationName?: string): number =>
  meter(schema, bindOperation(schema, { query, variables, operationName }));

/** What is measured, the document, its variables, its cost. */
const COSTS: [string, string, Record<string, unknown>, number][] = [
  ['an object', '{ one { id } }', {}, STATEMENT + 1],
  ['a weight of a field', '{ count }', {}, 5],
  ['a weight of a type', '{ dear { id } }', {}, STATEMENT + 50],
  ['a weight of an argument that is given', '{ one(deep: false) { id } }', {}, STATEMENT + 10],
  [
    'a weight of an argument whose variable has no value',
    'query ($d: Boolean) { one(deep: $d) { id } }',
    {},
    STATEMENT + 1,
  ],
  ['a page without a size', '{ page { nodes { id } } }', {}, STATEMENT + 21],
  ['a page with a size', '{ page(first: 5) { nodes { id } total } }', {}, STATEMENT + 8],
  ['a page from the end', '{ page(last: 5) { edges { node { id } } } }', {}, STATEMENT + 6],
  ['the greater of two sizes', '{ page(first: 2, last: 5) { nodes { id } } }', {}, STATEMENT + 6],
  ['a negative size', '{ page(first: -5) { nodes { id } } }', {}, STATEMENT + 1],
  ['a null for a size', '{ page(first: null) { nodes { id } } }', {}, STATEMENT + 21],
  ['a size by variable', 'query ($n: Int) { page(first: $n) { nodes { id } } }', { n: 7 }, STATEMENT + 8],
  ['a variable without a value', 'query ($n: Int) { page(first: $n) { nodes { id } } }', {}, STATEMENT + 21],
  ['a variable by its default', 'query ($n: Int = 6) { page(first: $n) { nodes { id } } }', {}, STATEMENT + 7],
  [
    'a null instead of a default',
    'query ($n: Int = 6) { page(first: $n) { nodes { id } } }',
    { n: null },
    STATEMENT + 21,
  ],
  ['the default of an argument', '{ top { id } }', {}, STATEMENT + 3],
  ['an assumed size', '{ some { id } }', {}, STATEMENT + 4],
  ['a list without @listSize', '{ many { id } }', {}, STATEMENT + 10],
  [
    'pages within pages',
    '{ page(first: 10) { nodes { page(first: 10) { nodes { id } } } } }',
    {},
    2 * STATEMENT + 1 + 10 * (1 + 3 + 10),
  ],
  [
    'the count of pages within a page once, as one statement counts them',
    '{ page(first: 10) { nodes { page(first: 5) { total } } } }',
    {},
    2 * STATEMENT + 1 + 10 * (1 + 3) + 2,
  ],
  [
    'conditions within a page once',
    '{ page(first: 10) { nodes { page(first: 5, where: { near: 1 }) { total } } } }',
    {},
    2 * STATEMENT + 1 + 10 * (1 + 3) + 2 + 20,
  ],
  ['a value as part of its object, with what is in it', '{ one { value { text of { id } } } }', {}, STATEMENT + 2],
  [
    'statements of each type of an abstract type',
    '{ any { ... on Item { page(first: 1) { total } } ... on Dear { more { id } } } }',
    {},
    3 * STATEMENT + 1 + 3 + 2,
  ],
  ['each alias of a field', '{ a: one { id } b: one { id } }', {}, 2 * STATEMENT + 2],
  [
    'all types of an abstract type',
    '{ any { ... on Item { page(first: 1) { nodes { id } } } ... on Dear { id } } }',
    {},
    2 * STATEMENT + 5,
  ],
  [
    'a fragment in each page',
    '{ a: page(first: 2) { ...P } b: page(first: 3) { ...P } } fragment P on Page { nodes { id } }',
    {},
    2 * STATEMENT + 7,
  ],
  [
    'a fragment with a variable',
    'query ($n: Int) { page(first: $n) { ... { ...P } } } fragment P on Page { nodes { id } }',
    { n: 4 },
    STATEMENT + 5,
  ],
  ['a field that is skipped', 'query ($s: Boolean!) { count @skip(if: $s) one { id } }', { s: true }, STATEMENT + 1],
  [
    'a field that is not skipped',
    'query ($s: Boolean!) { count @skip(if: $s) one { id } }',
    { s: false },
    STATEMENT + 6,
  ],
  ['a fragment that is not included', '{ ... @include(if: false) { count } one { id } }', {}, STATEMENT + 1],
  // Objects inherit a `constructor`, which is not a value of the request.
  [
    'a variable named constructor',
    'query ($constructor: Int = 9) { page(first: $constructor) { nodes { id } } }',
    {},
    STATEMENT + 10,
  ],
  ['a condition named toString', 'query ($toString: Boolean! = true) { count @include(if: $toString) }', {}, 5],
  ['a mutation', 'mutation { change { id } }', {}, STATEMENT + 11],
  [
    'each row of a mutation',
    'mutation ($r: [Where!]!) { put(rows: $r) { text } }',
    { r: [{ plain: 1 }, {}, { near: 1 }] },
    10 + 3 + 20,
  ],
  ['a weight of a list that a mutation is given', 'mutation { put(rows: {}, keys: [1, 2]) { text } }', {}, 10 + 1 + 6],
  ['a default of an argument that has a weight', '{ find }', {}, 4],
  ['each value of a list argument', '{ find(kinds: [1, 2, 3], sure: null) }', {}, 9],
  ['one value for a list', '{ find(kinds: 1, sure: null) }', {}, 3],
  ['each value of a list by variable', 'query ($k: [Int!]) { find(kinds: $k, sure: null) }', { k: [1, 2] }, 6],
  ['a condition', '{ find(sure: null, where: { near: 1, plain: 2 }) }', {}, 20],
  ['conditions within conditions', '{ find(sure: null, where: { AND: [{ near: 1 }, { NOT: { near: 2 } }] }) }', {}, 41],
  [
    'a condition of a type within',
    '{ find(sure: null, where: { text: { contains: "a", back: { near: 1 } } }) }',
    {},
    27,
  ],
  ['a list of a condition', '{ find(sure: null, where: { codes: [1, 2, 3, 4] }) }', {}, 8],
  ['a null condition', '{ find(sure: null, where: { near: null, text: null }) }', {}, 0],
  [
    'conditions by variable',
    'query ($w: Where) { find(sure: null, where: $w) }',
    { w: { AND: [{ text: { contains: 'a' } }, { codes: [1] }] } },
    9,
  ],
  [
    'a variable within a condition',
    'query ($n: Int) { find(sure: null, where: { AND: [{ near: $n }] }) }',
    { n: 1 },
    20,
  ],
  ['no variable within a condition', 'query ($n: Int) { find(sure: null, where: { AND: [{ near: $n }] }) }', {}, 0],
  [
    'conditions by the default of a variable',
    'query ($w: Where = { near: 1 }) { find(sure: null, where: $w) }',
    {},
    20,
  ],
  ['the types of the schema', '{ __schema { types { name } } }', {}, 1 + TYPES],
  ['the fields of a type, by their average', '{ __type(name: "Item") { fields { name } } }', {}, 1 + FIELDS],
  ['a type within types once', '{ __type(name: "Item") { ofType { ofType { name } } } }', {}, 1],
  ['the name of a type', '{ __typename }', {}, 0],
];

test.each(COSTS)('counts %s', (_, query, variables, expected) => {
  expect(cost(query, variables)).toBe(expected);
});

test('the cost is per operation of a document, and per request', () => {
  const query = 'query A($n: Int) { page(first: $n) { nodes { id } } } query B { count }';
  const of = (operationName: string, n?: number) => cost(query, { n }, operationName);
  expect([of('A', 1), of('B'), of('A', 9)]).toEqual([STATEMENT + 2, 5, STATEMENT + 10]);
});
