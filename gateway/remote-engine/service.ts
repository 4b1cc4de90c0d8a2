import { GraphQLError } from 'graphql';
import { breakerOf, CircuitOpen, TooSlow, type BreakerOptions, type Guard } from './breaker.ts';
import type { EngineContext } from './engine-context.ts';
import { NoReplyInTime, openExchange } from './exchange.ts';
import { livenessOf } from './liveness.ts';
import { isResponseTree, type ResponseTree } from './response-tree.ts';

/** What a service returns. An error without a path concerns the request as a whole, and is for the client to read. */
export interface ServiceReply {
  data?: ResponseTree | null;
  errors?: GraphQLError[];
}

/** A service that is called with the body of a request. It never rejects: failures are in the reply, and in the log. */
export interface Service {
  call(body: string, context: EngineContext): Promise<ServiceReply>;
  /** Its circuit breaker, which requests for other things than the graph pass too. */
  guard: Guard;
  close(): void;
}

/** On whose behalf a service is asked, and how long it may take. */
interface Terms {
  caller: unknown;
  account: string | undefined;
  isHeavy: boolean | undefined;
  isMutation: boolean | undefined;
  /** In milliseconds, and less than the gateway waits. */
  timeLeftMs: number;
}

/** What all services have in common. */
export interface ServiceOptions {
  /** How long a service may take to reply, in milliseconds. */
  timeoutMs: number;
  /** How many bytes a reply may have. */
  maxReplyBytes: number;
  breaker: BreakerOptions;
  /** Whether a signal was aborted because the deadline passed, rather than by its caller. */
  isDeadline(reason: unknown): boolean;
  logger: { error(details: object, message: string): void };
  /** How long a request may still take, by its signal, in milliseconds; undefined if it has no deadline. */
  timeLeft(signal: AbortSignal | undefined): number | undefined;
  /** The header that carries the id of the request. */
  requestIdHeader: string;
  /** The header in which a service reports how long the database worked, in milliseconds. */
  databaseTimeHeader: string;
  /** The path at which a service reports that it is alive. */
  healthPath: string;
  /** The headers that prove a request, its caller and its terms to a service; undefined if requests are not signed. */
  sign: ((service: string, body: string, terms: Terms) => Record<string, string>) | undefined;
  /** The error of a service that is unavailable. */
  unavailable(service: string): GraphQLError;
  /** The error of a request whose reply has too many bytes. */
  tooLarge(service: string): GraphQLError;
  /** The error of a request that took a service too long. */
  tooSlow(service: string): GraphQLError;
  /** Whether an error of a whole request, by its code, is for the client to read. */
  isForClients(code: unknown): boolean;
  /** The code under which an error is recorded. */
  codeOf(error: GraphQLError): string;
}

/** The recorded outcome of a request that was aborted because nothing waits for it. */
const CANCELED = 'CANCELED';

/** What fails before a request is sent: the service has done nothing. */
export const CONNECTING: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

/** How much earlier than the gateway gives up a service has to reply: a part of the time, and at most so many milliseconds. */
const MARGIN = { part: 0.2, maxMs: 1_000 };

/** How long a service may take if the gateway waits for so many milliseconds. */
export const timeForService = (waitMs: number): number =>
  Math.max(0, Math.floor(waitMs - Math.min(waitMs * MARGIN.part, MARGIN.maxMs)));

export function openService(name: string, url: string, options: ServiceOptions): Service {
  const { timeoutMs, breaker, isDeadline, timeLeft, logger, sign, isForClients, codeOf } = options;
  const { requestIdHeader, databaseTimeHeader, healthPath, maxReplyBytes, unavailable, tooLarge, tooSlow } = options;
  const exchange = openExchange(url, timeoutMs, maxReplyBytes);
  const guard = breakerOf(name, breaker, {
    isDeadline,
    isTimeout: (error) => error instanceof NoReplyInTime,
    isAlive: livenessOf(url, healthPath, timeoutMs),
  });
  return {
    guard,
    close: exchange.close,
    async call(body, { requestId = '', caller, isMutation, signal, record, rate }) {
      const recorded = record?.ask(name);
      const waitMs = Math.min(timeoutMs, timeLeft(signal) ?? timeoutMs);
      const timeLeftMs = timeForService(waitMs);
      const headers = {
        [requestIdHeader]: requestId,
        ...recorded?.headers,
        ...sign?.(name, body, {
          caller,
          account: rate?.account.id,
          isHeavy: rate?.account.isHeavy,
          isMutation,
          timeLeftMs,
        }),
      };
      const startedAt = performance.now();
      const send = async (each: AbortSignal | undefined): Promise<ServiceReply> => {
        const sent = await exchange.send(body, headers, each);
        const databaseMs = Number(sent.headers[databaseTimeHeader]);
        if (databaseMs > 0) rate?.account.spend(databaseMs);
        return sent.text === undefined ? { errors: [tooLarge(name)] } : readReply(sent.status, sent.text);
      };
      const failed = (cause: { message: string; code?: unknown }): ServiceReply => {
        // An aborted request is not a failure of the service.
        if (!signal?.aborted) logger.error({ err: cause, subgraph: name, requestId }, 'Service unavailable');
        return { errors: [unavailable(name)] };
      };
      let reply: ServiceReply;
      try {
        reply = await guard(send, signal);
        const refusal = reply.errors?.find(({ path }) => !path?.length);
        if (refusal) {
          const { message, extensions } = refusal;
          const { code } = extensions;
          reply = isForClients(code) ? { errors: [refusal] } : failed({ message, code });
        }
      } catch (error) {
        const { message, code, syscall = '' } = error as NodeJS.ErrnoException;
        // The service could not report how long the database worked.
        if (signal?.aborted) rate?.account.spend(performance.now() - startedAt);
        if (error instanceof CircuitOpen) reply = unsent({ errors: [unavailable(name)] });
        else if (error instanceof TooSlow) reply = { errors: [tooSlow(name)] };
        else reply = CONNECTING.has(syscall) ? unsent(failed({ message, code })) : failed({ message, code });
      }
      const [first] = reply.errors ?? [];
      recorded?.answered(signal?.aborted ? CANCELED : first ? codeOf(first) : 'OK');
      return reply;
    },
  };
}

/** The reply to a request that did not reach the service, which has therefore done nothing. */
const unsent = ({ errors = [] }: ServiceReply): ServiceReply => ({
  errors: errors.map(
    ({ message, extensions }) => new GraphQLError(message, { extensions: { ...extensions, isUnsent: true } }),
  ),
});

/** @throws Error if the service failed: a status of 5xx (from the service or a proxy), or a reply that is not GraphQL */
function readReply(status: number, text: string): ServiceReply {
  if (status >= 500) throw new Error(`status ${status}`);
  const read = parsed(text);
  const { data, errors } = isResponseTree(read) ? read : {};
  if (Array.isArray(errors) && errors.length > 0) {
    return { ...(isResponseTree(data) && { data }), errors: errors.map(asError) };
  }
  if (isResponseTree(data)) return { data };
  // A 4xx is an error of the request, not of the service: any client could provoke it.
  if (status >= 400) return { errors: [new GraphQLError(`status ${status}`)] };
  throw new Error('The reply is not GraphQL');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function asError(raw: unknown): GraphQLError {
  const { message, path, extensions } = isResponseTree(raw) ? raw : {};
  return new GraphQLError(String(message), {
    ...(Array.isArray(path) && { path: path as (string | number)[] }),
    ...(isResponseTree(extensions) && { extensions }),
  });
}
