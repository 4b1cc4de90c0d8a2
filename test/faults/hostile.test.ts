import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicSchema } from '../../schema/check.ts';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { startFleet } from '../support/fleet.ts';
import { heapOf, INSPECTED } from '../support/heap.ts';
import { hostileBodies, type HostileBody } from '../support/hostile-bodies.ts';
import { hostileRequests } from '../support/hostile-requests.ts';
import { ask, graphUrl, run, type Program } from '../support/processes.ts';

const SEED = 18_730_331;
const REQUESTS = 10_000;
/** Caches are full by then, of documents and of what was found wrong with them. */
const WARM = 5_000;
const AT_A_TIME = 8;
/** Megabytes by which a heap may end above what it was, for thousands of requests more. */
const NOISE_MB = 8;

const settings = { RATE_LIMIT: '0', ...INSPECTED };
let database: TestDatabase;
let requests: HostileBody[];

beforeAll(async () => {
  database = await cloneDatabase();
  const schema = publicSchema(await readSupergraph());
  requests = hostileRequests(schema, await readOperations(), { seed: SEED, numRuns: REQUESTS });
});

afterAll(() => database.drop());

/** How many requests were answered with data, the others with errors alone: what is refused at the door tests the door alone. */
let answered = 0;

/** What is wrong with the answer to a request; nothing, mostly. */
async function faultOf(url: string, { body, type = 'application/json' }: HostileBody): Promise<string | undefined> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
  const text = await response.text();
  if (response.status >= 500) return `status ${response.status}: ${text}`;
  let answers: unknown;
  try {
    answers = JSON.parse(text);
  } catch {
    return `status ${response.status}, no JSON: ${text.slice(0, 200)}`;
  }
  for (const answer of Array.isArray(answers) ? answers : [answers]) {
    const { data, errors } = (answer ?? {}) as {
      data?: unknown;
      errors?: { message?: unknown; extensions?: { code?: unknown } }[];
    };
    if (data !== undefined && data !== null) answered++;
    if (data === undefined && !errors?.length) return `neither data nor errors: ${text.slice(0, 200)}`;
    for (const { message, extensions } of errors ?? []) {
      const code = extensions?.code;
      if (typeof message !== 'string' || typeof code !== 'string')
        return `an error without a code: ${text.slice(0, 500)}`;
      // The request's own fault, told as the hub's.
      if (code === 'INTERNAL' || code === 'SUBGRAPH_UNAVAILABLE') return text.slice(0, 500);
    }
  }
  return undefined;
}

/** Sends requests, several at a time, and tells the faults found. */
async function send(url: string, bodies: HostileBody[]): Promise<string[]> {
  const faults: string[] = [];
  const left = bodies.entries();
  const work = async (): Promise<void> => {
    for (const [index, request] of left) {
      const fault = await faultOf(url, request).catch((error: Error) => `no answer: ${String(error.cause ?? error)}`);
      if (fault) faults.push(`${index}, ${request.name}: ${fault}\n${String(request.body).slice(0, 1_000)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return faults;
}

/** Sends everything to a graph, and expects that it is as well as before. */
async function withstand(name: string, url: string, programs: Record<string, Program>): Promise<void> {
  const heaps = async (): Promise<Map<string, number>> =>
    new Map(
      await Promise.all(
        Object.entries(programs).map(async ([part, program]) => [part, await heapOf(program)] as const),
      ),
    );
  const start = performance.now();
  answered = 0;
  const faults = [...(await send(url, hostileBodies)), ...(await send(url, requests.slice(0, WARM)))];
  const warm = await heaps();
  faults.push(...(await send(url, requests.slice(WARM))));
  const seconds = (performance.now() - start) / 1000;
  const end = await heaps();
  const memory = [...end].map(([part, mb]) => `${part} ${warm.get(part)!.toFixed(1)} → ${mb.toFixed(1)}`);
  process.stderr.write(
    `Hostile requests to ${name}: ${hostileBodies.length} by hand, ${REQUESTS} at random (seed ${SEED}), ${seconds.toFixed(0)} s, ${answered} answered with data, ${faults.length} faults\n  heap in MB, half way → at the end: ${memory.join(', ')}\n`,
  );
  expect(faults.slice(0, 5), `seed ${SEED}, of ${faults.length} faults`).toEqual([]);
  expect(answered).toBeGreaterThan(REQUESTS / 20);
  for (const [part, mb] of end) expect(mb, part).toBeLessThan(warm.get(part)! + NOISE_MB);
  for (const program of Object.values(programs)) expect(program.process.exitCode).toBeNull();
  expect(await ask(url, '{ establishment(finess: "570000596") { name } }')).toEqual({
    data: { establishment: { name: 'HIA LEGOUEST' } },
  });
}

describe('hostile requests get an answer that says what is wrong, and leave nothing behind', () => {
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
