import { Agent, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figures, LoadOptions, Question } from './load.ts';
import { outcomeOf } from './outcome.ts';

/** A process of its own asks, so that what it measures is not what the tests' process does besides. */
const { url, questions, connections, perSecond, localAddress, readyUrl } = JSON.parse(process.argv[2]!) as LoadOptions;
const agent = new Agent({ keepAlive: true, maxSockets: Infinity, ...(localAddress && { localAddress }) });
const expected = new Map<Question, string>();
let figures = new Map<string, { times: number[]; outcomes: Record<string, number> }>();
const stopping = new AbortController();

async function ask({ query, variables, url: own = url }: Question): Promise<{ status: number; body: string }> {
  const body = JSON.stringify({ query, variables });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(own, { method: 'POST', agent, headers }, resolve).on('error', reject).end(body);
  });
  return { status: response.statusCode!, body: await text(response) };
}

function note(name: string, ms: number, outcome: string): void {
  let own = figures.get(name);
  if (!own) figures.set(name, (own = { times: [], outcomes: {} }));
  own.times.push(ms);
  own.outcomes[outcome] = (own.outcomes[outcome] ?? 0) + 1;
}

/** Asks one question again and again, at a bounded rate; a refused connection ends it where a balancer would look elsewhere. */
async function keepAsking(question: Question, share: number): Promise<void> {
  const gap = 1000 / perSecond;
  for (let next = performance.now() + share * gap; !stopping.signal.aborted; next += gap) {
    await pause(Math.max(0, next - performance.now()));
    const start = performance.now();
    try {
      const { status, body } = await ask(question);
      note(question.name, performance.now() - start, outcomeOf(status, body, expected.get(question)!));
    } catch (error) {
      note(question.name, performance.now() - start, (error as NodeJS.ErrnoException).code ?? (error as Error).message);
    }
    // What was asked late is not asked in a burst.
    next = Math.max(next, performance.now() - gap);
  }
}

/** A load balancer's probe: once the hub is not ready, nobody is sent there any more. */
async function watchReadiness(): Promise<void> {
  while (!stopping.signal.aborted) {
    const isReady = await fetch(readyUrl!).then(
      ({ ok }) => ok,
      () => false,
    );
    if (!isReady) stopping.abort();
    await pause(20);
  }
}

function take(): Record<string, Figures> {
  const taken = [...figures].map(([name, { times, outcomes }]) => {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
    return [name, { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1)!, outcomes }];
  });
  figures = new Map();
  return Object.fromEntries(taken) as Record<string, Figures>;
}

// Before anything is broken, to know a whole answer, and to warm up what is compiled and prepared on first use.
for (const question of questions) {
  for (let count = 0; count < 20; count++) expected.set(question, (await ask(question)).body);
}
// Spread over the time between two, as they come from many.
const asking = questions.flatMap((question, index) =>
  Array.from({ length: connections }, () => keepAsking(question, index / questions.length)),
);
if (readyUrl) asking.push(watchReadiness());
process.on('message', (message) => {
  if (message === 'take') process.send!(take());
  else stopping.abort();
});
process.send!('asking');
await Promise.all(asking);
agent.destroy();
process.send!(take());
process.disconnect();
