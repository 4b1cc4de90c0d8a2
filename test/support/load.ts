import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Question {
  /** Those of the same name have their figures together. */
  name: string;
  query: string;
  variables?: Record<string, unknown>;
  /** Who is asked, where it is not the one that all are. */
  url?: string;
}

export interface LoadOptions {
  url: string;
  questions: Question[];
  /** How many ask each question at a time. */
  connections: number;
  /** How often each of them asks in a second, at the most. */
  perSecond: number;
  /** The address that they ask from; defaults to that of the loopback. */
  localAddress?: string;
  /** Where a load balancer would look whether to send anybody here: none are sent once it says no. */
  readyUrl?: string;
}

/** How a question fared: milliseconds, and how many requests came to which outcome (see `outcomeOf`). */
export interface Figures {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
  outcomes: Record<string, number>;
}

export type Report = Record<string, Figures>;

export interface Load {
  /** The figures of what was answered since they were last taken. */
  take(): Promise<Report>;
  /** The figures of what is answered while something happens. */
  during(action: () => Promise<unknown>): Promise<Report>;
  /** Waits for the load to end by itself, as its balancer sends nobody any more, or ends it; the last figures. */
  ended(): Promise<Report>;
  stop(): Promise<Report>;
}

/** Has a process of its own ask questions without end, from this machine to itself. */
export async function startLoad(options: LoadOptions): Promise<Load> {
  if (new URL(options.url).hostname !== '127.0.0.1') throw new Error('Load goes to 127.0.0.1 alone.');
  const file = fileURLToPath(new URL('load-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(options)], { execArgv: [] });
  const exit = once(child, 'exit');
  const next = async (): Promise<unknown> =>
    (await Promise.race([once(child, 'message'), exit.then(() => Promise.reject(new Error('The load died.')))]))[0];
  await next();
  const take = async (): Promise<Report> => {
    child.send('take');
    return (await next()) as Report;
  };
  const ended = async (): Promise<Report> => {
    const report = (await next()) as Report;
    await exit;
    return report;
  };
  return {
    take,
    async during(action) {
      await take();
      await action();
      return take();
    },
    ended,
    async stop() {
      child.send('stop');
      return ended();
    },
  };
}

/** Prints figures as lines that stand beside one another: the test's words, then a line a question. */
export function printReport(title: string, report: Report): void {
  const lines = Object.entries(report).map(([name, { count, p50, p95, max, outcomes }]) => {
    const times = [p50, p95, max].map((ms) => ms.toFixed(1).padStart(8)).join('');
    const told = Object.entries(outcomes).map(([outcome, number]) => `${number} ${outcome}`);
    return `  ${name.padEnd(22)}${String(count).padStart(7)} requests, ms p50/p95/max${times}   ${told.join(', ')}`;
  });
  process.stderr.write(`${title}\n${lines.join('\n')}\n`);
}
