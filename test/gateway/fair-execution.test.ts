import type { ExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { Metrics } from '../../platform/observability/metrics.ts';
import type { RequestContext } from '../../gateway/rules/request-context.ts';
import { FairExecution } from '../../gateway/server/fair-execution.ts';

const of = (id: string, signal?: AbortSignal, cost = 1): RequestContext => ({
  requestId: 'r',
  rate: { account: { id, spend: () => undefined } },
  ...(signal && { signal }),
  cost,
});

/** An executor whose operations end when they are told to. */
function held() {
  const ends: (() => void)[] = [];
  const execute = (): Promise<ExecutionResult> =>
    new Promise((resolve) => ends.push(() => resolve({ data: { place: ends.length } })));
  return { ends, execute };
}

const heavyCost = { anonymous: 100, partner: 1000 };

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a caller has only so many operations at once, and takes none from others', async () => {
  const { ends, execute } = held();
  const fair = new FairExecution({ perCaller: 2, heavyCost });
  const metrics = new Metrics('gateway', []);
  metrics.operationsWaiting(() => fair.waiting);
  metrics.operationsWaiting(() => 3);
  const results = ['a', 'a', 'a', 'b', 'a', 'b'].map((id) => fair.run(of(id), execute));
  await settle();
  expect(ends).toHaveLength(4);
  expect(await metrics.registry.metrics()).toContain('\nmaillage_operations_waiting 5\n');
  ends[0]!();
  await results[0];
  await settle();
  expect(ends).toHaveLength(5);
  for (let index = 0; index < 6; index++) {
    await settle();
    ends[index]!();
  }
  expect(await Promise.all(results)).toHaveLength(6);
});

test('operations of a high cost run one after the other, beside those that cost little', async () => {
  const { ends, execute } = held();
  const fair = new FairExecution({ perCaller: 3, heavyCost });
  const run = (context: RequestContext) => fair.run(context, execute);
  const [costly, cheap] = [of('a', undefined, 100), of('a', undefined, 99)];
  const heavy = [run(costly), run(of('a', undefined, 500))];
  const others = [run(cheap), run(of('b', undefined, 100))];
  await settle();
  expect(ends).toHaveLength(3);
  expect([costly, cheap].map(({ rate }) => rate!.account.isHeavy)).toEqual([true, undefined]);
  for (const end of ends) end();
  await Promise.all([heavy[0], ...others]);
  await settle();
  expect(ends).toHaveLength(4);
  ends[3]!();
  await heavy[1];
});

test('an operation whose request is over by its turn is not executed', async () => {
  const { ends, execute } = held();
  const fair = new FairExecution({ perCaller: 1, heavyCost });
  const run = (context: RequestContext) => fair.run(context, execute);
  const first = run(of('a'));
  const left = new AbortController();
  const second = run(of('a', left.signal));
  left.abort(new Error('the client has disconnected'));
  ends[0]!();
  await first;
  await expect(second).rejects.toThrow('the client has disconnected');
  expect(ends).toHaveLength(1);
});

test('callers that are not counted are not held', async () => {
  const { ends, execute } = held();
  const fair = new FairExecution({ perCaller: 1, heavyCost });
  const run = (context: RequestContext) => fair.run(context, execute);
  const results = [run({ requestId: 'a' }), run({ requestId: 'b' })];
  await settle();
  expect(ends).toHaveLength(2);
  for (const end of ends) end();
  await Promise.all(results);
});
