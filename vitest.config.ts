import { defineConfig } from 'vitest/config';
import { needsOf, testFiles } from './test/support/needs.ts';
import { SkippedTests } from './test/support/skipped-tests.ts';

/** What the suites have in common. */
export const common = defineConfig({
  oxc: { decorator: { legacy: true } },
  // Node takes the CommonJS build of graphql for every package; a second copy of it would not know the first one's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { testTimeout: 60_000, hookTimeout: 120_000 },
});

const integration = testFiles().filter((file) => needsOf(file).size > 0);

export default defineConfig({
  ...common,
  test: {
    ...common.test,
    reporters: [new SkippedTests(), 'default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/faults/**', ...integration],
          benchmark: { include: [] },
        },
      },
      // What imports a database or the build, by whatever way.
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          globalSetup: 'test/support/global-setup.ts',
          setupFiles: 'test/support/set-up-fault.ts',
        },
      },
    ],
  },
});
