import { bench } from 'vitest';
import { administer, cloneDatabase, type TestDatabase } from '../support/database.ts';
import { startFleet } from '../support/fleet.ts';
import { cloneNational, cloneNationalWithSae, hasSae } from '../support/national.ts';
import { graphUrl, run } from '../support/processes.ts';
import { parentOf } from './consumption.ts';
import { press, sum, type Pressed } from './pressure.ts';
import { readContract, type Question } from './questions.ts';
import { printTable } from './table.ts';
import { manyCallers } from '../support/many-callers.ts';

// What an operator plans by: how much a hub answers, what it uses for it, and how that grows with what it holds. On the
// build, as real processes over real HTTP. CAPACITY_SECONDS sets how long each is asked: 20 seconds, where it is not set.
const seconds = Number(process.env['CAPACITY_SECONDS'] ?? 20);
const connections = 16;

/** A hub that runs, by whatever processes. */
interface Running {
  url: string;
  pids: number[];
  stop(): Promise<void>;
}

const env = (database: TestDatabase): Record<string, string> => ({
  DATABASE_URL: database.url,
  LOG_LEVEL: 'warn',
  ...manyCallers,
});

async function startHub(database: TestDatabase, workers: number): Promise<Running> {
  const settings = { ...env(database), LOG_LEVEL: 'info', PORT: '0' };
  const hub = run('cli/main.js', ['start', '--workers', String(workers)], settings);
  const url = graphUrl(await hub.says('its explorer'));
  const stop = async (): Promise<void> => {
    hub.process.kill('SIGTERM');
    await hub.ended;
  };
  return { url, pids: [hub.process.pid!], stop };
}

async function startServices(database: TestDatabase): Promise<Running> {
  const { url, gateway, services, stop } = await startFleet(database.url);
  return { url, pids: [gateway, ...Object.values(services)].map((program) => program.process.pid!), stop };
}

const bodiesOf = ({ document, asked }: Question): string[] =>
  asked.map(({ variables }) => JSON.stringify({ query: document, variables }));

/** Every operation in turn, each time with its next variables. */
function mixOf(questions: Question[]): string[] {
  const bodies = questions.map(bodiesOf);
  const rounds = Math.max(...bodies.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => bodies.map((own) => own[round % own.length]!)).flat();
}

const perCore = ({ hubMs, databaseMs }: Pressed): number => 1000 / (hubMs + databaseMs);

bench.skipIf(!hasSae)(
  'what a hub can carry',
  async () => {
    const database = await cloneNationalWithSae();
    const postmaster = parentOf((await database.query<{ pid: number }>('select pg_backend_pid() as pid'))[0]!.pid);
    const questions = await readContract(database);
    const mix = mixOf(questions);
    const hubs: [string, () => Promise<Running>][] = [
      ['one process', () => startHub(database, 1)],
      ['two workers', () => startHub(database, 2)],
      ['gateway and four services', () => startServices(database)],
    ];
    const whole: (string | number)[][] = [];
    const single: (string | number)[][] = [];
    for (const [name, start] of hubs) {
      const { url, pids, stop } = await start();
      try {
        const rest = sum(pids).memoryMb;
        // Until PostgreSQL has made up its mind on plans, and V8 on code.
        await press({ url, bodies: mix, connections, seconds: Math.min(seconds, 10) }, pids, postmaster);
        const of = await press({ url, bodies: mix, connections, seconds }, pids, postmaster);
        const figures = [of.requests / of.seconds, perCore(of), of.hubMs, of.databaseMs, of.p50Ms, of.p99Ms];
        whole.push([name, ...figures, rest, of.memoryMb]);
        if (whole.length > 1) continue;
        for (const question of questions) {
          const order = { url, bodies: bodiesOf(question), connections, seconds: Math.max(2, seconds / 5) };
          const one = await press(order, pids, postmaster);
          single.push([question.name, one.requests / one.seconds, perCore(one), one.hubMs, one.databaseMs]);
        }
      } finally {
        await stop();
      }
    }
    const costs = ['requests/s', 'per core/s', 'hub ms', 'PostgreSQL ms'];
    printTable(['all operations in turn', ...costs, 'p50 ms', 'p99 ms', 'MB at rest', 'MB under load'], whole);
    printTable(['one process, each operation', ...costs], single);
    await database.drop();
    await printGrowth();
  },
  { iterations: 1, time: 0, warmupIterations: 0, warmupTime: 0 },
);

/** How the database grows, in megabytes. */
async function printGrowth(): Promise<void> {
  const sizes: number[] = [];
  for (const clone of [cloneDatabase, cloneNational, cloneNationalWithSae]) {
    const database = await clone();
    await database.query('vacuum full');
    sizes.push(
      await administer(async (client) => {
        const { rows } = await client.query<{ bytes: string }>('select pg_database_size($1) as bytes', [database.name]);
        return Number(rows[0]!.bytes) / 2 ** 20;
      }),
    );
    await database.drop();
  }
  const [reference, register, statistics] = sizes as [number, number, number];
  printTable(
    ['what the database holds', 'MB'],
    [
      ['the territories and the reference dataset', reference],
      ['the national register too, of 95,333 establishments', register],
      ['two years of the statistics of hospitals too', statistics],
      ['100,000 establishments', ((register - reference) / 95_333) * 100_000],
      ['a year of the statistics of hospitals', (statistics - register) / 2],
    ],
  );
}
