import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import type { TestDatabase } from '../support/database.ts';
import { startFleet } from '../support/fleet.ts';
import { printReport, startLoad, type Report } from '../support/load.ts';
import { cloneNationalWithSae, hasSae } from '../support/national.ts';
import { graphUrl, run, type Program } from '../support/processes.ts';

const SECONDS = 60;
const QUIET_SECONDS = 40;
const CONNECTIONS = 30;
const MEMORY_MB = 768;
const HEALTH_GAP_MS = 1_000;
const SLOWER = 3;
const OTHERS = 'the example operations';
/** A container of this size has as much of it for objects. */
const SETTINGS = { NODE_OPTIONS: '--max-old-space-size=512' };

let database: TestDatabase;

beforeAll(async () => {
  if (hasSae) database = await cloneNationalWithSae();
});

afterAll(() => database?.drop());

const memoryOf = async ({ process: { pid } }: Program): Promise<number> =>
  Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

/** The most that each program has in memory, until it is stopped. */
function watchMemory(programs: Record<string, Program>): () => Promise<Record<string, number>> {
  const most: Record<string, number> = {};
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      for (const [name, program] of Object.entries(programs))
        most[name] = Math.max(most[name] ?? 0, await memoryOf(program));
      await pause(250);
    }
  })();
  return async () => {
    over.abort();
    await watching;
    return most;
  };
}

/** The longest time that a health check went without an answer, in milliseconds, until it is stopped. */
function watchHealth(url: string): () => Promise<number> {
  let longest = 0;
  const over = new AbortController();
  const watching = (async () => {
    for (let last = performance.now(); !over.signal.aborted; last = performance.now()) {
      const isLive = (await fetch(new URL('/health/live', url))).ok;
      longest = isLive ? Math.max(longest, performance.now() - last) : Infinity;
      await pause(50);
    }
  })();
  return async () => {
    over.abort();
    await watching;
    return longest;
  };
}

/** Attacks a graph from one address for a while. @returns how many requests came to which status, by attack */
async function attack(url: string): Promise<Record<string, Record<string, number>>> {
  const file = fileURLToPath(new URL('../support/adversary-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify({ url, connections: CONNECTIONS })], { execArgv: [] });
  await once(child, 'message');
  await pause(SECONDS * 1000);
  child.send('stop');
  const [outcomes] = (await once(child, 'message')) as [Record<string, Record<string, number>>];
  return outcomes;
}

const p99Of = (report: Report): number => report[OTHERS]!.p99;

async function withstand(name: string, url: string, programs: Record<string, Program>): Promise<void> {
  const questions = (await readOperations()).map(({ document, variables }) => ({
    name: OTHERS,
    query: document,
    variables,
  }));
  const load = await startLoad({ url, questions, connections: 1, perSecond: 0.25, localAddress: '127.0.0.2' });
  const quiet = await load.during(() => pause(QUIET_SECONDS * 1000));
  const [memory, health] = [watchMemory(programs), watchHealth(url)];
  let outcomes: Record<string, Record<string, number>> = {};
  const attacked = await load.during(async () => void (outcomes = await attack(url)));
  const [most, gap] = [await memory(), await health()];
  await load.stop();
  printReport(`Others at ${name} that is quiet`, quiet);
  printReport(`Others at ${name} under attack, ${SECONDS} s`, attacked);
  for (const [title, statuses] of Object.entries(outcomes))
    process.stderr.write(`  attack ${title.padEnd(18)} ${JSON.stringify(statuses)}\n`);
  const memories = Object.entries(most).map(([part, mb]) => `${part} ${mb.toFixed(0)} MB`);
  process.stderr.write(
    `  memory ${memories.join(', ')}; health silent for ${gap.toFixed(0)} ms at most; p99 ${p99Of(quiet).toFixed(0)} → ${p99Of(attacked).toFixed(0)} ms\n`,
  );
  for (const [part, program] of Object.entries(programs)) {
    expect(program.process.exitCode, part).toBeNull();
    expect(most[part], part).toBeLessThan(MEMORY_MB);
    expect(program.output(), part).not.toContain('Circuit opened');
  }
  expect(gap).toBeLessThan(HEALTH_GAP_MS);
  const { outcomes: answered, count } = attacked[OTHERS]!;
  expect(answered).toEqual({ whole: count });
  expect(p99Of(attacked)).toBeLessThanOrEqual(SLOWER * p99Of(quiet));
}

describe.skipIf(!hasSae)('one address that sends the worst that the limits let through costs others little', () => {
  it('at the local engine', async () => {
    const settings = { ...SETTINGS, DATABASE_URL: database.url, PORT: '0' };
    const hub = run('cli/main.js', ['start'], settings);
    await withstand('the local hub', graphUrl(await hub.says('its explorer')), { hub });
    hub.process.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('at the remote engine', async () => {
    const fleet = await startFleet(database.url, { ...SETTINGS, RATE_LIMIT: '1200' });
    await withstand('the fleet', fleet.url, { gateway: fleet.gateway, ...fleet.services });
    await fleet.stop();
  });
});
