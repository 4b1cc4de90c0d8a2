import { createServer, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface DrainOptions {
  /** How long requests are still taken once it is told to stop, in milliseconds, for load balancers to look elsewhere. */
  drainMs: number;
  /** How long the last requests may then take, in milliseconds. */
  patienceMs?: number;
  logger: { error(details: object, message: string): void };
}

/** A whole stop, with the drain of a second that is the default, stays under ten seconds. */
const PATIENCE_MS = 6_000;
/** A load balancer's probes count as requests, and come more often. */
const QUIET_MS = 60_000;
/**
 * How long a connection is kept without a request: longer than load balancers keep theirs, most of them a minute. The
 * side that closes first may close on a request that is on its way, which is lost.
 */
const KEEP_ALIVE_MS = 75_000;
/** How long a connection that was taken may still be without its request. */
const ARRIVAL_MS = 250;

/**
 * An HTTP server that stops without losing a request: for a while requests are still taken, and every answer ends its
 * connection; then it listens no more, and the last requests end. Those that take too long are cut, which the log
 * tells. Where nobody has asked anything for a minute there is nobody to wait for. Whoever says whether it is ready is
 * to look at `isDraining`.
 */
export class DrainingServer {
  readonly server: Server = createServer();
  readonly #options: DrainOptions;
  readonly #open = new Set<ServerResponse>();
  #isDraining = false;
  #lastRequest = -Infinity;

  constructor(options: DrainOptions) {
    this.#options = options;
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
    const open = this.#open;
    function forget(this: ServerResponse): void {
      open.delete(this);
    }
    this.server.on('request', (_, response) => {
      this.#lastRequest = performance.now();
      open.add(response);
      response.on('close', forget);
      if (this.#isDraining) endConnection(response);
    });
  }

  /** Whether it has been told to stop. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Stops it, once the requests in progress have their answers. */
  async close(): Promise<void> {
    const { drainMs, patienceMs = PATIENCE_MS, logger } = this.#options;
    this.#isDraining = true;
    for (const response of this.#open) endConnection(response);
    if (performance.now() - this.#lastRequest < QUIET_MS) await pause(drainMs);
    const closed = new Promise((resolve) => this.server.close(resolve));
    await Promise.race([closed, this.#quiet(patienceMs)]);
    if (this.#open.size > 0) logger.error({ requests: this.#open.size }, 'Requests cut, which took too long to end');
    this.server.closeAllConnections();
    await closed;
  }

  /** Waits until requests come no more, or have taken too long. */
  async #quiet(patienceMs: number): Promise<void> {
    const deadline = performance.now() + patienceMs;
    let lastBusy = performance.now();
    while (performance.now() < Math.min(deadline, lastBusy + ARRIVAL_MS)) {
      await pause(10);
      if (this.#open.size > 0) lastBusy = performance.now();
    }
  }
}

function endConnection(response: ServerResponse): void {
  // Node writes `connection: close`, and closes it after the answer.
  if (!response.headersSent) response.shouldKeepAlive = false;
}
