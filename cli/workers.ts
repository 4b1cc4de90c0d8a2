import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import { prepareDatabase } from './database.ts';
import type { Hub } from './hub.ts';
import type { Env } from '../platform/env.ts';
import { requireFreePort } from '../platform/listen.ts';
import type { Logger } from '../platform/logger.ts';
import { serveMetrics, type MetricsServer } from '../platform/observability/metrics-server.ts';
import { workersMetrics } from '../platform/observability/worker-metrics.ts';
import { WorkerPool } from './worker-pool.ts';

/**
 * Starts the hub as several processes, for the cores of one machine: this one has the database, and each worker serves
 * the graph on the same port.
 * @throws OperatorError when the port is taken, the database cannot be used, or a worker cannot start
 */
export async function startWorkers(env: Env, logger: Logger, count: number): Promise<Hub> {
  await requireFreePort(env);
  const database = await prepareDatabase(env, logger);
  const workers = new WorkerPool(logger);
  // Counts the requests of all workers together: see `useRateLimit`.
  void new RateLimiterClusterMaster();
  let metrics: MetricsServer | undefined;
  const close = async (): Promise<void> => {
    await workers.close();
    await metrics?.close();
    await database.close();
  };
  try {
    if (env.METRICS_PORT !== undefined) {
      metrics = await serveMetrics({ host: env.HOST, port: env.METRICS_PORT }, workersMetrics());
      logger.info(`the metrics: ${metrics.url}`);
    }
    const settings = { ...database.env, DATABASE_POOL: shareOf(env.DATABASE_POOL, count) };
    const urls = await Promise.all(Array.from({ length: count }, () => workers.add(settings)));
    return { url: urls[0]!, drainMs: env.DRAIN_MS, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A worker's share of a service's connections: at least two, so that the statements of a request run in parallel. */
function shareOf(poolSize: number, count: number): number {
  return Math.max(Math.min(poolSize, 2), Math.ceil(poolSize / count));
}
