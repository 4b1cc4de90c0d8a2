import { defineConfig } from 'vitest/config';
import { common } from './vitest.config.ts';

/** Random operations for as long as `FUZZ_SECONDS` says; CI compares them for a minute. */
export default defineConfig({
  ...common,
  test: {
    ...common.test,
    include: ['test/fuzz/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    setupFiles: 'test/support/set-up-fault.ts',
    env: { FUZZ_SECONDS: '3600', ...process.env },
  },
});
