import { GraphQLError } from 'graphql';
import { unavailable, type ErrorCode } from '../../platform/errors.ts';
import { REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import { CANCELED } from '../../platform/observability/request-record.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import type { GatewayOptions } from '../server/gateway.ts';
import { publicCodeOf } from '../rules/errors.ts';
import type { RequestContext } from '../server/request-context.ts';
import { breakerOf, LeftAlone, type BreakerOptions } from './breaker.ts';
import { openExchange, type Reply } from './exchange.ts';
import { isResponseTree, type ResponseTree } from './response-tree.ts';

/** What a service answers. An error without a path concerns the request as a whole, and is the client's to read. */
export interface ServiceAnswer {
  data?: ResponseTree | null;
  errors?: GraphQLError[];
}

/** A service, asked with the body of a request. It never rejects: what goes wrong stands in the answer, and in the log. */
export interface Service {
  ask(body: string, asking: Partial<RequestContext>): Promise<ServiceAnswer>;
  close(): void;
}

export interface ServiceOptions {
  /** What the services know this gateway by; without it nothing is signed, and they take every caller for anonymous. */
  secret: string | undefined;
  /** How long a service has to answer, in milliseconds. */
  timeoutMs: number;
  breaker: BreakerOptions;
  logger: GatewayOptions['logger'];
}

/** The codes that a service may give to a whole request, and that are the client's to read. That it does not know the gateway is not the client's to mend. */
const REQUEST_CODES: ReadonlySet<unknown> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'RATE_LIMITED',
  'SUBGRAPH_UNAVAILABLE',
]);

export function openService(name: string, url: string, options: ServiceOptions): Service {
  const { secret, timeoutMs, breaker, logger } = options;
  const exchange = openExchange(url, timeoutMs);
  const guard = breakerOf(name, breaker);
  return {
    close: exchange.close,
    async ask(body, { requestId = '', caller, signal, record }) {
      const asked = record?.ask(name);
      const headers = {
        [REQUEST_ID_HEADER]: requestId,
        ...asked?.headers,
        ...(secret !== undefined && signRequest(secret, { service: name, body }, caller)),
      };
      const lost = (cause: { message: string; code?: unknown }): ServiceAnswer => {
        // What was stopped because nobody waits for it any more says nothing of the service.
        if (!signal?.aborted) logger.error({ err: cause, subgraph: name, requestId }, 'Service unavailable');
        return { errors: [unavailable(name)] };
      };
      let answer: ServiceAnswer;
      try {
        answer = await guard(async (heard) => readAnswer(await exchange.send(body, headers, heard)), signal);
        const refusal = answer.errors?.find(({ path }) => !path?.length);
        if (refusal) {
          const { message, extensions } = refusal;
          const { code } = extensions;
          answer = REQUEST_CODES.has(code) ? { errors: [refusal] } : lost({ message, code });
        }
      } catch (error) {
        const { message, code } = error as NodeJS.ErrnoException;
        answer = error instanceof LeftAlone ? { errors: [unavailable(name)] } : lost({ message, code });
      }
      const [first] = answer.errors ?? [];
      asked?.answered(signal?.aborted ? CANCELED : first ? publicCodeOf(first) : 'OK');
      return answer;
    },
  };
}

/** @throws Error where a service does not do its work: an answer of 5xx (a proxy's page, a server's excuse), or none in GraphQL. */
function readAnswer({ status, text }: Reply): ServiceAnswer {
  if (status >= 500) throw new Error(`status ${status}`);
  const read = parsed(text);
  const { data, errors } = isResponseTree(read) ? read : {};
  if (Array.isArray(errors) && errors.length > 0) {
    return { ...(isResponseTree(data) && { data }), errors: errors.map(asError) };
  }
  if (isResponseTree(data)) return { data };
  // What the service refuses is the request's fault: anyone could have it fail.
  if (status >= 400) return { errors: [new GraphQLError(`status ${status}`)] };
  throw new Error('The answer is no GraphQL');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function asError(given: unknown): GraphQLError {
  const { message, path, extensions } = isResponseTree(given) ? given : {};
  return new GraphQLError(String(message), {
    ...(Array.isArray(path) && { path: path as (string | number)[] }),
    ...(isResponseTree(extensions) && { extensions }),
  });
}
