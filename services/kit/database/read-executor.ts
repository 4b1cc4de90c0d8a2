import {
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type CompiledQuery,
  type ConnectionProvider,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { unavailable } from '../../../platform/errors.ts';
import { onAbort } from './on-abort.ts';
import type { ReadOptions } from './read-options.ts';
import type { ReplicaPool } from './replicas/replica-pool.ts';
import { requireFewParameters, runStatement } from './run-statement.ts';
import { clientErrorOf, isOutage, isServerLost } from './statement-errors.ts';
import type { StatementQueues } from './statement-queues.ts';

/** The servers that a reader chooses from. */
export interface Servers {
  /** The service that reads, which an outage is reported for. */
  service: string;
  primary: pg.Pool;
  /** In order of preference: statements go to the first that is up. */
  replicas: readonly ReplicaPool[];
  /** Where the statements of one caller wait for each other; undefined if a caller may have all connections. */
  queues: StatementQueues | undefined;
}

/**
 * Kysely over several servers: reads from the first replica that is up, otherwise from the primary. A statement that
 * fails on a replica runs on the primary at once, since reads may run twice. Transactions run on the primary.
 */
export function createReader(servers: Servers): Kysely<object> {
  const dialect = new PostgresDialect({ pool: servers.primary });
  const connections = new Kysely({ dialect }).getExecutor();
  const executor = new ReadExecutor(servers, connections);
  return new Kysely({ config: { dialect }, dialect, driver: dialect.createDriver(), executor });
}

class ReadExecutor extends DefaultQueryExecutor {
  readonly #servers: Servers;

  constructor(servers: Servers, connections: ConnectionProvider) {
    super(new PostgresQueryCompiler(), new PostgresAdapter(), connections);
    this.#servers = servers;
  }

  /** Rejects at once when the signal aborts; the connection is released once the cancellation is done. */
  override async executeQuery<Row>(query: CompiledQuery, options: ReadOptions = {}): Promise<QueryResult<Row>> {
    const { signal } = options;
    signal?.throwIfAborted();
    requireFewParameters(query);
    const { queues } = this.#servers;
    const read = (): Promise<QueryResult<Row>> => this.#read(query, options);
    const result = queues ? queues.run(options, read) : read();
    if (!signal) return result;
    const { promise, resolve, reject } = Promise.withResolvers<QueryResult<Row>>();
    const forget = onAbort(signal, () => reject(signal.reason as Error));
    result.then(resolve, reject).finally(forget);
    return promise;
  }

  async #read<Row>(query: CompiledQuery, options: ReadOptions): Promise<QueryResult<Row>> {
    const preferred = this.#servers.replicas.find(({ replica }) => replica.isUp);
    if (preferred) {
      try {
        const pool = preferred.open();
        return await runStatement(await pool.connect(), pool, query, options);
      } catch (error) {
        // The primary would fail in the same way.
        const final = options.signal?.aborted ? error : clientErrorOf(error, query.parameters);
        if (final !== undefined) throw final;
        if (isServerLost(error)) preferred.replica.disable((error as Error).message);
      }
    }
    return this.#runOnPrimary(query, options);
  }

  async #runOnPrimary<Row>(query: CompiledQuery, options: ReadOptions): Promise<QueryResult<Row>> {
    const { primary, service } = this.#servers;
    const client = await primary.connect().catch((error: Error) => {
      throw unavailable(service, error);
    });
    try {
      return await runStatement(client, primary, query, options);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      throw isOutage(error) ? unavailable(service, error as Error) : (clientErrorOf(error, query.parameters) ?? error);
    }
  }
}
