import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { clientError } from './errors.ts';

/** How much work of one caller may wait: more than the largest batch of requests sends at once. */
const maxWaiting = 1_000;

/**
 * Bounds how many pieces of work of one caller run at once. The caller's others wait in a queue of their own, so that
 * those of other callers are not behind them.
 */
export class CallerQueues {
  readonly #limit: number;
  readonly #work: string;
  readonly #queues = new Map<unknown, BulkheadPolicy>();

  /**
   * @param limit how many of one caller run at once
   * @param work what waits, for messages: `statements`, for example
   */
  constructor(limit: number, work: string) {
    this.#limit = limit;
    this.#work = work;
  }

  /** How many wait for others of their caller. */
  get waiting(): number {
    let sum = 0;
    for (const { queueSlots } of this.#queues.values()) sum += maxWaiting - queueSlots;
    return sum;
  }

  /**
   * Runs the work of a caller when it is its turn, unless the signal has aborted by then.
   * @throws GraphQLError `RATE_LIMITED` if too many wait already
   */
  async run<Result>(caller: unknown, signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
    let queue = this.#queues.get(caller);
    if (queue === undefined) this.#queues.set(caller, (queue = bulkhead(this.#limit, maxWaiting)));
    try {
      // The library's own handling of signals forgets what waits behind an aborted item.
      return await queue.execute(() => {
        signal?.throwIfAborted();
        return work();
      });
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? tooManyWait(this.#work) : error;
    } finally {
      const isIdle = queue.executionSlots === this.#limit && queue.queueSlots === maxWaiting;
      if (isIdle && this.#queues.get(caller) === queue) this.#queues.delete(caller);
    }
  }
}

const tooManyWait = (work: string) =>
  clientError(
    'RATE_LIMITED',
    `More than ${maxWaiting} ${work} of this caller wait for others. Send fewer requests at once, or smaller ones.`,
  );
