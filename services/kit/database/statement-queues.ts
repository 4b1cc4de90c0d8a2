import type { Account } from '../../../platform/contract/account.ts';
import { CallerQueues } from '../../../platform/caller-queues.ts';

/**
 * Where the statements of callers wait for others of their own: a few of one caller run at once, and of operations that
 * cost much one, so that they leave processors of the database to others.
 */
export class StatementQueues {
  readonly #all: CallerQueues;
  readonly #heavy = new CallerQueues(1, 'statements');

  /** @param perCaller how many statements of one caller run at once */
  constructor(perCaller: number) {
    this.#all = new CallerQueues(perCaller, 'statements');
  }

  /** How many statements wait. */
  get waiting(): number {
    return this.#all.waiting + this.#heavy.waiting;
  }

  /**
   * Runs a statement when it is its turn.
   * @param request what the statement belongs to; without an account that is known, it stands for itself
   */
  run<Result>(request: { account?: Account; signal?: AbortSignal }, read: () => Promise<Result>): Promise<Result> {
    const { account, signal } = request;
    const caller = account?.id ?? request;
    const inTurn = (): Promise<Result> => this.#all.run(caller, signal, read);
    return account?.isHeavy ? this.#heavy.run(caller, signal, inTurn) : inTurn();
  }
}
