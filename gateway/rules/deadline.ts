import type { GraphQLError } from 'graphql';
import { isPromise } from 'graphql-yoga';
import { clientError } from '../../platform/errors.ts';
import type { GatewayPlugin } from './request-context.ts';
import { outcomeUnknown } from './unknown-outcome.ts';

/** When the requests with these signals are over, by `performance.now()`. */
const deadlines = new WeakMap<AbortSignal, number>();

/** The signals of requests of which a mutation has begun. */
const mutations = new WeakSet<AbortSignal>();

/** Notes that a mutation of the request with this signal begins: the error of its deadline says so. */
export const noteMutation = (signal: AbortSignal | undefined): void => void (signal && mutations.add(signal));

/** How long a request may still take, by its signal, in milliseconds; undefined if it has no deadline. */
export function timeLeftOf(signal: AbortSignal | undefined): number | undefined {
  const deadline = signal && deadlines.get(signal);
  return deadline === undefined ? undefined : Math.max(0, deadline - performance.now());
}

/** A request in progress: it is canceled when its client disconnects, and aborted when its deadline passes. */
export class RunningRequest {
  readonly #abort = new AbortController();
  #isCanceled = false;

  /** Aborts when the request is canceled or its deadline passes, so that the services stop working on it. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether the client has disconnected. */
  get isCanceled(): boolean {
    return this.#isCanceled;
  }

  /** Called when the client has disconnected. */
  cancel(): void {
    this.#isCanceled = true;
    this.#abort.abort();
  }

  /** Resolves with the result of `run`, or with a `DEADLINE_EXCEEDED` error once `timeoutMs` have passed. */
  within<Result>(
    timeoutMs: number,
    run: () => PromiseLike<Result> | Result,
  ): Promise<Result | { errors: [GraphQLError] }> {
    deadlines.set(this.signal, performance.now() + timeoutMs);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const late = deadlineExceeded(timeoutMs);
        const error = mutations.has(this.signal) ? outcomeUnknown(late) : late;
        resolve({ errors: [error] });
        this.#abort.abort(error);
      }, timeoutMs);
      const settle = (result: Result): void => {
        clearTimeout(timer);
        resolve(result);
      };
      const fail = (error: unknown): void => {
        clearTimeout(timer);
        reject(error as Error);
      };
      try {
        const result = run();
        if (isPromise(result)) result.then(settle, fail);
        else settle(result);
      } catch (error) {
        fail(error);
      }
    });
  }
}

/**
 * Answers requests that take longer than `timeoutMs` with an error, and gives the services a signal that aborts then, or
 * when the client disconnects.
 */
export function useDeadline(timeoutMs: number): GatewayPlugin {
  return {
    onParams({ context, request, paramsHandler, setParamsHandler }) {
      const running = new RunningRequest();
      context.signal = running.signal;
      // Yoga aborts the request's own signal when the client disconnects.
      if (request.signal.aborted) running.cancel();
      else request.signal.addEventListener('abort', () => running.cancel(), { once: true });
      setParamsHandler(
        (payload) => running.within(timeoutMs, () => paramsHandler(payload)) as ReturnType<typeof paramsHandler>,
      );
    },
  };
}

/** Whether a request's signal was aborted because its deadline passed, by the reason of the signal. */
export const isDeadline = (reason: unknown): boolean =>
  (reason as GraphQLError | undefined)?.extensions?.['code'] === 'DEADLINE_EXCEEDED';

const deadlineExceeded = (timeoutMs: number) =>
  clientError(
    'DEADLINE_EXCEEDED',
    `The request took more than ${timeoutMs} ms and was aborted. Request less: smaller pages, fewer fields, or several requests.`,
    { http: { status: 504 } },
  );
