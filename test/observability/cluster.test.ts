import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { built } from '../support/build.ts';
import { readMetrics } from '../support/metrics.ts';

const load = (path: string): string => `await import(${JSON.stringify(built(path))})`;

/** A primary that reads the metrics of two workers, each of which has answered once, and ends with them. */
const program = `
  import cluster from 'node:cluster';
  import { once } from 'node:events';
  const { openObservability } = ${load('platform/observability/observability.js')};
  const { workersMetrics } = ${load('platform/observability/worker-metrics.js')};
  const { createLogger } = ${load('platform/logger.js')};
  if (cluster.isPrimary) {
    const read = workersMetrics();
    const workers = [cluster.fork(), cluster.fork()];
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    process.stdout.write(await read());
    for (const worker of workers) worker.kill();
  } else {
    const env = { HOST: '127.0.0.1', METRICS_PORT: 0, SLOW_OPERATION_MS: 1000 };
    const observability = await openObservability(env, createLogger('info'), { part: 'hub', operations: ['Known'] });
    observability.metrics.answered(200);
    await observability.watch('id', () => null, async (record) => void (record.operation = 'Known'));
    process.send('ready');
  }`;

test('the workers of one machine are told together', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maillage-cluster-'));
  const file = join(folder, 'program.mjs');
  await writeFile(file, program);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]).finally(() =>
    rm(folder, { recursive: true }),
  );
  const figures = readMetrics(stdout);
  expect(figures.get('maillage_http_requests_total{status="200"}')).toBe(2);
  expect(figures.get('maillage_operation_duration_seconds_count{operation="Known"}')).toBe(2);
  expect([...figures].filter(([name]) => name.startsWith('maillage_build_info'))).toMatchObject([
    [expect.anything(), 1],
  ]);
  // No worker takes the port.
  expect(stderr).not.toContain('the metrics');
});
