import type { ExecutionResult } from 'graphql';
import { CallerQueues } from '../../platform/caller-queues.ts';
import type { Run } from '../../platform/execution/compile.ts';
import type { RequestContext } from '../rules/request-context.ts';

interface Fairness {
  /** How many operations of one caller run at once. */
  perCaller: number;
  /** From which cost on an operation runs only while no other of this cost does for its caller. */
  heavyCost: number;
}

/**
 * Executes only so many operations of one caller at once, and those that cost much one after the other: the caller's
 * others wait in queues of their own, so that what one caller sends takes neither the processor nor the memory from the
 * others.
 */
export function fairExecution(execute: Run, { perCaller, heavyCost }: Fairness): Run {
  const all = new CallerQueues(perCaller, 'operations');
  const heavy = new CallerQueues(1, 'operations of a high cost');
  return (args) => {
    const { rate, signal, cost = 0 } = args.contextValue as RequestContext;
    if (!rate) return execute(args);
    const { id } = rate.account;
    const run = (): Promise<ExecutionResult> => all.run(id, signal, async () => execute(args));
    return cost < heavyCost ? run() : heavy.run(id, signal, run);
  };
}
