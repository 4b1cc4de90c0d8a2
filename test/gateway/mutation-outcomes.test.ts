import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createRemoteGateway, type RemoteGatewayOptions } from '../../gateway/server/remote-gateway.ts';
import { useEngines } from './engines.ts';
import { ask, deadUrl, json, serve, stops } from './failing-services.ts';
import { compose } from './fixtures/subgraph.ts';
import { writingSubgraphs } from './fixtures/writers.ts';

const WRITE = 'mutation { countUnits }';
const WORDS =
  'It is not known whether the mutation was done: read what it should have changed before you send it again.';
const isHealth = (url: string | undefined): boolean => url === '/health/live';
const DONE = json('{"data":{"countUnits":1}}');

/** The remote engine over a service that answers as `care.answer` does, with the number of requests that it received. */
async function startWithCare(answer: RequestListener, options: Partial<RemoteGatewayOptions> = {}) {
  const care = { answer, requests: 0 };
  const url = await serve((request, response) => {
    if (isHealth(request.url)) return json('{"status":"live"}')(request, response);
    care.requests++;
    return care.answer(request, response);
  });
  return { gateway: start(url, options), care };
}

function start(url: string, options: Partial<RemoteGatewayOptions> = {}) {
  const urls = { register: url, care: url };
  const supergraph = compose(writingSubgraphs().subgraphs);
  const gateway = createRemoteGateway({ supergraph, urls, logger: { error: () => {} }, timeout: 300, ...options });
  stops.push(() => gateway.dispose());
  return gateway;
}

const unavailable = 'Service "care" is unavailable.';

/** How a service fails once it has a request, and the error that the client sees. */
const FAILURES: [string, RequestListener, string, RegExp][] = [
  ['closes the connection', (request) => void request.socket.destroy(), 'SUBGRAPH_UNAVAILABLE', /unavailable/],
  [
    'breaks its reply off',
    (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"data"', () => response.destroy());
    },
    'SUBGRAPH_UNAVAILABLE',
    /unavailable/,
  ],
  ['replies with 500', json('{}', 500), 'SUBGRAPH_UNAVAILABLE', /unavailable/],
  ['replies in no time', () => {}, 'DEADLINE_EXCEEDED', /took too long/],
  [
    'reports a lost database',
    json(
      '{"data":{"countUnits":null},"errors":[{"message":"Lost.","path":["countUnits"],"extensions":{"code":"SUBGRAPH_UNAVAILABLE"}}]}',
    ),
    'SUBGRAPH_UNAVAILABLE',
    /^Lost\./,
  ],
  [
    'replies with more than is read',
    json(`{"data":{"countUnits":1,"more":"${'x'.repeat(5_000)}"}}`),
    'LIMIT_EXCEEDED',
    /bytes/,
  ],
];

test.each(FAILURES)(
  'a mutation is sent once, and its outcome is unknown, if its service %s',
  async (_, answer, code, words) => {
    const { gateway, care } = await startWithCare(DONE, { limits: { responseBytes: 2_000 } });
    // The second request finds an open connection, as most do.
    expect(await ask(gateway, WRITE)).toMatchObject({ data: { countUnits: 1 } });
    care.answer = answer;
    const { data, errors } = await ask(gateway, WRITE);
    expect(data).toEqual({ countUnits: null });
    expect(errors).toMatchObject([
      { path: ['countUnits'], locations: [{ line: 1, column: 12 }], extensions: { code } },
    ]);
    expect(errors![0]!.message).toMatch(words);
    expect(errors![0]!.message.endsWith(` ${WORDS}`)).toBe(true);
    expect(care.requests).toBe(2);
    // A query is not one: it may be repeated as it is.
    const query = await ask(gateway, '{ units { code } }');
    expect(JSON.stringify(query.errors)).not.toContain(WORDS);
  },
);

test('a mutation that was not sent is known not to be done', async () => {
  const sent = { path: ['countUnits'], message: unavailable };
  const dead = await ask(start(await deadUrl()), WRITE);
  expect(dead.errors).toMatchObject([sent]);
  expect(Object.keys(dead.errors![0]!.extensions)).toEqual(['code', 'subgraph', 'requestId']);
  const { gateway, care } = await startWithCare(json('{}', 500), { breaker: { failures: 1, pauseMs: 3_600_000 } });
  await ask(gateway, WRITE);
  expect((await ask(gateway, WRITE)).errors).toMatchObject([sent]);
  expect(care.requests).toBe(1);
});

test('what is refused in words has not been done', async () => {
  const refusal = '{"errors":[{"message":"No.","extensions":{"code":"RATE_LIMITED"}}]}';
  const { gateway } = await startWithCare(json(refusal));
  expect((await ask(gateway, WRITE)).errors).toMatchObject([{ message: 'No.' }]);
});

describe('a mutation whose deadline passes', () => {
  const { engines } = useEngines({ make: writingSubgraphs, deadlineMs: 250, timeout: 3_600_000 });

  test('may have been done, and its other root fields are not begun', async () => {
    const write = 'mutation { rename(code: "A", name: "x") { sites { name } } countUnits }';
    for (const { ask: send, journal, name } of engines) {
      // What is compiled or planned once is not part of the time.
      await send(write);
      journal.signals.length = journal.steps.length = 0;
      journal.hold = () => new Promise((resolve) => journal.signals[0]!.addEventListener('abort', () => resolve()));
      // The first of them makes the context whose signal aborts.
      const { status, errors } = await send(write);
      expect([status, errors![0]!.extensions['code']]).toEqual([504, 'DEADLINE_EXCEEDED']);
      expect(errors![0]!.message).toMatch(/took more than 250 ms and was aborted\. .*read what it should have changed/);
      await expect.poll(() => journal.steps).toContain('end rename');
      await pause(50);
      expect([name, journal.steps.filter((step) => step.startsWith('begin'))]).toEqual([name, ['begin rename']]);
    }
  });
});
