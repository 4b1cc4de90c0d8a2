import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.ts';

/** What takes minutes: real processes, broken under load. One file after the other, so that figures are of one alone. */
export default defineConfig({
  ...common,
  test: {
    include: ['test/faults/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    setupFiles: 'test/support/leave-nothing.ts',
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
