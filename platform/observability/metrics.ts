import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestRecord } from './request-record.ts';
import { version } from './version.ts';

/** Seconds: from a single object to what the deadline of a request ends. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What one process counts and measures of its requests, for Prometheus. Labels are bounded, whatever callers send. */
export class Metrics {
  /** A registry of its own, so that a process of a cluster can hand it to the one that serves them all. */
  readonly registry = new Registry();
  readonly #operations: ReadonlySet<string>;
  readonly #requests = this.#counter('http_requests_total', 'Answers over HTTP, health apart.', ['status']);
  readonly #answered = this.#counter('operations_total', 'GraphQL operations answered.', ['operation', 'code']);
  readonly #duration = this.#histogram('operation_duration_seconds', 'From reading an operation to its result.', [
    'operation',
  ]);
  readonly #asked = this.#counter('service_requests_total', 'Requests of the gateway to a service.', [
    'service',
    'code',
  ]);
  readonly #askedDuration = this.#histogram(
    'service_request_duration_seconds',
    'How long a service took to answer the gateway, or to fail.',
    ['service'],
  );
  readonly #circuits = new Gauge({
    name: 'maillage_service_circuit_open',
    help: 'Whether the gateway leaves a service alone, as it fails time after time: 1, otherwise 0.',
    labelNames: ['service'],
    registers: [this.registry],
  });
  readonly #statements = this.#histogram(
    'statement_duration_seconds',
    'From sending a statement to PostgreSQL to having its rows.',
    ['service'],
  );
  readonly #failedStatements = this.#counter('statement_failures_total', 'Statements that failed or were stopped.', [
    'service',
  ]);

  /**
   * @param part which of the hub's processes this is
   * @param operations the names of the operations that have a series of their own; any other counts as `other`
   */
  constructor(part: string, operations: Iterable<string>) {
    this.#operations = new Set(operations);
    collectDefaultMetrics({ register: this.registry });
    const build = new Gauge({
      name: 'maillage_build_info',
      help: 'What runs: always 1.',
      labelNames: ['part', 'version', 'node'],
      registers: [this.registry],
      aggregator: 'first',
    });
    build.set({ part, version, node: process.version }, 1);
  }

  /** Counts an answer over HTTP. */
  answered(status: number): void {
    this.#requests.inc({ status });
  }

  /** Notes that the gateway leaves a service alone, or asks it again. */
  circuit(service: string, isOpen: boolean): void {
    this.#circuits.set({ service }, isOpen ? 1 : 0);
  }

  /** Counts and measures an operation that has its result, and what it cost. */
  observe(record: RequestRecord): void {
    const operation = this.#labelOf(record.operation);
    this.#answered.inc({ operation, code: record.code });
    this.#duration.observe({ operation }, record.durationMs / 1000);
    for (const { service, code, startedAt, endedAt } of record.serviceRequests) {
      this.#asked.inc({ service, code });
      if (endedAt !== undefined) this.#askedDuration.observe({ service }, (endedAt - startedAt) / 1000);
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
