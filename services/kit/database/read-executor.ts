import {
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type AbortableQueryOptions,
  type CompiledQuery,
  type ConnectionProvider,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { unavailable } from '../../../platform/errors.ts';
import type { ReplicaPool } from './replicas/replica-pool.ts';
import { runStatement } from './run-statement.ts';
import { clientErrorOf, isOutage, isServerLost } from './statement-errors.ts';

/** The servers that a reader chooses from. */
export interface Servers {
  /** The service that reads, which an outage is reported for. */
  service: string;
  primary: pg.Pool;
  /** In order of preference: statements go to the first that is up. */
  replicas: readonly ReplicaPool[];
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

  override async executeQuery<Row>(query: CompiledQuery, options?: AbortableQueryOptions): Promise<QueryResult<Row>> {
    const signal = options?.signal;
    signal?.throwIfAborted();
    const preferred = this.#servers.replicas.find(({ replica }) => replica.isUp);
    if (preferred) {
      try {
        const pool = preferred.open();
        return await runStatement(await pool.connect(), pool, query, signal);
      } catch (error) {
        // The primary would fail in the same way.
        const final = signal?.aborted ? error : clientErrorOf(error);
        if (final !== undefined) throw final;
        if (isServerLost(error)) preferred.replica.disable((error as Error).message);
      }
    }
    return this.#runOnPrimary(query, signal);
  }

  async #runOnPrimary<Row>(query: CompiledQuery, signal: AbortSignal | undefined): Promise<QueryResult<Row>> {
    const { primary, service } = this.#servers;
    const client = await primary.connect().catch((error: Error) => {
      throw unavailable(service, error);
    });
    try {
      return await runStatement(client, primary, query, signal);
    } catch (error) {
      if (signal?.aborted) throw error;
      throw isOutage(error) ? unavailable(service, error as Error) : (clientErrorOf(error) ?? error);
    }
  }
}
