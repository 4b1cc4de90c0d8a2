import type { GraphQLError } from 'graphql';
import { isPromise } from 'graphql-yoga';
import { clientError } from '../../platform/errors.ts';
import type { GatewayPlugin } from '../server/request-context.ts';

/** What is under way for a request: it is given up when its client leaves, or when it takes too long. */
export class Work {
  readonly #abort = new AbortController();
  #isGivenUp = false;

  /** For the services: nothing runs on for nobody. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Whether the client has left. */
  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  /** The client has left. */
  giveUp(): void {
    this.#isGivenUp = true;
    this.#abort.abort();
  }

  /** Resolves with what `run` does, or, once `timeoutMs` have passed, with the error that says so. */
  within<Result>(
    timeoutMs: number,
    run: () => PromiseLike<Result> | Result,
  ): Promise<Result | { errors: [GraphQLError] }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const error = deadlineExceeded(timeoutMs);
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
 * Answers what takes longer than `timeoutMs` with an error, and gives the services a signal that aborts then, or when the
 * client leaves.
 */
export function useDeadline(timeoutMs: number): GatewayPlugin {
  return {
    onParams({ context, request, paramsHandler, setParamsHandler }) {
      const work = new Work();
      context.signal = work.signal;
      // Yoga aborts the request's own signal when the client leaves.
      if (request.signal.aborted) work.giveUp();
      else request.signal.addEventListener('abort', () => work.giveUp(), { once: true });
      setParamsHandler(
        (payload) => work.within(timeoutMs, () => paramsHandler(payload)) as ReturnType<typeof paramsHandler>,
      );
    },
  };
}

const deadlineExceeded = (timeoutMs: number) =>
  clientError(
    'DEADLINE_EXCEEDED',
    `The request took more than ${timeoutMs} ms and was stopped. Ask for less: smaller pages, fewer fields, or in several requests.`,
    { http: { status: 504 } },
  );
