import { afterEach, expect, test, vi } from 'vitest';
import { hasShared } from '../support/shared-data.ts';

afterEach(() => vi.unstubAllEnvs());

test("data that are missing skip tests on a developer's machine", () => {
  vi.stubEnv('CI', '');
  expect(hasShared('no/such/data')).toBe(false);
});

test('data that are missing fail a run in CI, by name', () => {
  vi.stubEnv('CI', 'true');
  expect(() => hasShared('no/such/data')).toThrow(/CI requires the shared data.*no\/such\/data/);
});
