import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { needsOf, testFiles } from './test/support/needs.ts';
import { SkippedTests } from './test/support/skipped-tests.ts';

/** What the suites have in common. */
export const common = defineConfig({
  oxc: { decorator: { legacy: true } },
  // Node takes the CommonJS build of graphql for every package; a second copy of it would not know the first one's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: { testTimeout: 60_000, hookTimeout: 300_000 },
});

const isClient = (path: string): boolean => path.startsWith('test/clients/');
const every = testFiles();
const files = every.filter((path) => !isClient(path)).map((path) => ({ path, needs: needsOf(path) }));
const isLong = ({ path, needs }: (typeof files)[number]): boolean =>
  /^test\/(?:examples|fuzz)\//.test(path) ||
  (['national', 'browser', 'build'] as const).some((need) => needs.has(need));
const extended = files.filter(isLong).map(({ path }) => path);
const integration = files.filter((file) => file.needs.size > 0 && !isLong(file)).map(({ path }) => path);
const setUp = { globalSetup: 'test/support/global-setup.ts', setupFiles: 'test/support/set-up-fault.ts' };

export default defineConfig({
  ...common,
  test: {
    ...common.test,
    // Vitest leaves a processor free, which of two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: [new SkippedTests(), 'default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/faults/**', 'test/clients/**', ...integration, ...extended],
          benchmark: { include: [] },
        },
      },
      // What imports a database or the build, by whatever way.
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          ...setUp,
        },
      },
      // Real processes of the hub, national data, a browser, clients of other makes, random operations: run by `npm run test:extended`.
      {
        extends: true,
        test: { name: 'extended', include: extended, ...setUp },
      },
      // The tools that clients are made of, unchanged, over HTTP: run by `npm run test:clients`.
      {
        extends: true,
        test: { name: 'clients', include: every.filter(isClient), ...setUp },
      },
    ],
  },
});
