import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** What takes minutes: real processes, broken under load. One file after the other, so that figures are of one alone. */
export default defineConfig({
  ...config,
  test: {
    ...config.test,
    include: ['test/faults/**/*.test.ts'],
    exclude: [],
    setupFiles: 'test/support/leave-nothing.ts',
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
