import { existsSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { redisBinary } from './redis.ts';
import { sharedPath } from './shared-data.ts';

/** States, before the run's summary, which test files were skipped in whole or in part, and whether for want of data. */
export class SkippedTests implements Reporter {
  #isPartial = false;

  onInit(vitest: Vitest): void {
    this.#isPartial = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#isPartial) return;
    const skipped = modules
      .map(({ relativeModuleId, children }) => ({
        file: relativeModuleId,
        count: [...children.allTests('skipped')].length,
      }))
      .filter(({ count }) => count > 0);
    if (skipped.length === 0) return;
    const total = skipped.reduce((sum, { count }) => sum + count, 0);
    const lines = skipped.map(({ file, count }) => `   ${file}: ${count}\n`);
    const absent = [
      ...(existsSync(sharedPath('.')) ? [] : [`${sharedPath('.')} is not there`]),
      ...(redisBinary === undefined ? ['neither redis-server nor valkey-server is installed'] : []),
    ];
    const reason = absent.length > 0 ? `, as ${absent.join(', and ')}` : '';
    process.stdout.write(`\n Skipped: ${total} tests${reason}\n${lines.join('')}`);
  }
}
