import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import type { GraphQLError } from 'graphql';

export interface BreakerOptions {
  /** After how many failures in a row a service is asked no more. */
  failures: number;
  /** How long it is left alone, in milliseconds, before one request tries it again. */
  pauseMs: number;
  /** Told once when a service is asked no more, and once when it is asked again. */
  onChange(service: string, state: 'open' | 'closed'): void;
}

/** Why a request was not even sent: its service is left alone. */
export class LeftAlone extends Error {}

/** Whoever asked did not wait for the answer, which says nothing of the service. */
class CallerLeft extends Error {}

/** Asks a service, unless it is left alone; a signal that is left out never aborts. */
export type Guard = <Answer>(
  ask: (signal: AbortSignal | undefined) => Promise<Answer>,
  signal: AbortSignal | undefined,
) => Promise<Answer>;

/**
 * Stops waiting on a service which fails time after time (what asks it rejects: no connection, no answer in time, a status
 * of 5xx, an answer that is no GraphQL): it rejects with `LeftAlone` at once, until one request finds the service well.
 * What a service says in GraphQL, however bad, is an answer.
 */
export function breakerOf(service: string, options: BreakerOptions): Guard {
  const circuit = openCircuit(service, options);
  return async (ask, signal) => {
    // While one request tries the service, the library would have the others wait for what becomes of it.
    if (circuit.state === CircuitState.HalfOpen) throw new LeftAlone();
    try {
      return await circuit.execute(async () => {
        // A trial goes on when its caller leaves: it decides for all.
        if (circuit.state !== CircuitState.Closed) return ask(undefined);
        try {
          return await ask(signal);
        } catch (cause) {
          throw isLeft(signal) ? new CallerLeft('', { cause }) : cause;
        }
      });
    } catch (error) {
      throw error instanceof BrokenCircuitError ? new LeftAlone() : error;
    }
  };
}

function openCircuit(service: string, { failures, pauseMs, onChange }: BreakerOptions) {
  const policy = handleWhen((error) => !(error instanceof CallerLeft));
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

/** Whether nobody waits for an answer, though there was time for it. */
const isLeft = (signal: AbortSignal | undefined): boolean =>
  signal?.aborted === true && (signal.reason as GraphQLError).extensions?.['code'] !== 'DEADLINE_EXCEEDED';
