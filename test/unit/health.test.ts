import { expect, test, vi } from 'vitest';
import { healthOf, statusCodeOf } from '../../platform/health.ts';

const yes = async () => true;
const no = async () => false;

test('a process that needs nothing is ready', async () => {
  expect(await healthOf({})()).toEqual({ status: 'ready', parts: {} });
});

test.each([
  [{ one: yes, other: yes }, 'ready'],
  [{ one: yes, other: no }, 'degraded'],
  [{ one: no, other: no }, 'unready'],
  [{ one: yes, planner: yes }, 'ready'],
  [{ one: yes, planner: no }, 'unready'],
  [{ one: no, planner: yes }, 'unready'],
])('%# is told', async (checks, status) => {
  expect((await healthOf(checks, { required: ['planner'] })()).status).toBe(status);
});

test('requests are welcome as long as some can be answered', () => {
  const codes = (['ready', 'degraded', 'unready', 'draining'] as const).map((status) =>
    statusCodeOf({ status, parts: {} }),
  );
  expect(codes).toEqual([200, 200, 503, 503]);
});

test('a part that hangs is not ready, and is not asked again until it answers', async () => {
  let answer = (_isReady: boolean): void => {};
  const hanging = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)));
  const health = healthOf({ hanging, quick: yes });
  const found = { status: 'degraded', parts: { hanging: 'unready', quick: 'ready' } };
  expect(await Promise.all([health(), health()])).toEqual([found, found]);
  expect(hanging).toHaveBeenCalledTimes(1);
  answer(true);
  expect((await health()).status).toBe('ready');
  hanging.mockImplementation(yes);
  expect((await health()).status).toBe('ready');
  expect(hanging).toHaveBeenCalledTimes(2);
});
