import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestRecord } from './request-record.ts';
import { version } from './version.ts';

/** In seconds: from a single object to a request that meets its deadline. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** One process's metrics of its requests, for Prometheus. The number of label values is bounded, whatever clients send. */
export class Metrics {
  /** A registry of its own, which a worker can pass to the process that serves the metrics of all workers. */
  readonly registry = new Registry();
  readonly #operations: ReadonlySet<string>;
  readonly #waiting: (() => number)[] = [];
  readonly #requests = this.#counter('http_requests_total', 'Responses over HTTP, without those of health checks.', [
    'status',
  ]);
  readonly #refusedBodies = this.#counter(
    'refused_bodies_total',
    'Requests that were refused because the bodies in progress, of their caller or in total, were too large.',
    ['scope'],
  );
  readonly #executed = this.#counter('operations_total', 'GraphQL operations executed.', ['operation', 'code']);
  readonly #duration = this.#histogram(
    'operation_duration_seconds',
    'Duration from parsing an operation to its result.',
    ['operation'],
  );
  readonly #serviceRequests = this.#counter('service_requests_total', 'Requests of the gateway to a service.', [
    'service',
    'code',
  ]);
  readonly #serviceRequestDuration = this.#histogram(
    'service_request_duration_seconds',
    'Duration of a request to a service, until its response or failure.',
    ['service'],
  );
  readonly #circuits = new Gauge({
    name: 'maillage_service_circuit_open',
    help: 'Whether the circuit of a service is open, as its requests keep failing: 1, otherwise 0.',
    labelNames: ['service'],
    registers: [this.registry],
  });
  readonly #refusals = this.#counter(
    'rate_refusals_total',
    'Requests refused because their caller has used its operations, or its database time, of the minute.',
    ['reason'],
  );
  readonly #rateStoreFailures = this.#counter(
    'rate_store_failures_total',
    'Counts that the shared store of rates failed to take, and that this process took itself.',
    [],
  );
  readonly #statements = this.#histogram(
    'statement_duration_seconds',
    'Duration from sending a statement to PostgreSQL to receiving its rows.',
    ['service'],
  );
  readonly #failedStatements = this.#counter('statement_failures_total', 'Statements that failed or were canceled.', [
    'service',
  ]);

  /**
   * @param part the process: `hub`, `gateway`, or the service's name
   * @param operations the names of the operations that have a series of their own; any other counts as `other`
   */
  constructor(part: string, operations: Iterable<string>) {
    this.#operations = new Set(operations);
    const waiting = this.#waiting;
    void new Gauge({
      name: 'maillage_operations_waiting',
      help: 'Operations that wait for others of their caller, which runs as many as one caller may.',
      registers: [this.registry],
      collect() {
        this.set(waiting.reduce((sum, read) => sum + read(), 0));
      },
    });
    collectDefaultMetrics({ register: this.registry });
    const build = new Gauge({
      name: 'maillage_build_info',
      help: 'The version that runs. Always 1.',
      labelNames: ['part', 'version', 'node'],
      registers: [this.registry],
      aggregator: 'first',
    });
    build.set({ part, version, node: process.version }, 1);
  }

  /** Counts a response over HTTP. */
  answered(status: number): void {
    this.#requests.inc({ status });
  }

  /** Reports how many operations wait for others of their caller: the sum over the gateways of the process. */
  operationsWaiting(read: () => number): void {
    this.#waiting.push(read);
  }

  /** Counts a request that was refused for its caller's rate. */
  refused(reason: 'operations' | 'databaseTime'): void {
    this.#refusals.inc({ reason: reason === 'operations' ? 'operations' : 'database_time' });
  }

  /** Counts a failure of the shared store of rates. */
  rateStoreFailed(): void {
    this.#rateStoreFailures.inc();
  }

  /** Counts a body that was refused for those in progress: its caller's, or all. */
  refusedBody(scope: 'caller' | 'total'): void {
    this.#refusedBodies.inc({ scope });
  }

  /** Records whether the circuit of a service is open. */
  circuit(service: string, isOpen: boolean): void {
    this.#circuits.set({ service }, isOpen ? 1 : 0);
  }

  /** Counts and measures an operation that has ended, with its statements and requests. */
  observe(record: RequestRecord): void {
    const operation = this.#labelOf(record.operation);
    this.#executed.inc({ operation, code: record.code });
    this.#duration.observe({ operation }, record.durationMs / 1000);
    for (const { service, code, startedAt, endedAt } of record.serviceRequests) {
      this.#serviceRequests.inc({ service, code });
      if (endedAt !== undefined) this.#serviceRequestDuration.observe({ service }, (endedAt - startedAt) / 1000);
    }
    for (const { service, startedAt, endedAt = record.endedAt, rows } of record.statements) {
      this.#statements.observe({ service }, (endedAt - startedAt) / 1000);
      if (rows === undefined) this.#failedStatements.inc({ service });
    }
  }

  #labelOf(name: string | undefined): string {
    if (name === undefined) return 'anonymous';
    return this.#operations.has(name) ? name : 'other';
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `maillage_${name}`, help, labelNames, registers: [this.registry] });
  }

  #histogram<Label extends string>(name: string, help: string, labelNames: Label[]): Histogram<Label> {
    return new Histogram({ name: `maillage_${name}`, help, labelNames, buckets, registers: [this.registry] });
  }
}
