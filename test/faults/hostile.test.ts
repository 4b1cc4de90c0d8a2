import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicSchema } from '../../schema/check.ts';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { startFleet } from '../support/fleet.ts';
import { heapOf, INSPECTED } from '../support/heap.ts';
import { sendHostile } from '../support/hostile-answers.ts';
import { hostileBodies, type HostileBody } from '../support/hostile-bodies.ts';
import { hostileRequests } from '../support/hostile-requests.ts';
import { ask, graphUrl, run, type Program } from '../support/processes.ts';
import { manyCallers } from '../support/many-callers.ts';

const SEED = 18_730_331;
const REQUESTS = 10_000;
/** After this many requests, the caches of documents and of their errors are full. */
const WARM = 5_000;
/** How much a heap may grow during the second half of the requests, in megabytes. */
const NOISE_MB = 8;

const settings = { ...manyCallers, ...INSPECTED };
let database: TestDatabase;
let requests: HostileBody[];

beforeAll(async () => {
  database = await cloneDatabase();
  const schema = publicSchema(await readSupergraph());
  requests = hostileRequests(schema, await readOperations(), { seed: SEED, numRuns: REQUESTS });
});

afterAll(() => database.drop());

/** Sends all requests to a graph, and expects it to work as before. */
async function withstand(name: string, url: string, programs: Record<string, Program>): Promise<void> {
  const heaps = async (): Promise<Map<string, number>> =>
    new Map(
      await Promise.all(
        Object.entries(programs).map(async ([part, program]) => [part, await heapOf(program)] as const),
      ),
    );
  const start = performance.now();
  const first = await sendHostile(url, [...hostileBodies, ...requests.slice(0, WARM)]);
  const warm = await heaps();
  const second = await sendHostile(url, requests.slice(WARM));
  const problems = [...first.problems, ...second.problems];
  const answered = first.answered + second.answered;
  const seconds = (performance.now() - start) / 1000;
  const end = await heaps();
  const memory = [...end].map(([part, mb]) => `${part} ${warm.get(part)!.toFixed(1)} → ${mb.toFixed(1)}`);
  process.stderr.write(
    `Hostile requests to ${name}: ${hostileBodies.length} by hand, ${REQUESTS} at random (seed ${SEED}), ${seconds.toFixed(0)} s, ${answered} answered with data, ${problems.length} problems\n  heap in MB, halfway → at the end: ${memory.join(', ')}\n`,
  );
  expect(problems.slice(0, 5), `seed ${SEED}, of ${problems.length} problems`).toEqual([]);
  expect(answered).toBeGreaterThan(REQUESTS / 20);
  for (const [part, mb] of end) expect(mb, part).toBeLessThan(warm.get(part)! + NOISE_MB);
  for (const program of Object.values(programs)) expect(program.process.exitCode).toBeNull();
  expect(await ask(url, '{ establishment(finess: "570000596") { name } }')).toEqual({
    data: { establishment: { name: 'HIA LEGOUEST' } },
  });
}

describe('hostile requests are refused with a code, and leave nothing behind', () => {
  it('at the local engine', async () => {
    const hub = run('cli/main.js', ['start'], { ...settings, DATABASE_URL: database.url, PORT: '0' });
    await withstand('the local hub', graphUrl(await hub.says('its explorer')), { hub });
    hub.process.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('at the remote engine', async () => {
    const fleet = await startFleet(database.url, settings);
    await withstand('the fleet', fleet.url, { gateway: fleet.gateway, ...fleet.services });
    await fleet.stop();
  });
});
