import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import { prepareDatabase, type HubEnv } from './database.ts';
import type { Hub } from './hub.ts';
import type { Env } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { requireFreePort } from '../platform/process.ts';
import { workersMetrics } from '../platform/observability/worker-metrics.ts';
import { serveMetrics, type MetricsServer } from '../platform/observability/metrics-server.ts';

/** What a worker tells of itself: where it answers, or why it cannot. */
export type Word = { url: string } | { fault: string };

const longestPauseMs = 30_000;
/** A worker that lived for so long was well. */
const steadyMs = 60_000;

/**
 * Starts the hub as several processes, for the cores of one machine: this one has the database, and each worker serves
 * the graph at the same port. A worker that dies is started again, sooner or later as the ones before it lived long.
 * Throws an `OperatorError` where the port is taken, the database cannot be used, or a worker cannot start.
 */
export async function startWorkers(env: Env, logger: Logger, count: number): Promise<Hub> {
  await requireFreePort(env);
  const database = await prepareDatabase(env, logger);
  const crew = new Crew(logger);
  // Counts the requests of all workers together: see `useRateLimit`.
  void new RateLimiterClusterMaster();
  let metrics: MetricsServer | undefined;
  const close = async (): Promise<void> => {
    await crew.close();
    await metrics?.close();
    await database.close();
  };
  try {
    if (env.METRICS_PORT !== undefined) {
      metrics = await serveMetrics({ host: env.HOST, port: env.METRICS_PORT }, workersMetrics());
      logger.info(`the metrics: ${metrics.url}`);
    }
    const settings = { ...database.env, DATABASE_POOL: share(env.DATABASE_POOL, count) };
    const urls = await Promise.all(Array.from({ length: count }, () => crew.add(settings)));
    return { url: urls[0]!, drainMs: env.DRAIN_MS, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A worker's part of the connections that a service may hold; with one alone, the parts of a request would wait for one another. */
function share(pool: number, count: number): number {
  return Math.max(Math.min(pool, 2), Math.ceil(pool / count));
}

/** What a worker says of itself first; its metrics and its counts of requests come by messages too. */
const firstWord = (worker: Worker): Promise<Word> =>
  new Promise((resolve) => {
    worker.on('message', (message: object) => {
      if ('url' in message || 'fault' in message) resolve(message as Word);
    });
  });

/** One process of the crew. */
interface Member {
  worker: Worker;
  /** What it says first, or that it ended without a word. */
  word: Promise<Word>;
  /** By what it ended: its exit code, or a signal. */
  ended: Promise<number | string>;
}

/** The workers, each of them kept alive. */
class Crew {
  readonly #logger: Logger;
  readonly #members = new Set<Member>();
  readonly #kept: Promise<void>[] = [];
  readonly #closing = new AbortController();

  constructor(logger: Logger) {
    this.#logger = logger;
    const exec = fileURLToPath(new URL(`worker${extname(import.meta.url)}`, import.meta.url));
    cluster.setupPrimary({ exec, args: [] });
  }

  /** Starts a worker, and gives the URL that it answers at. Throws an `OperatorError` with its reason where it cannot. */
  async add(env: HubEnv): Promise<string> {
    const member = this.#fork(env);
    const word = await member.word;
    if ('fault' in word) throw new OperatorError(word.fault);
    this.#kept.push(this.#keep(member, env));
    return word.url;
  }

  /** Has the workers answer what they were asked, and waits for their ends. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const { worker } of this.#members) worker.process.kill('SIGTERM');
    await Promise.all([...this.#kept, ...[...this.#members].map(({ ended }) => ended)]);
  }

  #fork(env: HubEnv): Member {
    const worker = cluster.fork();
    const ended = once(worker, 'exit').then(([code, signal]) => (signal ?? code) as number | string);
    // One that has just died may still be sent to.
    worker.on('error', (err) => this.#logger.debug({ err }, 'A worker cannot be told'));
    const word = Promise.race([
      firstWord(worker),
      ended.then((by) => ({ fault: `A worker ended as it started (${by}).` })),
    ]);
    const member = { worker, word, ended };
    this.#members.add(member);
    void ended.then(() => this.#members.delete(member));
    worker.send(env);
    return member;
  }

  async #keep(first: Member, env: HubEnv): Promise<void> {
    const { signal } = this.#closing;
    for (let member = first, failures = 0; ;) {
      const start = performance.now();
      const by = await member.ended;
      if (signal.aborted) return;
      failures = performance.now() - start > steadyMs ? 0 : failures + 1;
      const pauseMs = failures > 1 ? Math.min(longestPauseMs, 250 * 2 ** failures) : 0;
      const when = pauseMs > 0 ? `in ${pauseMs / 1000} s` : 'at once';
      this.#logger.error(`The worker ${member.worker.process.pid} ended (${by}): another one starts ${when}`);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      member = this.#fork(env);
      const word = await member.word;
      if ('fault' in word) this.#logger.error(`A worker cannot start: ${word.fault}`);
      else this.#logger.info(`The worker ${member.worker.process.pid} answers`);
    }
  }
}
