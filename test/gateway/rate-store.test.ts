import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { GraphQLError } from 'graphql';
import { afterEach, describe, expect, test } from 'vitest';
import { openCounting } from '../../gateway/rules/rate-settings.ts';
import { openRateStore } from '../../gateway/rules/rate-store.ts';
import { counterOf, type Rates } from '../../gateway/rules/rate.ts';
import type { RequestContext } from '../../gateway/rules/request-context.ts';
import { Metrics } from '../../platform/observability/metrics.ts';
import { readMetrics } from '../support/metrics.ts';
import { redisBinary, startRedis, type RedisServer } from '../support/redis.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).toReversed()) await step();
});

const rates: Rates = { anonymous: 3, partner: 0, trustedProxies: [] };

/** A gateway's counting, with what it logs and the failures that it reports. */
async function openGateway(url: string, more: Partial<Rates> = {}) {
  const logged: string[] = [];
  const seen = { failures: 0 };
  const store = await openRateStore(
    url,
    { error: (_, message) => void logged.push(message) },
    () => void seen.failures++,
  );
  closing.push(() => store.close());
  const count = counterOf({ ...rates, ...more, store });
  /** Counts an operation, and returns what is left, or why it is refused. */
  const ask = async (context = { requestId: 'test' } as RequestContext): Promise<number | string | undefined> => {
    try {
      await count(context, 1);
      return context.rate!.window?.remaining;
    } catch (error) {
      return (error as GraphQLError).message;
    }
  };
  /** Counts for nobody until the store has done it, after all that was counted before. */
  const untilCounted = async (): Promise<void> => {
    const limiter = store.shared('test', { points: 1, penalty: () => Promise.reject(new Error('Not there')) });
    const isCounted = () =>
      limiter.penalty('one', 1).then(
        () => true,
        () => false,
      );
    await expect.poll(isCounted, { timeout: 10_000 }).toBe(true);
  };
  return { ask, logged, seen, untilCounted };
}

const tooMany = expect.stringMatching(/^An address may send 3 operations a minute/);

async function startServer(): Promise<RedisServer> {
  const server = await startRedis();
  closing.push(() => server.stop());
  return server;
}

describe.skipIf(redisBinary === undefined)('gateways with a shared store', () => {
  test.each(['redis:', 'valkey:'])('count together (%s)', async (scheme) => {
    const url = (await startServer()).url.replace('redis:', scheme);
    const [one, other] = [await openGateway(url), await openGateway(url)];
    expect([await one.ask(), await other.ask(), await one.ask(), await other.ask(), await one.ask()]).toEqual([
      2,
      1,
      0,
      tooMany,
      tooMany,
    ]);
    expect([one.seen.failures, other.seen.failures, one.logged, other.logged]).toEqual([0, 0, [], []]);
  });

  test('add up the time of the database', async () => {
    const { url } = await startServer();
    const databaseOnly = { anonymous: 0, databaseMs: { anonymous: 100, partner: 0 } };
    const [one, other] = [await openGateway(url, databaseOnly), await openGateway(url, databaseOnly)];
    const [here, there] = [{ requestId: 'one' } as RequestContext, { requestId: 'other' } as RequestContext];
    await one.ask(here);
    await other.ask(there);
    here.rate!.account.spend(95);
    there.rate!.account.spend(4);
    await one.untilCounted();
    expect(await other.ask()).toBeUndefined();
    there.rate!.account.spend(7);
    await expect.poll(() => other.ask()).toMatch(/^An address may use 100 ms of database time/);
  });

  test('count by themselves while it is away, and together again when it is back', async () => {
    const server = await startServer();
    const one = await openGateway(server.url);
    expect([await one.ask(), await one.ask(), await one.ask(), await one.ask()]).toEqual([2, 1, 0, tooMany]);
    await server.stop();
    expect([await one.ask(), await one.ask(), await one.ask(), await one.ask()]).toEqual([2, 1, 0, tooMany]);
    expect(one.seen.failures).toBe(4);
    expect(one.logged).toHaveLength(1);
    await server.start();
    await one.untilCounted();
    // It is empty, and counts from the start.
    expect(await one.ask()).toBe(2);
  });

  test('are not held up by one that hangs', async () => {
    const server = await startServer();
    const one = await openGateway(server.url);
    await one.ask();
    server.process.kill('SIGSTOP');
    expect([await one.ask(), await one.ask()]).toEqual([2, 1]);
    expect(one.logged).toHaveLength(1);
  });
});

describe('a store that is unavailable', () => {
  test('is logged once, and operations are counted', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    const one = await openGateway(`redis://127.0.0.1:${port}`);
    expect([await one.ask(), await one.ask(), await one.ask(), await one.ask()]).toEqual([2, 1, 0, tooMany]);
    expect(one.logged).toEqual(['The store of rates is unavailable: each process counts its own requests']);
    expect(one.seen.failures).toBe(4);
  });

  test('and the refusals of callers are in the metrics', async () => {
    const metrics = new Metrics('gateway', []);
    const settings = { RATE_STORE_URL: 'redis://127.0.0.1:1' };
    const { store, onRefusal } = await openCounting(settings, { error: () => {} }, metrics);
    closing.push(() => store!.close());
    const count = counterOf({ ...rates, databaseMs: { anonymous: 5, partner: 0 }, store, onRefusal });
    const context = { requestId: 'test' } as RequestContext;
    for (let n = 0; n < 3; n++) await count(context, 1);
    await expect(count(context, 1)).rejects.toThrow('operations a minute');
    const others = counterOf({ ...rates, anonymous: 0, databaseMs: { anonymous: 5, partner: 0 }, store, onRefusal });
    await others(context, 1);
    context.rate!.account.spend(10);
    await expect.poll(() => others(context, 1).catch(({ message }: Error) => message)).toContain('of database time');
    const found = readMetrics(await metrics.registry.metrics());
    expect(found.get('maillage_rate_refusals_total{reason="operations"}')).toBe(1);
    expect(found.get('maillage_rate_refusals_total{reason="database_time"}')).toBe(1);
    expect(found.get('maillage_rate_store_failures_total')).toBe(5);
  });

  test('that accepts connections and answers nothing is no different', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const one = await openGateway(`redis://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect([await one.ask(), await one.ask(), await one.ask(), await one.ask()]).toEqual([2, 1, 0, tooMany]);
    expect(one.logged).toHaveLength(1);
  });
});
