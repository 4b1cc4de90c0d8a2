import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { HubEnv } from './database.ts';

/** The message that a worker sends once it has started: its URL, or why it cannot serve. */
export type WorkerStatus = { url: string } | { error: string };

const maxPauseMs = 30_000;
/** A worker that ran for so long does not count as a failed start. */
const stableMs = 60_000;

/** A worker's process. */
interface RunningWorker {
  worker: Worker;
  /** Its status, or an error if it ended before it sent one. */
  status: Promise<WorkerStatus>;
  /** Its exit code, or the signal that ended it. */
  exit: Promise<number | string>;
}

/** The workers of a hub. Each one that ends is replaced, with a longer pause after each quick failure. */
export class WorkerPool {
  readonly #logger: Logger;
  readonly #workers = new Set<RunningWorker>();
  readonly #supervised: Promise<void>[] = [];
  readonly #closing = new AbortController();

  constructor(logger: Logger) {
    this.#logger = logger;
    const exec = fileURLToPath(new URL(`worker${extname(import.meta.url)}`, import.meta.url));
    cluster.setupPrimary({ exec, args: [] });
  }

  /** Starts a worker. @returns the URL of its graph @throws OperatorError when it cannot start */
  async add(env: HubEnv): Promise<string> {
    const started = this.#start(env);
    const status = await started.status;
    if ('error' in status) throw new OperatorError(status.error);
    this.#supervised.push(this.#supervise(started, env));
    return status.url;
  }

  /** Stops the workers, and waits until they have answered their requests and ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    for (const { worker } of this.#workers) worker.process.kill('SIGTERM');
    await Promise.all([...this.#supervised, ...[...this.#workers].map(({ exit }) => exit)]);
  }

  #start(env: HubEnv): RunningWorker {
    const worker = cluster.fork();
    const exit = once(worker, 'exit').then(([code, signal]) => (signal ?? code) as number | string);
    // Sending to a worker that has just ended emits an error.
    worker.on('error', (err) => this.#logger.debug({ err }, 'Message to a worker failed'));
    const status = Promise.race([
      statusOf(worker),
      exit.then((reason) => ({ error: `A worker ended while it started (${reason}).` })),
    ]);
    const started = { worker, status, exit };
    this.#workers.add(started);
    void exit.then(() => this.#workers.delete(started));
    worker.send(env);
    return started;
  }

  async #supervise(first: RunningWorker, env: HubEnv): Promise<void> {
    const { signal } = this.#closing;
    for (let current = first, failures = 0; ;) {
      const startedAt = performance.now();
      const reason = await current.exit;
      if (signal.aborted) return;
      failures = performance.now() - startedAt > stableMs ? 0 : failures + 1;
      const pauseMs = failures > 1 ? Math.min(maxPauseMs, 250 * 2 ** failures) : 0;
      const when = pauseMs > 0 ? `in ${pauseMs / 1000} s` : 'now';
      this.#logger.error(`Worker ${current.worker.process.pid} ended (${reason}): restarting ${when}`);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      current = this.#start(env);
      const status = await current.status;
      if ('error' in status) this.#logger.error(`A worker cannot start: ${status.error}`);
      else this.#logger.info(`Worker ${current.worker.process.pid} is ready`);
    }
  }
}

/** A worker's first status. Its metrics and its counts of requests are messages too. */
const statusOf = (worker: Worker): Promise<WorkerStatus> =>
  new Promise((resolve) => {
    worker.on('message', (message: object) => {
      if ('url' in message || 'error' in message) resolve(message as WorkerStatus);
    });
  });
