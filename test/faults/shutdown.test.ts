import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { startFleet } from '../support/fleet.ts';
import { printReport, startLoad, type Report } from '../support/load.ts';
import { ask, graphUrl, run, type Program } from '../support/processes.ts';
import { manyCallers } from '../support/many-callers.ts';

const questions = [
  { name: 'of one service', query: '{ establishments(first: 20) { totalCount nodes { finess name } } }' },
  {
    name: 'of the service too',
    query: '{ laboratories(first: 5) { totalCount nodes { name } } kitchens(first: 5) { nodes { name } } }',
  },
];
const settings = { ...manyCallers, DRAIN_MS: '1000' };

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

const startHub = (): Program => run('cli/main.js', ['start'], { ...settings, DATABASE_URL: database.url, PORT: '0' });

/** Tells a program to stop, and waits for its end: its exit code, and seconds. */
async function terminate(program: Program): Promise<{ code: number | null; seconds: number }> {
  const start = performance.now();
  program.process.kill('SIGTERM');
  const code = await program.ended;
  return { code, seconds: (performance.now() - start) / 1000 };
}

/** Stops a program that a load balancer sends people to, and expects that each of them has a whole answer. */
async function stopsWithoutLoss(name: string, url: string, program: Program): Promise<void> {
  const readyUrl = new URL('/health/ready', url).href;
  const load = await startLoad({ url, questions, connections: 8, perSecond: 10, readyUrl });
  await pause(3_000);
  const [{ code, seconds }, report] = await Promise.all([terminate(program), load.ended()]);
  printReport(`${name}, told to stop under load: exit code ${code} after ${seconds.toFixed(1)} s`, report);
  for (const { outcomes, count } of Object.values(report)) expect(outcomes).toEqual({ whole: count });
  expect(code).toBe(0);
  expect(seconds).toBeLessThan(10);
  expect(program.output()).toContain('stopped');
}

it('the hub loses no request', async () => {
  const hub = startHub();
  await stopsWithoutLoss('The hub', graphUrl(await hub.says('its explorer')), hub);
});

it('the gateway loses no request', async () => {
  const fleet = await startFleet(database.url, settings);
  await stopsWithoutLoss('The gateway', fleet.url, fleet.gateway);
  await fleet.stop();
});

it('a service loses no request: its gateway has each answer, until it is gone', async () => {
  const fleet = await startFleet(database.url, settings);
  const load = await startLoad({ url: fleet.url, questions, connections: 4, perSecond: 10 });
  const before = await load.during(() => pause(2_000));
  const clinical = fleet.services['clinical']!;
  const entered = fleet.gateway.output().length;
  let end = { code: null as number | null, seconds: 0 };
  const meanwhile = await load.during(async () => {
    end = await terminate(clinical);
  });
  const after = await load.stop();
  const title = `A service, told to stop under load: exit code ${end.code} after ${end.seconds.toFixed(1)} s`;
  for (const report of [before, meanwhile, after]) printReport(title, report);
  const outcomes = (report: Report): string[] =>
    Object.values(report).flatMap((figures) => Object.keys(figures.outcomes));
  for (const outcome of [...outcomes(meanwhile), ...outcomes(after)])
    expect(outcome).toMatch(/^whole$|^without clinical$/);
  // What the gateway has no answer to was never taken: its connection was refused, none was cut.
  const told = fleet.gateway
    .output()
    .slice(entered)
    .split('\n')
    .filter((line) => line.includes('Service unavailable'));
  for (const line of told) expect(line).toContain('ECONNREFUSED');
  expect(end.code).toBe(0);
  expect(end.seconds).toBeLessThan(10);
  await fleet.stop();
});

const waiting = async (): Promise<number> => {
  const [row] = await database.query<{ count: number }>(
    `select pg_stat_clear_snapshot(), count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row!.count;
};

/** Asks a hub what a lock on its table holds up, tells it to stop meanwhile, and lets go of the lock after some time, or at the hub's end. */
async function stopMeanwhile(hub: Program, letGo: (end: Promise<unknown>) => Promise<unknown>) {
  const url = graphUrl(await hub.says('its explorer'));
  await database.query('begin; lock table clinical.laboratory in access exclusive mode');
  const answer = ask(url, '{ laboratories(first: 1) { totalCount } }').catch((error: Error) => error);
  while ((await waiting()) === 0);
  const end = terminate(hub);
  await letGo(end);
  const left = await waiting();
  await database.query('rollback');
  return { left, answer: await answer, ...(await end) };
}

it('a request that takes longer than the drain has its answer', async () => {
  const { answer, code, seconds } = await stopMeanwhile(startHub(), () => pause(4_000));
  process.stderr.write(`A request of 4 s in progress: answered, exit code ${code} after ${seconds.toFixed(1)} s\n`);
  expect(answer).toEqual({ data: { laboratories: { totalCount: expect.any(Number) } } });
  expect(code).toBe(0);
  expect(seconds).toBeLessThan(10);
});

it('a request that does not end is cut, with its statement, and the log says so', async () => {
  const hub = startHub();
  const { left, answer, code, seconds } = await stopMeanwhile(hub, (end) => end);
  process.stderr.write(`A request without end in progress: cut, exit code ${code} after ${seconds.toFixed(1)} s\n`);
  expect(answer).toBeInstanceOf(Error);
  expect(left).toBe(0);
  expect(hub.output()).toContain('Requests aborted at shutdown');
  expect(code).toBe(0);
  expect(seconds).toBeLessThan(10);
});
