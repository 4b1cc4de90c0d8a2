import { buildASTSchema, getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../gateway/rules/limits.ts';
import { costMeter } from '../../gateway/rules/cost.ts';
import { publicSchema } from '../../schema/check.ts';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { post, useEngines } from './engines.ts';

const sdl = /* GraphQL */ `
  directive @cost(
    weight: Int!
  ) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(
    assumedSize: Int
    slicingArguments: [String!]
    sizedFields: [String!]
    requireOneSlicingArgument: Boolean = true
  ) on FIELD_DEFINITION
  type Query {
    page(first: Int, last: Int): Page
      @listSize(slicingArguments: ["first", "last"], assumedSize: 20, sizedFields: ["nodes", "edges"])
    top(n: Int = 3): [Item] @listSize(slicingArguments: ["n"])
    some: [Item!]! @listSize(assumedSize: 4)
    many: [Item]
    one(deep: Boolean @cost(weight: 9)): Item
    any: Any
    dear: Dear
    count: Int @cost(weight: 5)
  }
  type Mutation {
    change: Item
  }
  type Page {
    nodes: [Item!]!
    edges: [Edge!]!
    total: Int @cost(weight: 2)
  }
  type Edge {
    node: Item!
  }
  type Item {
    id: ID
    page(first: Int): Page
      @cost(weight: 3)
      @listSize(slicingArguments: ["first"], assumedSize: 20, sizedFields: ["nodes", "edges"])
  }
  union Any = Item | Dear
  type Dear @cost(weight: 50) {
    id: ID
  }
`;
const schema = buildASTSchema(parse(sdl));
const meter = costMeter(sdl);
const cost = (query: string, variableValues: Record<string, unknown> = {}): number =>
  meter({ schema, document: parse(query), variableValues });

/** What is counted, the document, its variables, its cost. */
const COSTS: [string, string, Record<string, unknown>, number][] = [
  ['an object', '{ one { id } }', {}, 1],
  ['a weight of a field', '{ count }', {}, 5],
  ['a weight of a type', '{ dear { id } }', {}, 50],
  ['a weight of an argument that is given', '{ one(deep: false) { id } }', {}, 10],
  ['one that a variable leaves out', 'query ($d: Boolean) { one(deep: $d) { id } }', {}, 1],
  ['a page of which nothing is told', '{ page { nodes { id } } }', {}, 21],
  ['a page that is asked for', '{ page(first: 5) { nodes { id } total } }', {}, 8],
  ['from the end', '{ page(last: 5) { edges { node { id } } } }', {}, 11],
  ['the greater of two sizes', '{ page(first: 2, last: 5) { nodes { id } } }', {}, 6],
  ['a size below nothing', '{ page(first: -5) { nodes { id } } }', {}, 1],
  ['a null for a size', '{ page(first: null) { nodes { id } } }', {}, 21],
  ['a size by variable', 'query ($n: Int) { page(first: $n) { nodes { id } } }', { n: 7 }, 8],
  ['a variable without a value', 'query ($n: Int) { page(first: $n) { nodes { id } } }', {}, 21],
  ['a variable by its default', 'query ($n: Int = 6) { page(first: $n) { nodes { id } } }', {}, 7],
  ['a null instead of a default', 'query ($n: Int = 6) { page(first: $n) { nodes { id } } }', { n: null }, 21],
  ['the default of an argument', '{ top { id } }', {}, 3],
  ['an assumed size', '{ some { id } }', {}, 4],
  ['a list that says nothing', '{ many { id } }', {}, 10],
  [
    'pages within pages',
    '{ page(first: 10) { nodes { page(first: 10) { nodes { id } } } } }',
    {},
    1 + 10 * (1 + 3 + 10),
  ],
  ['fields under one name, each', '{ a: one { id } b: one { id } }', {}, 2],
  [
    'all types of an abstract one',
    '{ any { ... on Item { page(first: 1) { nodes { id } } } ... on Dear { id } } }',
    {},
    5,
  ],
  [
    'a fragment in each page',
    '{ a: page(first: 2) { ...P } b: page(first: 3) { ...P } } fragment P on Page { nodes { id } }',
    {},
    7,
  ],
  [
    'a fragment with a variable',
    'query ($n: Int) { page(first: $n) { ... { ...P } } } fragment P on Page { nodes { id } }',
    { n: 4 },
    5,
  ],
  ['what is skipped', 'query ($s: Boolean!) { count @skip(if: $s) one { id } }', { s: true }, 1],
  ['what is not skipped', 'query ($s: Boolean!) { count @skip(if: $s) one { id } }', { s: false }, 6],
  ['what is not included', '{ ... @include(if: false) { count } one { id } }', {}, 1],
  // Objects have a `constructor` of their own, which is no value of the request's.
  [
    'a variable that is called constructor',
    'query ($constructor: Int = 9) { page(first: $constructor) { nodes { id } } }',
    {},
    10,
  ],
  ['a condition that is', 'query ($toString: Boolean! = true) { count @include(if: $toString) }', {}, 5],
  ['a mutation', 'mutation { change { id } }', {}, 11],
  ['introspection', getIntrospectionQuery(), {}, 0],
];

test.each(COSTS)('counts %s', (_, query, variables, expected) => {
  expect(cost(query, variables)).toBe(expected);
});

test('a document is counted for each of its operations, and for each request anew', () => {
  const document = parse('query A($n: Int) { page(first: $n) { nodes { id } } } query B { count }');
  const of = (operationName: string, n?: number) => meter({ schema, document, operationName, variableValues: { n } });
  expect([of('A', 1), of('B'), of('A', 9)]).toEqual([2, 5, 10]);
});

test('a weight that is not counted is refused by name', () => {
  expect(() => costMeter(`${sdl} input Where { name: String @cost(weight: 2) }`)).toThrow('"Where.name"');
});

describe('the graph', async () => {
  const supergraph = await readSupergraph();
  const hub = { schema: publicSchema(supergraph), meter: costMeter(supergraph) };
  const inHub = (query: string) => hub.meter({ schema: hub.schema, document: parse(query) });

  test.each((await readOperations()).map((operation) => [operation.name, operation] as const))(
    'leaves room for %s',
    (_, { document, variables }) => {
      const spent = hub.meter({ schema: hub.schema, document: parse(document), variableValues: variables });
      expect(spent).toBeGreaterThan(0);
      expect(spent).toBeLessThan(DEFAULT_LIMITS.cost * 0.75);
    },
  );

  test('lets pages of a hundred stand within one another, and no deeper', () => {
    const sites = (inner: string) =>
      `{ establishments(first: 100) { nodes { name sites(first: 100) { nodes { name ${inner} } } } } }`;
    expect(inHub(sites(''))).toBeLessThan(DEFAULT_LIMITS.cost);
    expect(inHub(sites('memberships(first: 100) { nodes { role } }'))).toBeGreaterThan(DEFAULT_LIMITS.cost);
  });
});

describe('a budget', () => {
  const { engines } = useEngines({ limits: { cost: 40 } });
  const query = 'query ($n: Int!) { hospitals(first: $n) { code address { city } } }';

  test('is refused past it, whatever the media type, with the cost and the budget', async () => {
    for (const { ask } of engines) {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const { status, errors, data } = await ask(query, { n: 21 }, { accept });
        expect([status, data]).toEqual([400, undefined]);
        expect(errors).toEqual([
          {
            message: expect.stringMatching(/^A request may cost 40; this one costs 42\. Ask for smaller pages/),
            extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost' },
          },
        ]);
      }
    }
  });

  test('is answered up to it', async () => {
    for (const { ask } of engines) expect((await ask(query, { n: 20 })).errors).toBeUndefined();
  });

  test('is told to those who ask', async () => {
    for (const { gateway } of engines) {
      const told = async (extensions: object) =>
        (await (await gateway.fetch(post({ query, variables: { n: 2 }, extensions }))).json()) as {
          extensions?: object;
        };
      expect((await told({ cost: true })).extensions).toEqual({ cost: { cost: 4, budget: 40 } });
      expect((await told({})).extensions).toBeUndefined();
    }
  });
});
