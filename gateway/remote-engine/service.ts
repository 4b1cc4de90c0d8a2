import { GraphQLError } from 'graphql';
import { breakerOf, CircuitOpen, type BreakerOptions } from './breaker.ts';
import type { EngineContext } from './engine-context.ts';
import { openExchange, type Reply } from './exchange.ts';
import { isResponseTree, type ResponseTree } from './response-tree.ts';

/** What a service returns. An error without a path concerns the request as a whole, and is for the client to read. */
export interface ServiceReply {
  data?: ResponseTree | null;
  errors?: GraphQLError[];
}

/** A service that is called with the body of a request. It never rejects: failures are in the reply, and in the log. */
export interface Service {
  call(body: string, context: EngineContext): Promise<ServiceReply>;
  close(): void;
}

/** What all services have in common. */
export interface ServiceOptions {
  /** How long a service may take to reply, in milliseconds. */
  timeoutMs: number;
  breaker: BreakerOptions;
  /** Whether a signal was aborted because the deadline passed, rather than by its caller. */
  isDeadline(reason: unknown): boolean;
  logger: { error(details: object, message: string): void };
  /** The header that carries the id of the request. */
  requestIdHeader: string;
  /** The headers that prove a request and its caller to a service; undefined if requests are not signed. */
  sign: ((service: string, body: string, caller: unknown) => Record<string, string>) | undefined;
  /** The error of a service that is unavailable. */
  unavailable(service: string): GraphQLError;
  /** Whether an error of a whole request, by its code, is for the client to read. */
  isForClients(code: unknown): boolean;
  /** The code under which an error is recorded. */
  codeOf(error: GraphQLError): string;
}

/** The recorded outcome of a request that was aborted because nothing waits for it. */
const CANCELED = 'CANCELED';

export function openService(name: string, url: string, options: ServiceOptions): Service {
  const { timeoutMs, breaker, isDeadline, logger, requestIdHeader, sign, unavailable, isForClients, codeOf } = options;
  const exchange = openExchange(url, timeoutMs);
  const guard = breakerOf(name, breaker, isDeadline);
  return {
    close: exchange.close,
    async call(body, { requestId = '', caller, signal, record }) {
      const recorded = record?.ask(name);
      const headers = {
        [requestIdHeader]: requestId,
        ...recorded?.headers,
        ...sign?.(name, body, caller),
      };
      const failed = (cause: { message: string; code?: unknown }): ServiceReply => {
        // An aborted request is not a failure of the service.
        if (!signal?.aborted) logger.error({ err: cause, subgraph: name, requestId }, 'Service unavailable');
        return { errors: [unavailable(name)] };
      };
      let reply: ServiceReply;
      try {
        reply = await guard(async (each) => readReply(await exchange.send(body, headers, each)), signal);
        const refusal = reply.errors?.find(({ path }) => !path?.length);
        if (refusal) {
          const { message, extensions } = refusal;
          const { code } = extensions;
          reply = isForClients(code) ? { errors: [refusal] } : failed({ message, code });
        }
      } catch (error) {
        const { message, code } = error as NodeJS.ErrnoException;
        reply = error instanceof CircuitOpen ? { errors: [unavailable(name)] } : failed({ message, code });
      }
      const [first] = reply.errors ?? [];
      recorded?.answered(signal?.aborted ? CANCELED : first ? codeOf(first) : 'OK');
      return reply;
    },
  };
}

/** @throws Error if the service failed: a status of 5xx (from the service or a proxy), or a reply that is not GraphQL */
function readReply({ status, text }: Reply): ServiceReply {
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
