import { BrokenCircuitError, CircuitState, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';

export interface BreakerOptions {
  /** After how many failures in a row the circuit opens. */
  failures: number;
  /** How long it stays open, in milliseconds, before one request tries the service again. */
  pauseMs: number;
  /** Called when the circuit of a service opens, and when it closes again. */
  onChange(service: string, state: 'open' | 'closed'): void;
}

/** Why a request was not sent: the circuit of its service is open. */
export class CircuitOpen extends Error {}

/** Why a request was aborted: its caller disconnected, which is not a failure of the service. */
class CallerDisconnected extends Error {}

/** Sends a request to a service unless its circuit is open; an undefined signal never aborts. */
type Guard = <Reply>(
  send: (signal: AbortSignal | undefined) => Promise<Reply>,
  signal: AbortSignal | undefined,
) => Promise<Reply>;

/**
 * A circuit breaker for a service. After some failures in a row (a rejected `send`: no connection, a timeout, a status of
 * 5xx, a reply that is not GraphQL) it rejects with `CircuitOpen` at once, until one request succeeds. A GraphQL reply,
 * whatever its errors, is a success.
 * @param isDeadline whether a signal was aborted because the deadline passed, rather than by its caller
 */
export function breakerOf(service: string, options: BreakerOptions, isDeadline: (reason: unknown) => boolean): Guard {
  const circuit = openCircuit(service, options);
  return async (send, signal) => {
    // While one request tries the service, the library would make the others wait for its outcome.
    if (circuit.state === CircuitState.HalfOpen) throw new CircuitOpen();
    try {
      return await circuit.execute(async () => {
        // A trial continues when its caller disconnects, as it decides for all callers.
        if (circuit.state !== CircuitState.Closed) return send(undefined);
        try {
          return await send(signal);
        } catch (cause) {
          throw signal?.aborted && !isDeadline(signal.reason) ? new CallerDisconnected('', { cause }) : cause;
        }
      });
    } catch (error) {
      throw error instanceof BrokenCircuitError ? new CircuitOpen() : error;
    }
  };
}

function openCircuit(service: string, { failures, pauseMs, onChange }: BreakerOptions) {
  const policy = handleWhen((error) => !(error instanceof CallerDisconnected));
  const circuit = circuitBreaker(policy, { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(failures) });
  let isOpen = false;
  circuit.onBreak(() => {
    // A failed trial opens the circuit again, which is not a change.
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
