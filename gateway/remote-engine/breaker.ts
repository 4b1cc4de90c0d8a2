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

/** Why a request failed although its service did not: its caller disconnected. */
class NotTheService extends Error {}

/** Why a request failed although its service did not: it took too long at a service that is alive. */
export class TooSlow extends NotTheService {}

/** Sends a request to a service unless its circuit is open; an undefined signal never aborts. */
export type Guard = <Reply>(
  send: (signal: AbortSignal | undefined) => Promise<Reply>,
  signal: AbortSignal | undefined,
) => Promise<Reply>;

/** How the failures of a service are distinguished from others. */
interface Causes {
  /** Whether a signal was aborted because the deadline passed, rather than by its caller. */
  isDeadline(reason: unknown): boolean;
  /** Whether a request failed because its time was over. */
  isTimeout(error: unknown): boolean;
  /** Whether the service is alive. */
  isAlive(): Promise<boolean>;
}

/**
 * A circuit breaker for a service. After some failures in a row (a rejected `send`: no connection, a status of 5xx, a
 * reply that is not GraphQL, a timeout of a service that is not alive) it rejects with `CircuitOpen` at once, until one
 * request succeeds. A GraphQL reply, whatever its errors, is a success. A timeout of a service that is alive is neither:
 * what one caller requests must not cost the others the service.
 */
export function breakerOf(service: string, options: BreakerOptions, causes: Causes): Guard {
  const circuit = openCircuit(service, options);
  const { isDeadline, isTimeout, isAlive } = causes;
  const causeOf = async (error: unknown, signal: AbortSignal | undefined): Promise<unknown> => {
    const isLate = signal?.aborted ? isDeadline(signal.reason) : isTimeout(error);
    if (isLate) return (await isAlive()) ? new TooSlow('', { cause: error }) : error;
    return signal?.aborted ? new NotTheService('', { cause: error }) : error;
  };
  return async (send, signal) => {
    // While one request tries the service, the library would make the others wait for its outcome.
    if (circuit.state === CircuitState.HalfOpen) throw new CircuitOpen();
    try {
      return await circuit.execute(async () => {
        // A trial continues when its caller disconnects, as it decides for all callers.
        const heeded = circuit.state === CircuitState.Closed ? signal : undefined;
        try {
          return await send(heeded);
        } catch (error) {
          throw await causeOf(error, heeded);
        }
      });
    } catch (error) {
      throw error instanceof BrokenCircuitError ? new CircuitOpen() : error;
    }
  };
}

function openCircuit(service: string, { failures, pauseMs, onChange }: BreakerOptions) {
  const policy = handleWhen((error) => !(error instanceof NotTheService));
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
