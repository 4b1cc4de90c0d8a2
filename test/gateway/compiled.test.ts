import { execute, GraphQLScalarType, Kind, parse, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { expect, test } from 'vitest';
import { giveExactArguments } from '../../platform/execution/arguments.ts';
import { compiledExecution } from '../../platform/execution/compile.ts';
import { hardenForJit } from '../../platform/execution/harden.ts';

/** A scalar whose values have no JSON form. */
const Big = new GraphQLScalarType<bigint, string>({
  name: 'Big',
  serialize: (value) => String(value),
  parseValue: (value) => BigInt(value as string),
  parseLiteral: (node) => BigInt(node.kind === Kind.INT ? node.value : 0),
});

/** The arguments as text, whatever the order of their names. */
function print(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(print).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .toSorted()
    .map(([name, inner]) => `${name}: ${print(inner)}`)
    .join()}}`;
}

const makeSchema = () =>
  createSchema({
    typeDefs: `
      scalar Big
      enum Side { LEFT RIGHT }
      input Where { AND: [Where!] NOT: Where side: Side = RIGHT n: Int = 4 must: Int! = 1 big: Big ids: [ID!] }
      type Query {
        args(where: Where, list: [Int!], n: Int! = 3, side: Side = LEFT, big: Big, text: String): String
        items: [Item]
        strictItems: [Item!]!
        grid: [[Int!]]
        trap: Trap
        shape: Shape
        self: Query
      }
      type Mutation { push(n: Int!): Int! }
      type Item { n: Int! self: Item }
      type Trap { fine: Int throws: Int }
      union Shape = Item | Trap
    `,
    resolvers: {
      Big,
      Side: { LEFT: -1, RIGHT: 1 },
      Query: {
        args: (_: unknown, args: object) => print(args),
        items: async () => [
          new Promise((resolve) => setImmediate(resolve, { n: 1 })),
          Promise.reject(new Error('two')),
          { n: 3 },
        ],
        grid: async () => [
          [61, Promise.resolve(52)],
          [43, new Promise((_, reject) => setImmediate(reject, new Error('inner')))],
          [42, 51],
        ],
        strictItems: () => [Promise.resolve({ n: 1 }), Promise.reject(new Error('two'))],
        trap: async () => ({
          fine: 1,
          get throws() {
            throw new Error('a getter');
          },
        }),
        shape: async () => ({}),
        self: async () => ({}),
      },
      Shape: {
        __resolveType: () => {
          throw new Error('no type');
        },
      },
      Item: { self: (item: object) => item },
    },
  });

/** The schema as a service hands it to the compiler. */
function makeHardened() {
  const schema = makeSchema();
  giveExactArguments(schema);
  return hardenForJit(schema);
}

function compiled(): (args: ExecutionArgs) => Promise<ExecutionResult> {
  const run = compiledExecution();
  return async (args) => run(args);
}

const where = 'query ($w: Where, $n: Int, $side: Side, $big: Big, $id: ID, $list: [Int!]) ';
const OPERATIONS: [string, Record<string, unknown>?][] = [
  ['{ args }'],
  ['{ args(n: 1, side: RIGHT, big: 12345678901234567890, list: 2, text: "a\\"b") }'],
  ['{ args(where: { AND: [{ NOT: { n: null } }, {}], side: LEFT, big: 7, ids: ["a", 1] }) }'],
  [`${where}{ args(where: $w) }`, {}],
  [`${where}{ args(where: $w) }`, { w: { AND: [{ NOT: { side: 'LEFT' } }, { AND: [] }], big: '9', ids: 'x' } }],
  [`${where}{ args(where: { n: $n, side: $side, big: $big, ids: [$id], NOT: $w }) }`, { id: 1 }],
  [
    `${where}{ args(where: { n: $n, side: $side, NOT: $w }, list: $list, side: $side, big: $big) }`,
    { n: null, side: 'RIGHT', w: {}, list: 5, big: '3' },
  ],
  ['query ($n: Int = 7, $side: Side = RIGHT, $w: Where = { n: 2 }) { args(n: $n, side: $side, where: $w) }'],
  ['query ($n: Int = 7) { args(n: $n) }', { n: null }],
  ['query ($must: Int = 2) { args(where: { must: $must }) }', { must: null }],
  ['query ($n: Int = 2) { args(list: [$n, 1]) }'],
  ['query ($n: Int = 2) { args(list: [$n, 1]) }', { n: null }],
  ['{ ...A self { ...A } } fragment A on Query { ...B x: args } fragment B on Query { args(n: 2) self { y: args } }'],
  [
    'query ($a: Boolean!) { one: self { ...A @include(if: $a) } two: self { ...A } } fragment A on Query { ...B } fragment B on Query { args self { args } }',
    { a: false },
  ],
  ['{ items { n } }'],
  ['{ strictItems { n } }'],
  ['{ grid }'],
  [
    'query ($a: Boolean!) { one: self @include(if: $a) { ...F } two: self { ...F } } fragment F on Query { args }',
    { a: false },
  ],
  [
    'query ($a: Boolean!, $b: Boolean = true) { self { ...F @skip(if: $a) ...G @include(if: $b) } } fragment F on Query { args x: args } fragment G on Query { args self { ...F } }',
    { a: true },
  ],
  [
    'query ($a: Boolean!) { self @include(if: $a) { args } self { self { __typename } } self @skip(if: $a) { x: args } }',
    { a: false },
  ],
  ['{ self { args } self @skip(if: true) { ... { x: args } } }'],
  [
    'query ($a: Boolean!) { self { args } self @include(if: $a) { ...F } } fragment F on Query { x: args }',
    { a: false },
  ],
];

test.each(OPERATIONS)('the compiled operation has the result of graphql-js: %s', async (query, variableValues = {}) => {
  const expected = (await execute({
    schema: makeSchema(),
    document: parse(query),
    variableValues,
    rootValue: {},
  })) as ExecutionResult;
  const run = compiled();
  const args = {
    schema: makeHardened(),
    document: parse(query),
    variableValues,
    rootValue: {},
    contextValue: {},
  };
  for (let round = 0; round < 2; round++) {
    const result = await run(args);
    expect(JSON.parse(JSON.stringify(result.data ?? null))).toEqual(JSON.parse(JSON.stringify(expected.data ?? null)));
    const reported = ({ errors = [] }: ExecutionResult) => errors.map(({ message, path }) => ({ message, path }));
    expect(reported(result)).toEqual(reported(expected));
  }
});

test('an exception while a value is completed is an error of the field, and does not end the process', async () => {
  const schema = makeHardened();
  const run = compiled();
  const ask = (query: string) => run({ schema, document: parse(query), rootValue: {}, contextValue: {} });
  const trap = await ask('{ trap { fine throws } args }');
  expect(trap.data).toEqual({ trap: null, args: '{n: 3,side: -1}' });
  expect(trap.errors!.map(({ message, path }) => [message, path])).toEqual([['a getter', ['trap']]]);
  const shape = await ask('{ shape { __typename } args }');
  expect(shape.data).toEqual({ shape: null, args: '{n: 3,side: -1}' });
  expect(shape.errors!.map(({ message, path }) => [message, path])).toEqual([
    [expect.stringContaining('no type'), ['shape']],
  ]);
});

test('what the compiler is not given takes variables that have been coerced as well', async () => {
  const document = parse('query ($side: Side, $a: Boolean!) { args(side: $side, n: 2) @include(if: $a) }');
  const coercedVariables = { side: 1, a: true };
  const { data } = await compiledExecution()({ schema: makeHardened(), document, contextValue: {}, coercedVariables });
  expect(data).toEqual({ args: '{n: 2,side: 1}' });
});
