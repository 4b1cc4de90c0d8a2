import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Checks } from '../../platform/health.ts';
import type { Observability } from '../../platform/observability/observability.ts';
import type { PolicyOptions } from '../rules/request-policy.ts';

/** The public graph over HTTP, on either engine. */
export interface Gateway {
  /** Answers a request in this process, without a socket. */
  fetch(request: Request): Promise<Response>;
  /** The handler for `http.createServer`. */
  requestListener(request: IncomingMessage, response: ServerResponse): void;
  /** Makes the explorer and the files, so that their first clients keep no others waiting. */
  prepare(): void;
  /** Closes what the gateway holds (connections to services, timers) once the requests in progress are answered. */
  dispose(): Promise<void>;
}

/** The options of both engines. */
export interface GatewayOptions extends PolicyOptions {
  /** The HTML page for a browser that opens `/graphql`. */
  explorer?: string | (() => string);
  /** The origins whose pages may embed the explorer; defaults to none. */
  frameAncestors?: readonly string[];
  /** What `GET /health/ready` checks, part by part; defaults to nothing, which is always ready. */
  ready?: Checks;
  /** Whether the gateway is shutting down, and therefore no longer ready. */
  draining?: () => boolean;
  /** Observes operations; defaults to no observation. */
  observability?: Observability;
  /** How many operations of one caller run at once, if callers are counted; defaults to 4. */
  operationsPerCaller?: number;
  /** Called for each request with the path that answers it: the fast path, or Yoga. */
  onPath?: (path: 'fast' | 'yoga') => void;
}
