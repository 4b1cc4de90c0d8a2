import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { startFleet, type Fleet } from '../support/fleet.ts';
import { printReport, startLoad, type Load, type Report } from '../support/load.ts';
import { ask } from '../support/processes.ts';

const TIMEOUT_MS = 1_000;
const PAUSE_MS = 1_000;
const PHASE_MS = 6_000;
/** How much slower what needs no broken service may be than at a hub beside it that is whole, asked by the same process. */
const FACTOR = 2;

const OTHERS = 'of others alone';
const CONTROL = 'of a whole hub';
const OWN = 'of the service too';
const others = '{ establishments(first: 20) { totalCount nodes { finess name } } }';
const own = `{
  establishment(finess: "570005165") { name careUnits { totalCount } laboratories { name } supplyContracts(role: CONSUMER) { kind } }
  laboratories(first: 5) { totalCount }
  kitchens(first: 5) { nodes { name } }
}`;

let database: TestDatabase;
let fleet: Fleet;
let control: Fleet;
let load: Load;

beforeAll(async () => {
  database = await cloneDatabase();
  const settings = {
    SUBGRAPH_TIMEOUT_MS: String(TIMEOUT_MS),
    SUBGRAPH_BREAKER_PAUSE_MS: String(PAUSE_MS),
    METRICS_PORT: '0',
  };
  [fleet, control] = await Promise.all([startFleet(database.url, settings), startFleet(database.url, settings)]);
  const questions = [
    { name: OTHERS, query: others },
    { name: CONTROL, query: others, url: control.url },
    { name: OWN, query: own },
  ];
  load = await startLoad({ url: fleet.url, questions, connections: 2, perSecond: 10 });
});

afterAll(async () => {
  await load?.stop();
  fleet.services['clinical']!.process.kill('SIGCONT');
  await Promise.all([fleet.stop(), control.stop()]);
  await database.drop();
});

const entries = (words: string): number => fleet.gateway.output().split(words).length - 1;
const opened = (): number => entries('Circuit opened for service');
const closed = (): number => entries('Circuit closed for service');
/** What the gateway's metrics say of the circuit of `clinical`. */
async function circuitMetric(): Promise<string | undefined> {
  const [, url] = /the metrics: (http[^\s"]+)/.exec(fleet.gateway.output())!;
  return /maillage_service_circuit_open\{service="clinical"\} (\d)/.exec(await (await fetch(url!)).text())?.[1];
}

/** How much slower others are than at the whole hub. */
const slowness = (report: Report): number => report[OTHERS]!.p50 / report[CONTROL]!.p50;

/** Breaks `clinical`, mends it, and expects of both what the gateway owes its clients. */
async function withstand(name: string, breakIt: () => unknown, mendIt: () => unknown): Promise<void> {
  const circuits = opened();
  const before = await load.during(() => pause(PHASE_MS));
  const failing = await load.during(async () => {
    await breakIt();
    await expect.poll(opened, { timeout: 30_000 }).toBe(circuits + 1);
  });
  expect(await circuitMetric()).toBe('1');
  const open = await load.during(() => pause(PHASE_MS));
  const mending = await load.during(async () => {
    await mendIt();
    await expect.poll(closed, { timeout: 60_000 }).toBe(circuits + 1);
    // What was asked before it closed.
    await pause(TIMEOUT_MS);
  });
  expect(await circuitMetric()).toBe('0');
  const after = await load.during(() => pause(PHASE_MS));
  const phases = {
    before,
    'until the circuit opens': failing,
    'circuit open': open,
    'until it closes': mending,
    after,
  };
  for (const [phase, report] of Object.entries(phases)) printReport(`clinical ${name}: ${phase}`, report);
  process.stderr.write(
    `  p50 of others, circuit open: ${slowness(open).toFixed(2)} times that of a whole hub beside it\n`,
  );

  for (const report of Object.values(phases)) expect(Object.keys(report[OTHERS]!.outcomes)).toEqual(['whole']);
  const told = Object.values(phases).flatMap((report) => Object.keys(report[OWN]!.outcomes));
  expect(new Set(told)).toEqual(new Set(['whole', 'without clinical']));
  expect(Object.keys(open[OWN]!.outcomes)).toEqual(['without clinical']);
  expect(Object.keys(after[OWN]!.outcomes)).toEqual(['whole']);
  expect(slowness(open)).toBeLessThan(FACTOR);
  // Where the service is gone, the circuit opens before there is anything to measure.
  if (failing[OTHERS]!.count > 30) expect(slowness(failing)).toBeLessThan(FACTOR);
  // Nobody waits for the service but the request that tries it, each second.
  expect(open[OWN]!.p50).toBeLessThan(TIMEOUT_MS / 2);
  expect([opened(), closed()]).toEqual([circuits + 1, circuits + 1]);
}

it('a service that is killed costs its own fields alone, and is asked again once it is back', async () => {
  await withstand(
    'killed',
    async () => {
      fleet.services['clinical']!.process.kill('SIGKILL');
      await fleet.services['clinical']!.ended;
    },
    () => fleet.restart('clinical'),
  );
});

it('a service that hangs costs its own fields alone, and nobody waits for it for long', async () => {
  await withstand(
    'hung',
    () => fleet.services['clinical']!.process.kill('SIGSTOP'),
    () => fleet.services['clinical']!.process.kill('SIGCONT'),
  );
});

it('the answer names the service, and every other field is there', async () => {
  fleet.services['clinical']!.process.kill('SIGKILL');
  await fleet.services['clinical']!.ended;
  const { data, errors } = await ask(fleet.url, own);
  expect(data).toMatchObject({
    establishment: {
      name: expect.any(String),
      careUnits: null,
      laboratories: null,
      supplyContracts: expect.any(Array),
    },
    laboratories: null,
    kitchens: { nodes: expect.any(Array) },
  });
  for (const { message, extensions } of errors) {
    expect(message).toBe('Service "clinical" is unavailable.');
    expect(extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'clinical' });
  }
  await fleet.restart('clinical');
});
