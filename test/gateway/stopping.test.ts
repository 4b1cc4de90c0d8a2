import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RemoteGatewayOptions } from '../../gateway/server/remote-gateway.ts';
import type { ServiceDatabaseOptions } from '../../services/kit/database/service-database.ts';
import { anonymous } from '../../platform/contract/caller.ts';
import { testHub, type Engine, type TestHub } from '../support/hub.ts';
import { listen } from './engines.ts';
import { countBlocked, lockSources } from './locked-sources.ts';

const engines: Engine[] = ['local', 'remote'];
const question = '{ sources { code } groupings { totalCount } }';

/** The hub over a database in which a table is locked: statements that read it wait. */
function useBlockedHub(options: Partial<RemoteGatewayOptions> = {}, database: Partial<ServiceDatabaseOptions> = {}) {
  const blocked = {} as { hub: TestHub };
  let lock: pg.Client;
  beforeAll(async () => {
    blocked.hub = await testHub(options, database);
    lock = await lockSources(blocked.hub.database);
  });
  afterAll(async () => {
    await lock.end();
    await blocked.hub.close();
  });
  /** Waits until this many statements of services wait for the lock. */
  const waiting = async (count: number): Promise<void> => {
    while ((await countBlocked(blocked.hub.database)) !== count);
  };
  return { blocked, waiting };
}

describe('a client that disconnects', () => {
  const { blocked, waiting } = useBlockedHub();

  test.each(engines)('leaves no statement behind (%s)', async (engine) => {
    const server = await listen(blocked.hub.gateways[engine]);
    blocked.hub.logged.length = 0;
    const client = new AbortController();
    const left = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: question }),
      signal: client.signal,
    });
    await waiting(1);
    client.abort();
    await expect(left).rejects.toThrow();
    await waiting(0);
    expect(blocked.hub.logged).toEqual([]);
    const { data } = await blocked.hub.executeOn(engine, '{ territory(code: "57") { name } }');
    expect(data.territory.name).toBe('Moselle');
    await server.close();
  });
});

describe('a request that times out', () => {
  const { blocked, waiting } = useBlockedHub({ deadlineMs: 1_000 });

  test.each(engines)('leaves no statement behind (%s)', async (engine) => {
    const answer = blocked.hub.executeOn(engine, question);
    await waiting(1);
    expect((await answer).errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'DEADLINE_EXCEEDED', requestId: expect.any(String) },
    ]);
    await waiting(0);
    expect(blocked.hub.logged).toEqual([]);
  });
});

describe('a statement that times out', () => {
  const { blocked, waiting } = useBlockedHub({}, { statementTimeoutMs: 500 });

  test.each(engines)('costs its own field only (%s)', async (engine) => {
    blocked.hub.logged.length = 0;
    const { data, errors } = await blocked.hub.executeOn(
      engine,
      '{ stopped: territory(code: "57") { name source { code } } other: territory(code: "54") { name } }',
    );
    expect(data).toEqual({ stopped: null, other: { name: 'Meurthe-et-Moselle' } });
    expect(errors).toEqual([
      {
        message: expect.stringContaining('took too long'),
        path: ['stopped', 'source'],
        locations: [{ line: 1, column: expect.any(Number) }],
        extensions: { code: 'DEADLINE_EXCEEDED', requestId: expect.any(String) },
      },
    ]);
    expect(blocked.hub.logged).toEqual([]);
    await waiting(0);
  });
});

describe('a service that works longer than its gateway waits', () => {
  const changes: string[] = [];
  const breaker = { failures: 1, onChange: (...change: string[]) => void changes.push(change.join(' ')) };
  const rates = { anonymous: 0, partner: 0, trustedProxies: [] };
  const { blocked, waiting } = useBlockedHub({ timeout: 2_000, breaker, rates }, { connectionsPerCaller: 2 });

  test('answers before the gateway gives up, with what it has', async () => {
    const { data, errors } = await blocked.hub.executeOn(
      'remote',
      '{ stopped: territory(code: "57") { name source { code } } other: territory(code: "54") { name } }',
    );
    expect(data).toEqual({ stopped: null, other: { name: 'Meurthe-et-Moselle' } });
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^This was not complete within the 1600 ms/),
        path: ['stopped', 'source'],
        locations: [{ line: 1, column: expect.any(Number) }],
        extensions: { code: 'DEADLINE_EXCEEDED', requestId: expect.any(String) },
      },
    ]);
    expect([blocked.hub.logged, changes]).toEqual([[], []]);
    await waiting(0);
  });

  test('is not lost to others, however many such requests one caller sends', async () => {
    // What costs little: of what costs much, one statement runs at once.
    const slow = '{ territory(code: "57") { name source { code } } }';
    const requests = Array.from({ length: 9 }, () => blocked.hub.executeOn('remote', slow, {}, anonymous));
    await waiting(2);
    const { data } = await blocked.hub.executeOn('remote', '{ territory(code: "57") { name } }');
    expect(data).toEqual({ territory: { name: 'Moselle' } });
    for (const { errors } of await Promise.all(requests)) {
      expect(new Set(errors.map(({ extensions }) => extensions['code']))).toEqual(new Set(['DEADLINE_EXCEEDED']));
    }
    expect([blocked.hub.logged, changes]).toEqual([[], []]);
    await waiting(0);
  });
});
