import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { HOUR, QUERY, startWithLabs, SUCCESS, unavailable } from './failing-labs.ts';
import { ask, json, serve, startWith } from './failing-services.ts';

/** A service that is alive, and takes as long for its replies as it is told. */
const slowly =
  (answer: RequestListener): RequestListener =>
  (request, response) =>
    request.url === '/health/live' ? json('{"status":"live"}')(request, response) : answer(request, response);

const tooLate = {
  data: unavailable.data,
  errors: [
    {
      message: expect.stringMatching(/^Service "labs" took too long\. Request less/),
      path: ['lab'],
      extensions: { code: 'DEADLINE_EXCEEDED', subgraph: 'labs' },
    },
  ],
};

test('replies that take too long, however many at once, are not failures of a service that is alive', async () => {
  const { gateway, logged, labs, changes } = await startWithLabs(
    slowly(() => {}),
    HOUR,
  );
  // What is loaded and planned once is not part of the time of a reply.
  await ask(gateway, '{ canteens { meals } }');
  const late = await Promise.all(Array.from({ length: 9 }, () => ask(gateway, QUERY)));
  expect(logged).toEqual([]);
  expect(late).toMatchObject(late.map(() => tooLate));
  expect(changes).toEqual([]);
  labs.answer = SUCCESS;
  expect((await ask(gateway, QUERY)).errors).toBeUndefined();
  expect(labs.requests).toBe(10);
});

test('nor are requests whose deadline passes', async () => {
  const changes: string[] = [];
  const breaker = { failures: 1, onChange: (...change: string[]) => void changes.push(change.join(' ')) };
  const probed = Promise.withResolvers<void>();
  const url = await serve((request, response) => {
    if (request.url !== '/health/live') return;
    response.once('close', probed.resolve);
    json('{"status":"live"}')(request, response);
  });
  const { gateway } = await startWith(url, { breaker, deadlineMs: 1_000 });
  expect(await ask(gateway, QUERY)).toMatchObject({ status: 504 });
  await probed.promise;
  expect(await ask(gateway, '{ canteens { meals } }')).toMatchObject({ status: 200 });
  expect(changes).toEqual([]);
});

test('a late reply of a service whose health fails is a failure', async () => {
  const { gateway, changes } = await startWithLabs(
    (request, response) => {
      if (request.url === '/health/live') response.writeHead(503).end();
    },
    HOUR,
    { failures: 1 },
  );
  expect(await ask(gateway, QUERY)).toMatchObject(unavailable);
  expect(changes).toEqual(['labs open']);
});
