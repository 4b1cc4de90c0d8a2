import { CallerQueues } from '../../platform/caller-queues.ts';
import type { RequestContext } from '../rules/request-context.ts';

interface Fairness {
  /** How many operations of one caller run at once. */
  perCaller: number;
  /** From which cost on an operation runs only while no other of this cost does for its caller: without a token, and with one. */
  heavyCost: { anonymous: number; partner: number };
}

/**
 * Executes only so many operations of one caller at once, and those that cost much one after the other: the caller's
 * others wait in queues of their own, so that what one caller sends takes neither the processor nor the memory from the
 * others. Services are told which operations cost much.
 */
export class FairExecution {
  readonly #all: CallerQueues;
  readonly #heavy = new CallerQueues(1, 'operations of a high cost');
  readonly #heavyCost: Fairness['heavyCost'];

  constructor({ perCaller, heavyCost }: Fairness) {
    this.#heavyCost = heavyCost;
    this.#all = new CallerQueues(perCaller, 'operations');
  }

  /** How many operations wait for others of their caller. */
  get waiting(): number {
    return this.#all.waiting + this.#heavy.waiting;
  }

  /** Executes an operation when it is its caller's turn. */
  run<Result>(context: RequestContext, execute: () => Result | Promise<Result>): Result | Promise<Result> {
    const { rate, signal, caller, cost = 0 } = context;
    if (!rate) return execute();
    const { id } = rate.account;
    const run = (): Promise<Result> => this.#all.run(id, signal, async () => execute());
    if (cost < this.#heavyCost[caller?.institution ? 'partner' : 'anonymous']) return run();
    context.rate = { ...rate, account: { ...rate.account, isHeavy: true } };
    return this.#heavy.run(id, signal, run);
  }
}
