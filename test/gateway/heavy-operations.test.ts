import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { listen } from './engines.ts';
import { countBlocked, lockSources } from './locked-sources.ts';

/** Each of its statements waits for the lock, until its time is over. */
const slow = '{ a: sources { code } b: sources { code } c: sources { code } }';

let hub: TestHub;
let lock: pg.Client;

beforeAll(async () => {
  const rates = { anonymous: 0, partner: 0, trustedProxies: [] };
  hub = await testHub(
    { rates, limits: { cost: 5_000 } },
    { poolSize: 4, connectionsPerCaller: 3, anonymousStatementTimeoutMs: 300 },
  );
  lock = await lockSources(hub.database);
});

afterAll(async () => {
  await lock.end();
  await hub.close();
});

/** How many statements wait for the lock at once, at the most, until the work is done. */
async function mostBlocked(work: Promise<unknown>): Promise<number> {
  const over = new AbortController();
  let most = 0;
  void work.finally(() => over.abort());
  while (!over.signal.aborted) most = Math.max(most, await countBlocked(hub.database));
  return most;
}

test.each<Engine>(['local', 'remote'])('an operation of a high cost has one statement at once (%s)', async (engine) => {
  const server = await listen(hub.gateways[engine]);
  const ask = async (query: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return (await response.json()) as { errors: { extensions: { code: string } }[] };
  };
  const answer = ask(slow);
  expect(await mostBlocked(answer)).toBe(1);
  expect((await answer).errors.map(({ extensions: { code } }) => code)).toEqual(Array(3).fill('DEADLINE_EXCEEDED'));
  await server.close();
});
