import type http from '@graphql-mesh/transport-http';
import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { unavailable } from '../../services/shared/errors.ts';

/** How requests reach a service. */
export type Transport = Pick<typeof http, 'getSubgraphExecutor'>;
export type Executor = ReturnType<Transport['getSubgraphExecutor']>;
export type PlannedRequest = Parameters<Executor>[0];

export interface BreakerOptions {
  /** After how many failures in a row a service is asked no more. */
  failures: number;
  /** How long it is left alone, in milliseconds, before one request tries it again. */
  pauseMs: number;
  /** Told once when a service is asked no more, and once when it is asked again. */
  onChange(service: string, state: 'open' | 'closed'): void;
}

/** What is said of an exchange that failed: no connection, no answer in time (the service's, or the gateway's own), none that can be read. */
const FAILURE_CODES: ReadonlySet<unknown> = new Set([
  'SUBREQUEST_HTTP_ERROR',
  'DEADLINE_EXCEEDED',
  'RESPONSE_VALIDATION_FAILED',
]);

/** Whoever asked did not wait for the answer, which says nothing of the service. */
class CallerLeft extends Error {
  readonly result: ExecutionResult;

  constructor(result: ExecutionResult) {
    super('The caller left.');
    this.result = result;
  }
}

/**
 * A transport that stops waiting on a service which fails time after time (no connection, no answer in time, a status
 * of 5xx, an answer that is no GraphQL): its fields fail at once, until one request finds it well. What a service says
 * in GraphQL, however bad, is an answer.
 */
export function withBreaker(transport: Transport, options: BreakerOptions): Transport {
  return {
    getSubgraphExecutor(payload) {
      const execute = transport.getSubgraphExecutor({ ...payload, fetch: refuseServerErrors(payload.fetch) });
      const service = payload.subgraphName;
      const circuit = openCircuit(service, options);
      async function executeUnlessOpen(request: PlannedRequest): Promise<ExecutionResult> {
        // While one request tries the service, the library would have the others wait for what becomes of it.
        if (circuit.state === CircuitState.HalfOpen) return { errors: [unavailable(service)] };
        try {
          return await circuit.execute(async () => {
            const isTrial = circuit.state !== CircuitState.Closed;
            // A trial goes on when its caller leaves: it decides for all.
            const given = isTrial ? { ...request, signal: new AbortController().signal } : request;
            const result = (await execute(given)) as ExecutionResult;
            if (!isTrial && isLeft(request.signal) && isFailure(result)) throw new CallerLeft(result);
            return result;
          });
        } catch (error) {
          if (error instanceof CallerLeft) return error.result;
          if (error instanceof BrokenCircuitError) return { errors: [unavailable(service)] };
          throw error;
        }
      }
      return Object.assign(executeUnlessOpen, { [Symbol.asyncDispose]: () => execute[Symbol.asyncDispose]() });
    },
  };
}

function openCircuit(service: string, { failures, pauseMs, onChange }: BreakerOptions) {
  const policy = handleWhen((error) => !(error instanceof CallerLeft)).orWhenResult((result) =>
    isFailure(result as ExecutionResult),
  );
  const circuit = circuitBreaker(policy, { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(failures) });
  let isOpen = false;
  circuit.onBreak(() => {
    // A trial that fails opens it anew, which is no change.
    if (isOpen) return;
    isOpen = true;
    onChange(service, 'open');
  });
  circuit.onReset(() => {
    isOpen = false;
    onChange(service, 'closed');
  });
  return circuit;
}

function isFailure({ errors }: ExecutionResult): boolean {
  return (
    errors?.some((error) => {
      const { path, extensions, originalError } = error;
      if (path?.length || !FAILURE_CODES.has(extensions?.['code'])) return false;
      // What the service refuses, or what could not even be written down, is the request's fault: anyone could have it fail.
      const { status = 0 } = (extensions['response'] ?? {}) as { status?: number };
      return !(originalError instanceof RangeError) && (status < 400 || status >= 500);
    }) ?? false
  );
}

/** Whether nobody waits for an answer, though there was time for it. */
const isLeft = (signal: AbortSignal | undefined): boolean =>
  signal?.aborted === true && (signal.reason as GraphQLError).extensions?.['code'] !== 'DEADLINE_EXCEEDED';

type Fetch = Parameters<Transport['getSubgraphExecutor']>[0]['fetch'];

/** The transport would read an answer of 5xx as any other: a proxy's page, or a server's excuse in JSON. */
function refuseServerErrors(fetch: Fetch): Fetch {
  if (!fetch) return undefined;
  return async (...args) => {
    const response = await fetch(...args);
    if (response.status < 500) return response;
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  };
}
