import { buildSchema, parse, type GraphQLObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { compiledExecution } from '../../platform/execution/compile.ts';
import { hardenForJit } from '../../platform/execution/harden.ts';

type Resolve = () => unknown;

/** The turns of the event loop that others get while a document is executed, and its result. */
async function execute(query: string, numbers: Resolve, groups: Resolve = () => []) {
  const schema = buildSchema(
    'type Query { numbers: [Box!]! groups: [Group!]! } type Group { numbers: [Box!]! } type Box { n: Int! }',
  );
  const resolvers: Record<string, Record<string, Resolve>> = { Query: { numbers, groups }, Group: { numbers } };
  for (const [type, fields] of Object.entries(resolvers))
    for (const [name, resolve] of Object.entries(fields))
      (schema.getType(type) as GraphQLObjectType).getFields()[name]!.resolve = resolve;
  let turns = 0;
  let isOver = false;
  const count = (): void => void (isOver || (turns++, setImmediate(count)));
  setImmediate(count);
  const result = await compiledExecution()({ schema: hardenForJit(schema), document: parse(query) });
  isOver = true;
  return { result, turns };
}

const boxes = (length: number): { n: number }[] => Array.from({ length }, (_, n) => ({ n }));

it.each([
  ['known at once', () => boxes(10_500)],
  ['that comes later', async () => boxes(10_500)],
])('a long list %s is completed in turns, in its order', async (_, numbers) => {
  const { result, turns } = await execute('{ numbers { n } }', numbers);
  expect(result).toEqual({ data: { numbers: boxes(10_500) } });
  expect(turns).toBeGreaterThanOrEqual(9);
});

it('many lists are completed in turns', async () => {
  const { result, turns } = await execute(
    '{ groups { numbers { n } } }',
    async () => boxes(100),
    () => Array.from({ length: 100 }, () => ({})),
  );
  expect(result).toEqual({ data: { groups: Array.from({ length: 100 }, () => ({ numbers: boxes(100) })) } });
  expect(turns).toBeGreaterThanOrEqual(9);
});

it('errors of items that wait for their turn stay where they are', async () => {
  const items = boxes(2500).map((box, index) => (index === 2400 ? new Error('broken') : box));
  const { result } = await execute('{ numbers { n } }', async () => items);
  expect(result.errors).toMatchObject([{ message: 'broken', path: ['numbers', 2400] }]);
});
