import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../support/fleet.ts';
import { startFragileServer, type FragileServer } from '../support/fragile-server.ts';
import { printReport, startLoad, type Report } from '../support/load.ts';
import { graphUrl, run, type Program } from '../support/processes.ts';
import { manyCallers } from '../support/many-callers.ts';

const questions = [
  { name: 'of one service', query: '{ establishments(first: 20) { totalCount nodes { finess name } } }' },
  {
    name: 'of all four',
    query: `{
      establishment(finess: "570005165") { name careUnits { totalCount } supplyContracts(role: CONSUMER) { kind } dependencies(first: 5) { totalCount } }
      laboratories(first: 5) { totalCount }
      kitchens(first: 5) { nodes { name } }
    }`,
  },
];

let server: FragileServer;

beforeAll(async () => {
  server = await startFragileServer();
});

afterAll(() => server.close());

/** A readiness probe that keeps what it hears, a change at a time. */
function watchReadiness(url: string): { heard: number[]; stop(): void } {
  const heard: number[] = [];
  const stopped = new AbortController();
  void (async () => {
    while (!stopped.signal.aborted) {
      const { status } = await fetch(new URL('/health/ready', url));
      if (heard.at(-1) !== status) heard.push(status);
      await pause(50);
    }
  })();
  return { heard, stop: () => stopped.abort() };
}

/** Restarts PostgreSQL twice under load, the second time as if it had crashed. */
async function withstandRestarts(name: string, url: string, programs: Program[]): Promise<void> {
  const readiness = watchReadiness(url);
  const load = await startLoad({ url, questions, connections: 4, perSecond: 10 });
  const reports: Record<string, Report> = { before: await load.during(() => pause(3_000)) };
  for (const mode of ['fast', 'immediate'] as const) {
    reports[`stopped (${mode})`] = await load.during(async () => {
      await server.stop(mode);
      await expect.poll(() => readiness.heard.at(-1), { timeout: 30_000 }).toBe(503);
      await pause(3_000);
    });
    reports[`started (${mode})`] = await load.during(async () => {
      await server.start();
      await expect.poll(() => readiness.heard.at(-1), { timeout: 30_000 }).toBe(200);
      // What was asked before.
      await pause(2_000);
    });
    reports[`after (${mode})`] = await load.during(() => pause(3_000));
  }
  await load.stop();
  readiness.stop();
  for (const [phase, report] of Object.entries(reports)) printReport(`PostgreSQL under ${name}: ${phase}`, report);
  process.stderr.write(`  readiness heard: ${readiness.heard.join(', ')}\n`);

  // Unready and ready again, each time it was stopped, and at no other time.
  expect(readiness.heard).toEqual([200, 503, 200, 503, 200]);
  const outcomes = (phase: string): string[] =>
    Object.values(reports[phase]!).flatMap((figures) => Object.keys(figures.outcomes));
  for (const phase of Object.keys(reports)) {
    for (const outcome of outcomes(phase)) expect(outcome).toMatch(/^(whole|without [a-z,]+)$/);
  }
  for (const phase of ['before', 'after (fast)', 'after (immediate)']) {
    expect(new Set(outcomes(phase))).toEqual(new Set(['whole']));
  }
  for (const phase of ['stopped (fast)', 'stopped (immediate)']) {
    expect(outcomes(phase)).toContain('without establishments');
  }
  for (const program of programs) expect(program.process.exitCode).toBeNull();
}

describe('the services and their gateway', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await startFleet(server.url);
  });

  afterAll(() => fleet.stop());

  it('answer again once PostgreSQL is back, and nothing wrong in between', async () => {
    await withstandRestarts('the fleet', fleet.url, [fleet.gateway, ...Object.values(fleet.services)]);
  });
});

describe('the hub in one process', () => {
  let hub: Program;

  beforeAll(() => {
    hub = run('cli/main.js', ['start'], { DATABASE_URL: server.url, PORT: '0', ...manyCallers });
  });

  afterAll(async () => {
    hub.process.kill('SIGTERM');
    expect(await hub.ended).toBe(0);
  });

  it('answers again once PostgreSQL is back, and nothing wrong in between', async () => {
    await withstandRestarts('the local hub', graphUrl(await hub.says('its explorer')), [hub]);
  });
});
