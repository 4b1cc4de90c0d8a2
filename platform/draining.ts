import type { Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createHttpServer, type HttpServerOptions } from './http-server.ts';

interface DrainOptions extends HttpServerOptions {
  /** How long requests are still accepted while shutting down, in milliseconds, until load balancers notice. */
  drainMs: number;
  /** How long the last requests may then take, in milliseconds; defaults to 6,000. */
  timeoutMs?: number;
  logger: { error(details: object, message: string): void };
}

/** A complete shutdown, with the default drain of a second, stays under ten seconds. */
const TIMEOUT_MS = 6_000;
/** After this time without a request, no client is waited for; a load balancer's probes are requests, and more frequent. */
const QUIET_MS = 60_000;
/** How long an accepted connection may take to send its request. */
const ARRIVAL_MS = 250;

/**
 * An HTTP server that shuts down without losing a request: at first requests are still accepted, and every response
 * closes its connection; then it stops listening, and waits for the last requests. Requests that take too long are
 * aborted, which is logged. After a minute without requests it does not wait. Readiness checks must report
 * `isDraining`.
 */
export class DrainingServer {
  readonly server: Server;
  readonly #options: DrainOptions;
  readonly #open = new Set<ServerResponse>();
  #isDraining = false;
  #lastRequest = -Infinity;

  constructor(options: DrainOptions) {
    this.#options = options;
    this.server = createHttpServer(options);
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

  /** Whether the server is shutting down. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Shuts down once the requests in progress are answered. */
  async close(): Promise<void> {
    const { drainMs, timeoutMs = TIMEOUT_MS, logger } = this.#options;
    this.#isDraining = true;
    for (const response of this.#open) endConnection(response);
    if (performance.now() - this.#lastRequest < QUIET_MS) await pause(drainMs);
    const closed = new Promise((resolve) => this.server.close(resolve));
    await Promise.race([closed, this.#quiet(timeoutMs)]);
    if (this.#open.size > 0) logger.error({ requests: this.#open.size }, 'Requests aborted at shutdown');
    this.server.closeAllConnections();
    await closed;
  }

  /** Waits until no request is in progress or arriving, or the timeout has passed. */
  async #quiet(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    let lastBusy = performance.now();
    while (performance.now() < Math.min(deadline, lastBusy + ARRIVAL_MS)) {
      await pause(10);
      if (this.#open.size > 0) lastBusy = performance.now();
    }
  }
}

function endConnection(response: ServerResponse): void {
  // Node writes `connection: close`, and closes the connection after the response.
  if (!response.headersSent) response.shouldKeepAlive = false;
}
