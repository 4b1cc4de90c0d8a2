import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { post } from './engines.ts';
import { ask, json, serve, startWith } from './failing-services.ts';
import { HOUR, QUERY, startWithLabs, SUCCESS, unavailable } from './failing-labs.ts';

/** A pause that is over before the next request. */
const NO_TIME = 0;

const FAILURES: [string, RequestListener][] = [
  ['closes the connection', (request) => void request.socket.destroy()],
  ['does not reply in time', () => {}],
  ['replies with 500 in GraphQL', json('{"errors":[{"message":"Oh","extensions":{"code":"INTERNAL"}}]}', 500)],
  ['is behind a proxy that replies with 503', (_, response) => void response.writeHead(503).end('<h1>Sorry</h1>')],
  ['replies with JSON that is not GraphQL', json('{"hello":"world"}')],
  ['replies with an empty body', json('')],
];

test.each(FAILURES)('the circuit of a service that %s opens after some failures in a row', async (_, answer) => {
  const { gateway, logged, labs, changes } = await startWithLabs(answer, HOUR);
  for (let count = 1; count <= 3; count++) {
    expect(changes).toEqual([]);
    expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
  }
  expect(changes).toEqual(['labs open']);
  expect(logged).toHaveLength(3);
  labs.answer = SUCCESS;
  expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
  expect(labs.requests).toBe(3);
  // An open circuit is not reported again for each request.
  expect(logged).toHaveLength(3);
  expect(changes).toHaveLength(1);
});

const ANSWERS: [string, RequestListener][] = [
  ['an error of a field', json('{"data":{"lab":null},"errors":[{"message":"Oh","path":["lab"]}]}')],
  [
    'a refusal of the request',
    json('{"errors":[{"message":"No","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}', 400),
  ],
  ['a refusal without a body', (_, response) => void response.writeHead(431).end()],
  ['a refusal of the caller', json('{"errors":[{"message":"Who?","extensions":{"code":"UNAUTHENTICATED"}}]}', 401)],
];

test.each(ANSWERS)('%s, however often, is not a failure', async (_, answer) => {
  const { gateway, labs, changes } = await startWithLabs(answer, HOUR, { failures: 1 });
  for (let count = 1; count <= 3; count++) expect((await ask(gateway, QUERY)).errors).toHaveLength(1);
  expect(labs.requests).toBe(3);
  labs.answer = SUCCESS;
  expect(await ask(gateway, QUERY)).toMatchObject({ data: { lab: { id: '1' } } });
  expect(changes).toEqual([]);
});

test('a success between failures restarts the count', async () => {
  const { gateway, labs, changes } = await startWithLabs(SUCCESS, HOUR);
  for (let round = 1; round <= 3; round++) {
    labs.answer = FAILURES[0]![1];
    for (let count = 1; count <= 2; count++) expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
    labs.answer = SUCCESS;
    expect((await ask(gateway, QUERY)).errors).toBeUndefined();
  }
  expect(changes).toEqual([]);
});

test('after a pause one request tries the service while others fail at once; its success closes the circuit', async () => {
  const { gateway, labs, changes } = await startWithLabs(FAILURES[0]![1], NO_TIME, { failures: 1 });
  await ask(gateway, QUERY);
  expect(changes).toEqual(['labs open']);
  // A failed trial leaves the circuit open, and is not reported.
  await ask(gateway, QUERY);
  expect(labs.requests).toBe(2);
  const held = Promise.withResolvers<[IncomingMessage, ServerResponse]>();
  labs.answer = (...exchange) => held.resolve(exchange);
  const trial = ask(gateway, QUERY);
  const exchange = await held.promise;
  expect(await Promise.all([ask(gateway, QUERY), ask(gateway, QUERY)])).toMatchObject([unavailable, unavailable]);
  expect(labs.requests).toBe(3);
  expect(changes).toEqual(['labs open']);
  SUCCESS(...exchange);
  expect((await trial).errors).toBeUndefined();
  expect(changes).toEqual(['labs open', 'labs closed']);
  labs.answer = SUCCESS;
  expect((await ask(gateway, QUERY)).errors).toBeUndefined();
});

test('a caller that disconnects is not a failure, and does not end a trial', async () => {
  const { gateway, labs, changes } = await startWithLabs(() => {}, NO_TIME, { failures: 1 });
  const leave = async (after: (exchange: [IncomingMessage, ServerResponse]) => unknown): Promise<void> => {
    const arrived = Promise.withResolvers<[IncomingMessage, ServerResponse]>();
    labs.answer = (...exchange) => arrived.resolve(exchange);
    const caller = new AbortController();
    const answer = Promise.resolve(gateway.fetch(new Request(post({ query: QUERY }), { signal: caller.signal })));
    const exchange = await arrived.promise;
    const closed = new Promise((resolve) => exchange[0].socket.once('close', resolve));
    caller.abort();
    await answer.catch(() => undefined);
    await after(exchange);
    if (changes.length === 0) await closed;
  };
  await leave(() => {});
  expect(changes).toEqual([]);
  labs.answer = FAILURES[0]![1];
  await ask(gateway, QUERY);
  expect(changes).toEqual(['labs open']);
  await leave(([request]) => void request.socket.destroy());
  labs.answer = FAILURES[0]![1];
  await ask(gateway, QUERY);
  expect(changes).toEqual(['labs open']);
  await leave(([, response]) => {
    expect(response.destroyed).toBe(false);
    SUCCESS(...([undefined, response] as never as Parameters<RequestListener>));
  });
  await expect.poll(() => changes).toEqual(['labs open', 'labs closed']);
});

test('a service that hangs until the deadline of the request is a failure', async () => {
  const changes: string[] = [];
  const breaker = {
    failures: 2,
    pauseMs: HOUR,
    onChange: (...change: string[]) => void changes.push(change.join(' ')),
  };
  const { gateway } = await startWith(await serve(() => {}), { breaker, deadlineMs: 100 });
  for (let count = 1; count <= 2; count++) {
    expect(await ask(gateway, QUERY)).toMatchObject({ status: 504 });
  }
  await expect.poll(() => changes).toEqual(['labs open']);
  expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
});
