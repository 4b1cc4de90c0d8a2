import { expect, test } from 'vitest';
import { post, useEngines, type Answer, type Engine } from './engines.ts';

const { engines } = useEngines({ limits: { batch: 3, depth: 3, cost: 700 } });

async function send({ gateway }: Engine, operations: object[]): Promise<{ status: number; answers: Answer[] }> {
  const response = await gateway.fetch(post(operations));
  return { status: response.status, answers: (await response.json()) as Answer[] };
}

const ten = { query: '{ hospitals(first: 10) { code } }' };

test('the operations of one body are answered in order', async () => {
  for (const engine of engines) {
    const { status, answers } = await send(engine, [
      { query: 'query ($id: ID!) { lab(id: $id) { label } }', variables: { id: 'l1' } },
      { query: '{ canteens { meals } }' },
      { query: 'query ($id: ID!) { lab(id: $id) { label } }', variables: { id: 'l2' } },
    ]);
    expect(status).toBe(200);
    expect(answers).toEqual([
      { data: { lab: { label: 'Hématologie' } } },
      { data: { canteens: [{ meals: 100 }, { meals: 100 }] } },
      { data: { lab: { label: 'Génétique' } } },
    ]);
  }
});

const refusal = (found: number) => ({
  errors: [
    {
      message: `A batch may have at most 3 operations; this one has ${found}. Send the others in a separate request.`,
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'batch' },
    },
  ],
});

test.each([4, 30])('%d operations, more than the limit, are refused one by one', async (count) => {
  for (const engine of engines) {
    const { status, answers } = await send(
      engine,
      Array.from({ length: count }, () => ({ query: '{ canteens { meals } }' })),
    );
    expect(status).toBe(200);
    expect(answers).toEqual(Array.from({ length: count }, () => refusal(count)));
  }
});

test('more than ten times as many are refused as a whole', async () => {
  for (const engine of engines) {
    const { status, answers } = await send(
      engine,
      Array.from({ length: 31 }, () => ({})),
    );
    expect([status, answers]).toEqual([400, refusal(31)]);
  }
});

test('an error of one operation leaves the others intact, and is masked as usual', async () => {
  for (const engine of engines) {
    engine.log.length = 0;
    const { status, answers } = await send(engine, [
      { query: '{ secret }' },
      { query: '{ labs { hospital { labs { id } } } }' },
      { query: '{ lab(id: "l1") { label } }' },
    ]);
    expect(status).toBe(200);
    expect(answers[0]!.errors).toEqual([
      {
        message: 'Internal error',
        path: ['secret'],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'INTERNAL', requestId: expect.any(String) },
      },
    ]);
    expect(answers[1]!.errors!.map(({ extensions }) => extensions)).toEqual([
      { code: 'LIMIT_EXCEEDED', limit: 'depth' },
    ]);
    expect(answers[2]).toEqual({ data: { lab: { label: 'Hématologie' } } });
    expect(engine.log.map(({ message }) => message)).toEqual(['Unexpected error']);
  }
});

test('an item that is not an operation is refused alone', async () => {
  for (const engine of engines) {
    const { answers } = await send(engine, [null, 7, { query: '{ lab(id: "l1") { label } }' }] as object[]);
    expect(answers.map(({ errors }) => errors?.[0]!.extensions['code'])).toEqual([
      'BAD_REQUEST',
      'BAD_REQUEST',
      undefined,
    ]);
  }
});

test('the operations of a batch share the cost limit of one request', async () => {
  for (const engine of engines) {
    const { answers } = await send(engine, [ten, { query: '{ hospitals(first: 290) { code } }' }]);
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    const beyond = await send(engine, [ten, { query: '{ hospitals(first: 291) { code } }' }]);
    expect(beyond.answers[0]!.errors).toBeUndefined();
    expect(beyond.answers[1]!.errors![0]).toMatchObject({
      message: expect.stringContaining('may cost at most 700; this one costs 701'),
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'cost' },
    });
  }
});

test('the event loop goes on between the operations of a batch', async () => {
  // The services of the other engine have an event loop of their own.
  const { gateway, journal } = engines.find(({ name }) => name === 'local')!;
  let turn = 0;
  let isOver = false;
  const count = (): void => {
    turn++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const began: number[] = [];
  journal.hold = async () => void began.push(turn);
  const operations = ['a', 'b', 'c'].map((name) => ({ query: `query ${name} { held }` }));
  // Both while the engine has still to read them, and when it knows them.
  for (let n = 0; n < 2; n++) {
    began.length = 0;
    expect((await gateway.fetch(post(operations))).status).toBe(200);
    expect(new Set(began).size).toBe(3);
  }
  isOver = true;
});
