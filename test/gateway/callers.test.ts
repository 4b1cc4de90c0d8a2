import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../platform/contract/caller.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { createIssuer, partner } from '../support/tokens.ts';
import { listen } from './engines.ts';
import { countBlocked, lockSources } from './locked-sources.ts';

const engines: Engine[] = ['local', 'remote'];
/** Each of its statements waits for the lock. */
const slow = `{ ${Array.from({ length: 12 }, (_, index) => `a${index}: sources { code }`).join(' ')} }`;
const quick = '{ territory(code: "57") { name } }';

const { verifyToken, headersOf } = await createIssuer();
const refusals: string[] = [];
let hub: TestHub;
let lock: pg.Client;

beforeAll(async () => {
  hub = await testHub(
    {
      verifyToken,
      // What costs much would have one statement at once.
      limits: { cost: 500_000 },
      rates: {
        anonymous: 0,
        partner: 0,
        databaseMs: { anonymous: 300, partner: 0 },
        trustedProxies: ['127.0.0.1'],
        onRefusal: (reason) => void refusals.push(reason),
      },
    },
    { poolSize: 4, connectionsPerCaller: 3, anonymousStatementTimeoutMs: 400 },
  );
  lock = await lockSources(hub.database);
});

afterAll(async () => {
  await lock.end();
  await hub.close();
});

/** Waits until this many statements of services wait for the lock. */
const untilBlocked = async (count: number): Promise<void> => {
  while ((await countBlocked(hub.database)) !== count);
};

/** Sends requests to an engine over HTTP, from addresses of the test's choice. */
async function openClients(engine: Engine) {
  const server = await listen(hub.gateways[engine]);
  const ask = async (address: string, query: string, caller?: Caller, signal?: AbortSignal) => {
    const identity = caller ? await headersOf(caller) : {};
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address, ...identity },
      body: JSON.stringify({ query }),
      ...(signal && { signal }),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      ...((await response.json()) as any),
    };
  };
  return { ask, close: () => server.close() };
}

describe.each(engines)('one caller (%s)', (engine) => {
  test('holds a few connections of a service, and stays within its time, while others are served', async () => {
    refusals.length = 0;
    const { ask, close } = await openClients(engine);
    const greedy = ask('192.0.2.1', slow);
    await untilBlocked(3);
    expect(await ask('192.0.2.2', quick)).toMatchObject({ status: 200, data: { territory: { name: 'Moselle' } } });
    expect(await ask('192.0.2.1', quick, partner)).toMatchObject({
      status: 200,
      data: { territory: { name: 'Moselle' } },
    });
    const { data, errors } = await greedy;
    expect(Object.values(data)).toEqual(Array(12).fill(null));
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('took too long'),
      extensions: { code: 'DEADLINE_EXCEEDED' },
    });
    // What it has spent is refused to it alone.
    const refused = await ask('192.0.2.1', quick);
    expect(refused).toMatchObject({
      status: 429,
      retryAfter: expect.stringMatching(/^[1-9]\d?$/),
      errors: [
        {
          message: expect.stringMatching(/^An address may use 300 ms of database time a minute/),
          extensions: { code: 'RATE_LIMITED', limit: 'databaseTime' },
        },
      ],
    });
    expect(refused.data).toBeUndefined();
    expect(refusals).toEqual(['databaseTime']);
    expect(await ask('192.0.2.2', quick)).toMatchObject({ status: 200 });
    await close();
  });

  test('pays for what it left unanswered', async () => {
    const { ask, close } = await openClients(engine);
    const client = new AbortController();
    const left = ask('192.0.2.3', slow, undefined, client.signal);
    await untilBlocked(3);
    // Longer than the caller may use, in less time than a statement may take.
    const startedAt = performance.now();
    while (performance.now() - startedAt < 310) await untilBlocked(3);
    client.abort();
    await expect(left).rejects.toThrow();
    await expect.poll(() => ask('192.0.2.3', quick)).toMatchObject({ status: 429 });
    await close();
  });

  test('with a token has a limit of its own, and all the time of a statement', async () => {
    const { ask, close } = await openClients(engine);
    const client = new AbortController();
    const left = ask('192.0.2.4', slow, partner, client.signal);
    await untilBlocked(3);
    expect(await ask('192.0.2.4', quick)).toMatchObject({ status: 200 });
    client.abort();
    await expect(left).rejects.toThrow();
    await untilBlocked(0);
    expect(await ask('192.0.2.4', quick, partner)).toMatchObject({ status: 200 });
    await close();
  });
});
