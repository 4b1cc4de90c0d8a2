import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { scrape, watchedHub, type WatchedHub, type WatchedPart } from '../support/watched.ts';
import { listen } from './engines.ts';
import { viaYoga, send } from './paths.ts';

const engines = ['local', 'remote'] as const;
let hub: WatchedHub;
let fast = 0;
const servers: Record<string, Awaited<ReturnType<typeof listen>>> = {};

// Every operation takes longer than 0 ms.
beforeAll(async () => {
  hub = await watchedHub({ METRICS_PORT: 0, SLOW_OPERATION_MS: 0 }, (path) => void (path === 'fast' && fast++));
  for (const engine of engines) servers[engine] = await listen(hub.gateways[engine]);
});

afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.close()));
  await hub.close();
});

/** The log entry of a slow operation, without its times and its plans, which are logged once. */
async function slowOperation(part: WatchedPart, requestId: string): Promise<object> {
  const entry = await vi.waitFor(
    () => {
      const found = part.log.find((one) => one['requestId'] === requestId);
      expect(found).toMatchObject({ msg: 'Slow operation' });
      return found!;
    },
    { timeout: 10_000 },
  );
  const { operation, code, statementCount, statements, durationMs } = entry;
  expect(durationMs).toBeGreaterThan(0);
  expect(statements).toHaveLength(Math.min(3, statementCount));
  return { operation, code };
}

describe.each(await readOperations())('the operation $name', ({ name, document, variables }) => {
  test.each(engines)('has one answer by both paths of the %s engine, and is seen the same', async (engine) => {
    const part = hub.parts[engine === 'local' ? 'hub' : 'gateway']!;
    const { url } = servers[engine]!;
    const body = { query: document, variables };
    const headers = { authorization: hub.authorization };
    await send(url, { body, headers });
    const before = fast;
    const seen: object[] = [];
    for (const path of [viaYoga, {}]) {
      const id = `${name}-${seen.length}`;
      const metrics = await scrape(part);
      const answer = await send(url, { body, headers: { ...headers, ...path, 'x-request-id': id } });
      expect(answer.headers['x-request-id']).toBe(id);
      const { 'x-request-id': _, ...others } = answer.headers;
      const grown = [...(await scrape(part))].filter(
        ([key, value]) =>
          /^maillage_(http_requests_total|operations_total|(operation|statement)_duration_seconds_count)/.test(key) &&
          value !== metrics.get(key),
      );
      const moved = grown
        .map(([key, value]) => [key, value - (metrics.get(key) ?? 0)])
        // Branches that load the same kind of objects may share a statement, depending on timing.
        .map(([key, by]) => (String(key).includes('statement') ? [key] : [key, by]))
        .toSorted();
      seen.push({ ...answer, headers: others, slow: await slowOperation(part, id), moved });
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(fast - before).toBe(1);
  });
});
