import { readdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { startFleet } from '../support/fleet.ts';
import { heapOf, INSPECTED } from '../support/heap.ts';
import { printReport, startLoad } from '../support/load.ts';
import { graphUrl, run, type Program } from '../support/processes.ts';
import { manyCallers } from '../support/many-callers.ts';

const SOAK_MINUTES = 3;
const SAMPLES = 18;
/** What a heap may gain in the second half, in megabytes: as little as between two collections. */
const NOISE_MB = 3;
/** Files and sockets that come and go by themselves. */
const NOISE_HANDLES = 5;

const settings = { ...manyCallers, ...INSPECTED };
let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

interface Sample {
  minute: number;
  heap: number;
  handles: number;
}

/** The open files and sockets of a process; none, where the system does not tell. */
const handlesOf = async ({ process: { pid } }: Program): Promise<number> =>
  (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;

/** Those that a service answers by; it keeps the one by which it looks whether its database is there. */
const connections = async (): Promise<number> => {
  const [row] = await database.query<{ count: number }>(
    `select count(*)::int from pg_stat_activity where datname = current_database() and application_name like 'maillage %' and application_name <> 'maillage probe'`,
  );
  return row!.count;
};

/** How much a figure gains in a minute, by the line that fits it best. */
function slope(points: [x: number, y: number][]): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const above = points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
}

/** Asks the users' own questions for minutes, and expects that nothing is left of them. */
async function soak(name: string, url: string, programs: Record<string, Program>): Promise<void> {
  const questions = (await readOperations()).map(({ name: title, document, variables }) => ({
    name: title,
    query: document,
    variables,
  }));
  const before = new Map(
    await Promise.all(
      Object.entries(programs).map(async ([part, program]) => [part, await handlesOf(program)] as const),
    ),
  );
  const load = await startLoad({ url, questions, connections: 1, perSecond: 4 });
  const samples = new Map<string, Sample[]>(Object.keys(programs).map((part) => [part, []]));
  const counts: number[] = [];
  for (let index = 1; index <= SAMPLES; index++) {
    await pause((SOAK_MINUTES * 60_000) / SAMPLES);
    const minute = (index * SOAK_MINUTES) / SAMPLES;
    for (const [part, program] of Object.entries(programs)) {
      samples.get(part)!.push({ minute, heap: await heapOf(program), handles: await handlesOf(program) });
    }
    counts.push(await connections());
  }
  const report = await load.stop();
  printReport(`Soak of ${name}, ${SOAK_MINUTES} minutes`, report);
  for (const [part, taken] of samples) {
    const half = taken.slice(SAMPLES / 2);
    const gain = slope(half.map(({ minute, heap }) => [minute, heap]));
    const heaps = [taken[0]!, half[0]!, half.at(-1)!].map(({ heap }) => heap.toFixed(1)).join(' → ');
    const handles = [taken[0]!, half[0]!, half.at(-1)!].map((sample) => sample.handles).join(' → ');
    process.stderr.write(
      `  ${part.padEnd(15)} heap MB ${heaps}, ${gain.toFixed(2)} a minute in the second half; handles ${handles}\n`,
    );
    expect(gain * (SOAK_MINUTES / 2), part).toBeLessThan(NOISE_MB);
    const most = (some: Sample[]): number => Math.max(...some.map((sample) => sample.handles));
    expect(most(half), part).toBeLessThanOrEqual(most(taken.slice(0, SAMPLES / 2)) + NOISE_HANDLES);
  }
  const most = Math.max(...counts);
  process.stderr.write(`  connections to PostgreSQL: ${most} at most\n`);
  for (const [title, { outcomes, count }] of Object.entries(report)) expect(outcomes, title).toEqual({ whole: count });
  // What was open for the load closes when nobody asks any more.
  await expect.poll(connections, { timeout: 60_000, interval: 500 }).toBe(0);
  for (const [part, program] of Object.entries(programs)) {
    await expect
      .poll(() => handlesOf(program), { timeout: 60_000, interval: 500 })
      .toBeLessThanOrEqual(before.get(part)! + NOISE_HANDLES);
  }
}

describe('minutes of the users’ questions leave nothing behind', () => {
  it('at the local engine', async () => {
    const hub = run('cli/main.js', ['start'], { ...settings, DATABASE_URL: database.url, PORT: '0' });
    await soak('the local hub', graphUrl(await hub.says('its explorer')), { hub });
    hub.process.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('at the remote engine', async () => {
    const fleet = await startFleet(database.url, settings);
    await soak('the fleet', fleet.url, { gateway: fleet.gateway, ...fleet.services });
    await fleet.stop();
  });
});
