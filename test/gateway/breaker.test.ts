import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { post } from './engines.ts';
import { ask, json, serve, startWith } from './failing-services.ts';

const QUERY = '{ lab(id: 1) { id } canteens { meals } }';
const unavailable = {
  data: { lab: null, canteens: [{ meals: 100 }, { meals: 100 }] },
  errors: [{ path: ['lab'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'labs' } }],
};
const WELL = json('{"data":{"lab":{"__typename":"Lab","id":"1"}}}');
const HOUR = 3_600_000;
/** Over before the next request. */
const NO_TIME = 0;

/** A gateway whose service `labs` answers as `labs.answer` does, with what it asked and what it told. */
async function startWithLabs(answer: RequestListener, pauseMs: number, options: { failures?: number } = {}) {
  const labs = { answer, asked: 0 };
  const url = await serve((request, response) => {
    labs.asked++;
    labs.answer(request, response);
  });
  const told: string[] = [];
  const breaker = {
    failures: 3,
    pauseMs,
    onChange: (...change: string[]) => void told.push(change.join(' ')),
    ...options,
  };
  const { gateway, logged } = await startWith(url, { breaker, timeout: 500 });
  return { gateway, logged, labs, told };
}

const FAILURES: [string, RequestListener][] = [
  ['hangs up', (request) => void request.socket.destroy()],
  ['does not answer in time', () => {}],
  ['says 500 in GraphQL', json('{"errors":[{"message":"Oh","extensions":{"code":"INTERNAL"}}]}', 500)],
  ['is behind a proxy that excuses it', (_, response) => void response.writeHead(503).end('<h1>Sorry</h1>')],
  ['answers no GraphQL', json('{"hello":"world"}')],
  ['answers nothing', json('')],
];

test.each(FAILURES)('a service that %s is asked no more after some failures in a row', async (_, answer) => {
  const { gateway, logged, labs, told } = await startWithLabs(answer, HOUR);
  for (let count = 1; count <= 3; count++) {
    expect(told).toEqual([]);
    expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
  }
  expect(told).toEqual(['labs open']);
  expect(logged).toHaveLength(3);
  labs.answer = WELL;
  expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
  expect(labs.asked).toBe(3);
  // What is known is not told again for each request.
  expect(logged).toHaveLength(3);
  expect(told).toHaveLength(1);
});

const ANSWERS: [string, RequestListener][] = [
  ['an error of a field', json('{"data":{"lab":null},"errors":[{"message":"Oh","path":["lab"]}]}')],
  [
    'a refusal of the request',
    json('{"errors":[{"message":"No","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}', 400),
  ],
  ['a refusal without a word', (_, response) => void response.writeHead(431).end()],
  ['a refusal of the caller', json('{"errors":[{"message":"Who?","extensions":{"code":"UNAUTHENTICATED"}}]}', 401)],
];

test.each(ANSWERS)('%s, however often, is an answer', async (_, answer) => {
  const { gateway, labs, told } = await startWithLabs(answer, HOUR, { failures: 1 });
  for (let count = 1; count <= 3; count++) expect((await ask(gateway, QUERY)).errors).toHaveLength(1);
  expect(labs.asked).toBe(3);
  labs.answer = WELL;
  expect(await ask(gateway, QUERY)).toMatchObject({ data: { lab: { id: '1' } } });
  expect(told).toEqual([]);
});

test('an answer between failures begins the count anew', async () => {
  const { gateway, labs, told } = await startWithLabs(WELL, HOUR);
  for (let round = 1; round <= 3; round++) {
    labs.answer = FAILURES[0]![1];
    for (let count = 1; count <= 2; count++) expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
    labs.answer = WELL;
    expect((await ask(gateway, QUERY)).errors).toBeUndefined();
  }
  expect(told).toEqual([]);
});

test('after a pause one request tries the service, while the others do not wait; its answer closes the circuit', async () => {
  const { gateway, labs, told } = await startWithLabs(FAILURES[0]![1], NO_TIME, { failures: 1 });
  await ask(gateway, QUERY);
  expect(told).toEqual(['labs open']);
  // A trial that fails leaves it open, without telling it again.
  await ask(gateway, QUERY);
  expect(labs.asked).toBe(2);
  const held = Promise.withResolvers<[IncomingMessage, ServerResponse]>();
  labs.answer = (...exchange) => held.resolve(exchange);
  const trial = ask(gateway, QUERY);
  const exchange = await held.promise;
  expect(await Promise.all([ask(gateway, QUERY), ask(gateway, QUERY)])).toMatchObject([unavailable, unavailable]);
  expect(labs.asked).toBe(3);
  expect(told).toEqual(['labs open']);
  WELL(...exchange);
  expect((await trial).errors).toBeUndefined();
  expect(told).toEqual(['labs open', 'labs closed']);
  labs.answer = WELL;
  expect((await ask(gateway, QUERY)).errors).toBeUndefined();
});

test('a caller that leaves counts for nothing, and does not end a trial', async () => {
  const { gateway, labs, told } = await startWithLabs(() => {}, NO_TIME, { failures: 1 });
  const leave = async (after: (exchange: [IncomingMessage, ServerResponse]) => unknown): Promise<void> => {
    const arrived = Promise.withResolvers<[IncomingMessage, ServerResponse]>();
    labs.answer = (...exchange) => arrived.resolve(exchange);
    const caller = new AbortController();
    const answer = Promise.resolve(gateway.fetch(new Request(post({ query: QUERY }), { signal: caller.signal })));
    const exchange = await arrived.promise;
    const gone = new Promise((resolve) => exchange[0].socket.once('close', resolve));
    caller.abort();
    await answer.catch(() => undefined);
    await after(exchange);
    if (told.length === 0) await gone;
  };
  await leave(() => {});
  expect(told).toEqual([]);
  labs.answer = FAILURES[0]![1];
  await ask(gateway, QUERY);
  expect(told).toEqual(['labs open']);
  await leave(([request]) => void request.socket.destroy());
  labs.answer = FAILURES[0]![1];
  await ask(gateway, QUERY);
  expect(told).toEqual(['labs open']);
  await leave(([, response]) => {
    expect(response.destroyed).toBe(false);
    WELL(...([undefined, response] as never as Parameters<RequestListener>));
  });
  await expect.poll(() => told).toEqual(['labs open', 'labs closed']);
});

test('a service that hangs until the gateway has no time left fails too', async () => {
  const told: string[] = [];
  const breaker = { failures: 2, pauseMs: HOUR, onChange: (...change: string[]) => void told.push(change.join(' ')) };
  const { gateway } = await startWith(await serve(() => {}), { breaker, deadlineMs: 100 });
  for (let count = 1; count <= 2; count++) {
    expect(await ask(gateway, QUERY)).toMatchObject({ status: 504 });
  }
  await expect.poll(() => told).toEqual(['labs open']);
  expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
});
