import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Limits } from './plugins/limits.ts';

/** The public graph over HTTP, whichever engine executes it. */
export interface Gateway {
  /** Answers a request in this process, without a socket. */
  fetch(request: Request): Promise<Response>;
  /** The handler for `http.createServer`. */
  requestListener(request: IncomingMessage, response: ServerResponse): void;
  /** Ends what the gateway holds (connections to services, timers), once the requests in progress have their answers. */
  dispose(): Promise<void>;
}

/** What both engines take. */
export interface GatewayOptions {
  /** The composed supergraph (SDL), from which the public schema is derived. */
  supergraph: string;
  /** Receives the errors that clients do not see, with their request's id: a pino logger serves. */
  logger: { error(details: object, message: string): void };
  /** What a request may ask for; each limit has a default. */
  limits?: Partial<Limits>;
  /** The HTML page for a browser that opens `/graphql`. */
  explorer?: string | (() => string);
  /** Whether the gateway can answer, for `GET /health/ready`; always, where left out. */
  ready?: () => Promise<boolean>;
}
