import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCollector } from '../support/collector.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { startFleet } from '../support/fleet.ts';
import { graphUrl, run, type Program } from '../support/processes.ts';

let database: TestDatabase;
let collector: Awaited<ReturnType<typeof startCollector>>;

beforeAll(async () => {
  database = await cloneDatabase();
  collector = await startCollector();
});

afterAll(async () => {
  await collector.close();
  await database.drop();
});

const settings = () => ({
  METRICS_PORT: '0',
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  SLOW_OPERATION_MS: '1',
  NODE_ENV: 'test',
});
const query = 'query Establishment360 { establishment(finess: "570000596") { name careUnits { totalCount } } }';
const trace = (letter: string) => letter.repeat(32);

async function askWithin(url: string, letter: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-request-id': `of-${letter}`,
      traceparent: `00-${trace(letter)}-${letter.repeat(16)}-01`,
    },
    body: JSON.stringify({ query }),
  });
  expect(await response.json()).toMatchObject({ data: { establishment: { name: 'HIA LEGOUEST' } } });
}

async function metricsOf(program: Program): Promise<string> {
  const [url] = /http:\S+\/metrics/.exec(await program.says('the metrics: '))!;
  return (await fetch(url)).text();
}

const entriesOf = (program: Program): Record<string, any>[] =>
  program
    .output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, any>);

const processesOf = (letter: string): Set<string> =>
  new Set(collector.spans.filter(({ traceId }) => traceId === trace(letter)).map(({ process }) => process));

test('the hub as a process: its metrics, its slow operations, and its last spans before it ends', async () => {
  const hub = run('cli/main.js', ['start'], { ...settings(), DATABASE_URL: database.url, PORT: '0' });
  const url = graphUrl(await hub.says('its explorer'));
  await askWithin(url, 'a');
  expect(await metricsOf(hub)).toContain('maillage_operations_total{operation="Establishment360",code="OK"} 1');
  expect(await (await fetch(new URL('/health/ready', url))).json()).toEqual({
    status: 'ready',
    parts: { establishments: 'ready', clinical: 'ready', logistics: 'ready', insights: 'ready' },
  });
  hub.process.kill('SIGTERM');
  expect(await hub.ended).toBe(0);
  expect(processesOf('a')).toEqual(new Set(['maillage-hub']));
  const entry = entriesOf(hub).find(({ requestId }) => requestId === 'of-a')!;
  expect(entry).toMatchObject({ msg: 'Slow operation', traceId: trace('a'), statementCount: 2 });
});

test.each([
  ['the hub', 'cli/main.js', ['start']],
  ['a service', 'cli/service.js', ['clinical']],
  ['the gateway', 'cli/gateway.js', []],
])('%s that cannot have the port of its metrics says so in a line, and does not start', async (_, file, args) => {
  const { port } = new URL(collector.url);
  const env = {
    METRICS_PORT: port,
    PORT: '0',
    DATABASE_URL: database.url,
    SUBGRAPHS: 'clinical=http://127.0.0.1:1/graphql',
  };
  const program = run(file, args, env);
  expect(await program.ended).toBe(1);
  expect(program.output().trim()).toBe(
    `Port ${port} of 127.0.0.1 is already in use: stop the program that listens there, or set METRICS_PORT to another port.`,
  );
});

test('a process each: one trace through all of them, each with its own metrics', async () => {
  const fleet = await startFleet(database.url, settings());
  const programs: Record<string, Program> = { gateway: fleet.gateway, ...fleet.services };
  await askWithin(fleet.url, 'b');
  expect(await (await fetch(new URL('/health/ready', fleet.url))).json()).toMatchObject({
    status: 'ready',
    parts: { planner: 'ready', clinical: 'ready' },
  });
  for (const name of ['gateway', 'establishments', 'clinical'])
    expect(await metricsOf(programs[name]!)).toContain(
      'maillage_operations_total{operation="Establishment360",code="OK"} 1',
    );
  expect(await metricsOf(programs['logistics']!)).not.toContain('maillage_operations_total{');
  await fleet.stop();
  for (const program of Object.values(programs)) expect(await program.ended).toBe(0);
  expect(processesOf('b')).toEqual(new Set(['maillage-gateway', 'maillage-establishments', 'maillage-clinical']));
});
