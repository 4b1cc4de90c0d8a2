import type { IncomingMessage, ServerResponse } from 'node:http';
import type { VerifyToken } from '../rules/identity/token-verifier.ts';
import type { Checks } from '../../platform/health.ts';
import type { Observability } from '../../platform/observability/observability.ts';
import type { Limits } from '../rules/limits.ts';
import type { Documents } from '../rules/documents/persisted.ts';
import type { Rates } from '../rules/rate.ts';

/** The public graph over HTTP, whichever engine executes it. */
export interface Gateway {
  /** Answers a request in this process, without a socket. */
  fetch(request: Request): Promise<Response>;
  /** The handler for `http.createServer`. */
  requestListener(request: IncomingMessage, response: ServerResponse): void;
  /** How many requests were answered by which way: the ordinary ones take a way of their own, see `ShortWay`. */
  readonly taken: Readonly<{ short: number; long: number }>;
  /** Ends what the gateway holds (connections to services, timers), once the requests in progress have their answers. */
  dispose(): Promise<void>;
}

/** What both engines take. */
export interface GatewayOptions {
  /** The composed supergraph (SDL), from which the public schema is derived. */
  supergraph: string;
  /** Receives the errors that clients do not see, with their request's id: a pino logger serves. */
  logger: { error(details: object, message: string): void };
  /** Verifies callers' bearer tokens; without it none is accepted, and everyone is anonymous. */
  verifyToken?: VerifyToken | undefined;
  /** What a request may ask for; each limit has a default. */
  limits?: Partial<Limits>;
  /** How often one caller may ask; as often as it likes, where it is left out. */
  rates?: Rates;
  /** How long a request may take, in milliseconds; 30,000 by default. */
  deadlineMs?: number;
  /** The documents that requests may name instead of sending them; none, where it is left out. */
  documents?: Documents;
  /** Whether no other documents are answered. */
  persistedOnly?: boolean;
  /** Whether the schema may be asked for; it may, where it is left out. */
  introspection?: boolean;
  /** The origins whose pages may read answers; any, where it is left out. */
  corsOrigins?: readonly string[];
  /** The HTML page for a browser that opens `/graphql`. */
  explorer?: string | (() => string);
  /** Whether what the gateway needs can answer, part by part, for `GET /health/ready`; always, where left out. */
  ready?: Checks;
  /** Whether the gateway has been told to stop, and is ready no more. */
  draining?: () => boolean;
  /** Who watches over the operations; nobody, where it is left out. */
  observability?: Observability;
}
