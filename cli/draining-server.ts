import { DrainingServer } from '../platform/draining.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/observability/metrics.ts';

/** The HTTP server of a process that answers clients, which counts what it refuses among the responses. */
export const createDrainingServer = (env: Env, logger: Logger, metrics: Metrics | undefined): DrainingServer =>
  new DrainingServer({
    drainMs: env.DRAIN_MS,
    maxConnections: env.MAX_CONNECTIONS,
    onRefused: (status) => metrics?.answered(status),
    logger,
  });
