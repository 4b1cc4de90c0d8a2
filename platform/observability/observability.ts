import cluster from 'node:cluster';
import type { GraphQLError } from 'graphql';
import type { Registry } from 'prom-client';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { Metrics } from './metrics.ts';
import { serveMetrics } from './metrics-server.ts';
import { RequestRecord, runRecorded } from './request-record.ts';
import { SlowOperations, type ExplainStatement } from './slow-operations.ts';
import { openTraces, type ReadHeader, type Traces } from './traces.ts';
import { shareMetrics } from './worker-metrics.ts';

type Settings = Pick<Env, 'HOST' | 'METRICS_PORT' | 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'SLOW_OPERATION_MS'>;

/** The process that is observed. */
export interface Observed {
  /** `hub`, `gateway`, or the service's name. */
  part: string;
  /** The names of the operations that have metrics of their own. */
  operations: Iterable<string>;
  /** Adds the process's own gauges to its metrics. */
  addGauges?(registry: Registry): void;
  /** Explains the statements of slow operations. */
  explain?: ExplainStatement;
}

interface Parts {
  slowMs: number;
  slow: SlowOperations;
  metrics: Metrics | undefined;
  traces: Traces | undefined;
  /** Logs each operation; undefined unless the log level is `debug` or lower. */
  logger: Pick<Logger, 'debug'> | undefined;
  closing: (() => Promise<void>)[];
}

/** What an operator sees of one process's operations: slow ones in the log, metrics and traces. */
export class Observability {
  readonly #parts: Parts;
  /** Undefined if no metrics are served. */
  readonly metrics: Metrics | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.metrics = parts.metrics;
  }

  /**
   * Runs an operation with a record of its own, and observes the record when the operation ends.
   * @param header reads the request's headers, which may name the trace that it belongs to
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

  /** Writes and sends what is pending, and closes. */
  async close(): Promise<void> {
    for (const step of this.#parts.closing.splice(0).toReversed()) await step();
  }

  #finish(record: RequestRecord): void {
    const { metrics, slow, slowMs, logger } = this.#parts;
    metrics?.observe(record);
    if (record.durationMs > slowMs) slow.log(record);
    if (logger === undefined) return;
    const { requestId, operation, code, durationMs, statements } = record;
    logger.debug({ requestId, operation, code, durationMs, statementCount: statements.length }, 'Operation');
  }
}

/**
 * Opens what the settings enable: slow operations always, metrics and traces if they have a port or an address. A worker
 * does not serve metrics itself: its primary process does, with `workersMetrics`.
 * @throws OperatorError when the port of the metrics is taken
 */
export async function openObservability(env: Settings, logger: Logger, observed: Observed): Promise<Observability> {
  const { part, operations, explain } = observed;
  const closing: Parts['closing'] = [];
  const { HOST: host, METRICS_PORT: port, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = env;
  let metrics: Metrics | undefined;
  if (port !== undefined) {
    const { registry } = (metrics = new Metrics(part, operations));
    observed.addGauges?.(registry);
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
  const slow = new SlowOperations(logger, explain);
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
