import type { ExecutionResult } from 'graphql';
import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../gateway/rules/limits.ts';
import { writeResults } from '../../gateway/rules/response-size.ts';

/** A result as Yoga writes it. */
function textOf(result: ExecutionResult): string {
  const { stringify, ...rest } = result as ExecutionResult & { stringify?: (result: ExecutionResult) => string };
  return stringify ? stringify(rest) : JSON.stringify(rest);
}

const written = async (result: ExecutionResult, responseBytes = 1_000_000): Promise<string> =>
  textOf((await writeResults([result], { ...DEFAULT_LIMITS, responseBytes }))[0]!);

const large = {
  list: Array.from({ length: 3000 }, (_, index) => ({
    name: `Hôpital "${index}"`,
    beds: index,
    none: null,
    tags: ['a', undefined],
  })),
  rows: {
    wide: Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`f"${index}`, index % 3 ? index : undefined])),
  },
  empty: [],
  nothing: {},
};

test.each<[string, ExecutionResult]>([
  ['a small result', { data: { a: 1, b: ['é', null] } }],
  ['a large result', { data: large }],
  [
    'a result of lists of lists',
    { data: { matrix: Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => [1, [2]])) } },
  ],
  ['errors beside data', { data: { a: null }, errors: [new GraphQLError('no', { path: ['a'] })] }],
  ['extensions beside data', { data: { a: 1 }, extensions: { cost: { cost: 1 } } }],
  ['null', { data: null, errors: [new GraphQLError('no')] }],
  ['no data', { errors: [new GraphQLError('no', { extensions: { code: 'BAD_USER_INPUT' } })] }],
])('%s is written as JSON has it', async (_, result) => {
  expect(JSON.parse(await written(result))).toEqual(JSON.parse(JSON.stringify(result)));
  if (!result.errors && !result.extensions) expect(await written(result)).toBe(JSON.stringify(result));
});

test('an error is written without the extensions that set a status', async () => {
  const error = new GraphQLError('no', { extensions: { code: 'NO', http: { status: 400 }, unexpected: true } });
  expect(await written({ errors: [error] })).toBe('{"errors":[{"message":"no","extensions":{"code":"NO"}}]}');
});

test('a result has at most so many bytes', async () => {
  for (const data of [{ name: 'é'.repeat(20) }, large]) {
    const bytes = Buffer.byteLength(JSON.stringify(data));
    expect(JSON.parse(await written({ data }, bytes))).toHaveProperty('data');
    const [refused] = await writeResults([{ data }], { ...DEFAULT_LIMITS, responseBytes: bytes - 1 });
    expect(refused!.data).toBeUndefined();
    expect(refused!.errors![0]!.message).toMatch(/^A response may have at most \d+ bytes; this one has more\./);
    expect(refused!.errors![0]!.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'responseBytes' });
  }
});

test('errors beside data count too', async () => {
  const result = { data: { a: null }, errors: [new GraphQLError('x'.repeat(100), { path: ['a'] })] };
  expect(JSON.parse(await written(result, 200))).toHaveProperty('data');
  expect(JSON.parse(await written(result, 100)).errors).toMatchObject([{ extensions: { limit: 'responseBytes' } }]);
});

test('writing stops where the limit is reached', async () => {
  let read = 0;
  const item = {
    get name() {
      read++;
      return 'x'.repeat(100);
    },
  };
  const data = { list: Array.from({ length: 10_000 }, () => item) };
  await writeResults([{ data }], { ...DEFAULT_LIMITS, responseBytes: 10_000 });
  // The first thousand values are looked at before anything is written.
  expect(read).toBeLessThan(2_000);
});

test('the results of a batch share the bytes', async () => {
  const data = { name: 'x'.repeat(10) };
  const bytes = JSON.stringify(data).length;
  const results = await writeResults([{ data }, { data }, { data }], { ...DEFAULT_LIMITS, responseBytes: 2 * bytes });
  expect(results.map((result) => result.errors?.length ?? 0)).toEqual([0, 0, 1]);
});

test('a large result is written in turns of the event loop, and a small one at once', async () => {
  let turns = 0;
  let isOver = false;
  const count = (): void =>
    void (
      isOver ||
      setImmediate(() => {
        turns++;
        count();
      })
    );
  count();
  await written({ data: { a: 1 } });
  expect(turns).toBe(0);
  await written({ data: { list: Array.from({ length: 20_000 }, () => ['x'.repeat(100)]) } }, 3_000_000);
  expect(turns).toBeGreaterThan(10);
  isOver = true;
});
