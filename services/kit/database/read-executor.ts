import type { PostgreSqlConnection } from '@mikro-orm/postgresql';
import { GraphQLError } from 'graphql';
import {
  DefaultQueryExecutor,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresDriver,
  PostgresQueryCompiler,
  type AbortableQueryOptions,
  type CompiledQuery,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { ReplicaPool } from './replicas/replica-pool.ts';
import type { Replica } from './replicas/replica.ts';
import { runOn } from './run-statement.ts';

export interface ReadsOptions {
  /** The primary's, which reads fall back to. */
  primary: { client(): Kysely<object>; pool(): pg.Pool };
  /** The replicas by preference: the first one that is well is read from; none, where all is read from the primary. */
  replicas: readonly Replica[];
  /** A new connection of the mapper to a replica; `onPoolCreated` is to be handed its pool. */
  connect(replica: Replica, onPoolCreated: (pool: pg.Pool) => void): PostgreSqlConnection;
}

const dialect = new PostgresDialect({
  pool: async () => {
    throw new Error('Reads have a pool a server, and no other.');
  },
});

/**
 * Reads from the first replica that is well, and from the primary where there is none. What a replica fails to answer is
 * asked of the primary at once, for a read may be done twice. Transactions are the primary's.
 */
export function createReads({ primary, replicas, connect }: ReadsOptions): Kysely<object> {
  const pools = replicas.map((replica) => new ReplicaPool(replica, (onCreated) => connect(replica, onCreated)));
  return new Kysely({
    config: { dialect },
    dialect,
    executor: new ReadExecutor(pools, primary),
    driver: new ReadDriver(pools),
  });
}

class ReadExecutor extends DefaultQueryExecutor {
  readonly #pools: ReplicaPool[];
  readonly #primary: ReadsOptions['primary'];

  constructor(pools: ReplicaPool[], primary: ReadsOptions['primary']) {
    super(new PostgresQueryCompiler(), new PostgresAdapter(), {
      provideConnection: (consumer, options) => primary.client().getExecutor().provideConnection(consumer, options),
    });
    this.#pools = pools;
    this.#primary = primary;
  }

  override async executeQuery<Row>(query: CompiledQuery, options?: AbortableQueryOptions): Promise<QueryResult<Row>> {
    const signal = options?.signal;
    const pool = this.#pools.find(({ replica }) => replica.isUp);
    if (pool) {
      try {
        return await runOn(pool.connections(), query, signal);
      } catch (error) {
        // What is told to clients, as that it took too long, the primary would not change.
        if (signal?.aborted || error instanceof GraphQLError) throw error;
        if (isLoss(error)) pool.replica.leave((error as Error).message);
      }
    }
    return runOn(this.#primary.pool(), query, signal);
  }
}
/** Ends the replicas' pools with the mapper that it belongs to. */
class ReadDriver extends PostgresDriver {
  readonly #pools: ReplicaPool[];

  constructor(pools: ReplicaPool[]) {
    super({ pool: dialect as never });
    this.#pools = pools;
  }

  override async destroy(): Promise<void> {
    await Promise.all(this.#pools.map((pool) => pool.close()));
  }
}

/**
 * Whether the replica itself is gone, rather than one statement: nothing came from the server, or that it shuts down.
 * A statement alone fails where it stands in the way of the log (40001), or asks for what is not there yet.
 */
function isLoss(error: unknown): boolean {
  const { code = '', message } = error as Error & { code?: string };
  return /^(E[A-Z]+|57P0[123]|08...)$/.test(code) || /^(Connection terminated|Client )/.test(message);
}
