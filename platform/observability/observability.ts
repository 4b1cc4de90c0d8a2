import cluster from 'node:cluster';
import type { GraphQLError } from 'graphql';
import type pg from 'pg';
import { poolsOf } from '../../services/kit/database/migration-orm.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { shareMetrics } from './worker-metrics.ts';
import { addDatabaseMetrics, type WatchedDatabase } from '../../services/kit/database/database-metrics.ts';
import { Metrics } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';
import { RequestRecord, runRecorded } from './request-record.ts';
import { SlowOperations } from './slow-operations.ts';
import { openTraces, type ReadHeader, type Traces } from './traces.ts';

type Settings = Pick<Env, 'HOST' | 'METRICS_PORT' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'SLOW_OPERATION_MS'>;

/** Which of the hub's processes looks, and at what. */
export interface Watched {
  /** `hub`, `gateway`, or the service's name. */
  part: string;
  /** The names of the operations that metrics tell apart. */
  operations: Iterable<string>;
  databases?: WatchedDatabase[];
}

interface Parts {
  slowMs: number;
  slow: SlowOperations;
  metrics: Metrics | undefined;
  traces: Traces | undefined;
  /** Where each operation is told; none is, unless the log's level asks for it. */
  logger: Pick<Logger, 'debug'> | undefined;
  closing: (() => Promise<void>)[];
}

/** What an operator sees of the operations of one process: its slow ones, its metrics, its traces. */
export class Observability {
  readonly #parts: Parts;
  /** Undefined where no metrics are served. */
  readonly metrics: Metrics | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.metrics = parts.metrics;
  }

  /**
   * Runs an operation with a record of its own, which is read when the result is there.
   * @param header reads the request's headers, which may say in which trace it stands
   */
  watch<Result>(
    requestId: string,
    header: ReadHeader,
    run: (record: RequestRecord) => Promise<Result> | Result,
  ): Promise<Result> | Result {
    const record = new RequestRecord(requestId);
    const traced = this.#parts.traces?.begin(record, header);
    record.trace = traced;
    const finish = (): void => {
      record.endedAt = performance.now();
      traced?.end(record);
      this.#finish(record);
    };
    const fail = (error: unknown): never => {
      record.code = (error as GraphQLError).extensions?.['code']?.toString() ?? 'INTERNAL';
      finish();
      throw error;
    };
    const pass = (result: Result): Result => {
      finish();
      return result;
    };
    let result: Promise<Result> | Result;
    try {
      result = runRecorded(record, () => run(record));
    } catch (error) {
      return fail(error);
    }
    return isPromise(result) ? result.then(pass, fail) : pass(result);
  }

  /** Sends and writes what is still to be told, and ends. */
  async close(): Promise<void> {
    for (const step of this.#parts.closing.splice(0).toReversed()) await step();
  }

  #finish(record: RequestRecord): void {
    const { metrics, slow, slowMs, logger } = this.#parts;
    metrics?.observe(record);
    if (record.durationMs > slowMs) slow.note(record);
    if (logger === undefined) return;
    const { requestId, operation, code, durationMs, statements } = record;
    logger.debug({ requestId, operation, code, durationMs, statementCount: statements.length }, 'Operation');
  }
}

/**
 * Opens what the settings ask for: slow operations always, metrics and traces where they have an address. A cluster's
 * worker serves no metrics itself: its primary does, with `workersMetrics`.
 * @throws OperatorError where the port of the metrics is taken
 */
export async function openObservability(env: Settings, logger: Logger, watched: Watched): Promise<Observability> {
  const { part, operations, databases = [] } = watched;
  const closing: Parts['closing'] = [];
  const { HOST: host, METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env;
  let metrics: Metrics | undefined;
  if (port !== undefined) {
    const { registry } = (metrics = new Metrics(part, operations));
    addDatabaseMetrics(registry, databases);
    if (cluster.isWorker) {
      shareMetrics(registry);
    } else {
      const server = await serveMetrics({ host, port }, () => registry.metrics());
      closing.push(() => server.close());
      logger.info(`the metrics: ${server.url}`);
    }
  }
  const traces = endpoint === undefined ? undefined : await openTraces(endpoint, part, logger);
  if (traces) closing.push(() => traces.close());
  const pools = new Map(databases.map(({ service, orm }) => [service.name, orm]));
  const poolOf = (service: string): pg.Pool | undefined => poolsOf(pools.get(service)!)[0];
  const slow = new SlowOperations(logger, poolOf);
  closing.push(() => slow.settled());
  return new Observability({
    slowMs: env.SLOW_OPERATION_MS,
    slow,
    metrics,
    traces,
    logger: logger.isLevelEnabled('debug') ? logger : undefined,
    closing,
  });
}

function isPromise<Result>(value: Promise<Result> | Result): value is Promise<Result> {
  return typeof (value as { then?: unknown } | undefined)?.then === 'function';
}
