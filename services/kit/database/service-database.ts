import type { Kysely } from 'kysely';
import pg from 'pg';
import { anonymous } from '../../../platform/contract/caller.ts';
import type { RequestScope } from '../../../platform/contract/subgraph.ts';
import type { Service } from '../service.ts';
import { PreparingClient, type PreparingClientConfig, type StatementListener } from './preparing-client.ts';
import { createReader } from './read-executor.ts';
import type { ReadOptions } from './read-options.ts';
import { ReplicaPool } from './replicas/replica-pool.ts';
import type { Replica } from './replicas/replica.ts';
import { serviceUrl, sessionOptions } from './role.ts';
import { StatementQueues } from './statement-queues.ts';
import { stringDates } from './string-dates.ts';

/** How long a statement waits for a connection when the pool is busy or the server silent, in milliseconds. */
const connectTimeoutMs = 5_000;
/** How long it waits for one to a replica, before it goes to the primary, in milliseconds. */
const replicaConnectTimeoutMs = 2_000;

export interface ServiceDatabaseOptions {
  /** The most connections to the primary, and to each replica. */
  poolSize: number;
  /** How long the server may work on one statement, in milliseconds. Defaults to 0, which means no limit. */
  statementTimeoutMs?: number;
  /** The same for the statements of callers without a token, where it is less. Defaults to 0, which means no other limit. */
  anonymousStatementTimeoutMs?: number;
  /**
   * The most connections to the primary, and to a replica, that the requests of one caller hold at once: always less than
   * all of them, if there are several. Defaults to no limit.
   */
  connectionsPerCaller?: number;
  /** Where reads go while one of them is up. */
  replicas?: readonly Replica[] | undefined;
  onStatement?: StatementListener;
}

/**
 * A service's database as the service reads it: with its own role, from pools of its own. While the database is
 * unavailable, statements fail with `SUBGRAPH_UNAVAILABLE`; the next one after it is back succeeds.
 */
export class ServiceDatabase {
  readonly service: Pick<Service, 'name' | 'isReadSide'>;
  /** Reads from the primary, whatever replicas there are. */
  readonly primary: Kysely<object>;
  readonly #options: ServiceDatabaseOptions;
  readonly #primaryPool: pg.Pool;
  readonly #replicaPools: readonly ReplicaPool[];
  /** One for each replica, which it prefers to the others. */
  readonly #readers: readonly Kysely<object>[];
  readonly #queues: StatementQueues | undefined;
  #next = 0;

  /** @param url of the database: as its owner, or as the service's role */
  constructor(service: Pick<Service, 'name' | 'isReadSide'>, url: string, options: ServiceDatabaseOptions) {
    this.service = service;
    this.#options = options;
    const { poolSize, connectionsPerCaller } = options;
    if (connectionsPerCaller !== undefined)
      this.#queues = new StatementQueues(Math.min(connectionsPerCaller, Math.max(1, poolSize - 1)));
    this.#primaryPool = this.#createPool(url, connectTimeoutMs);
    this.#replicaPools = (options.replicas ?? []).map(
      (replica) => new ReplicaPool(replica, () => this.#createPool(replica.url, replicaConnectTimeoutMs)),
    );
    const readerOf = (replicas: readonly ReplicaPool[]): Kysely<object> =>
      createReader({ service: service.name, primary: this.#primaryPool, replicas, queues: this.#queues });
    this.primary = readerOf([]);
    const readers = this.#replicaPools.map((_, index, all) => readerOf([...all.slice(index), ...all.slice(0, index)]));
    this.#readers = readers.length > 0 ? readers : [this.primary];
  }

  /** What one request reads through. Requests take turns among the replicas; mutations read what they have written. */
  reader({ isMutation = false }: Pick<RequestScope, 'isMutation'> = {}): Kysely<object> {
    if (isMutation) return this.primary;
    return this.#readers[this.#next++ % this.#readers.length]!;
  }

  /** How the statements of a request are run. */
  optionsOf({ signal, caller = anonymous, account }: RequestScope): ReadOptions {
    const { anonymousStatementTimeoutMs: timeoutMs = 0 } = this.#options;
    return {
      ...(signal && { signal }),
      ...(account && { account }),
      ...(timeoutMs > 0 && caller.institution === null && { statementTimeoutMs: timeoutMs }),
    };
  }

  /** How many statements wait for others of their caller. */
  get waitingForCallers(): number {
    return this.#queues?.waiting ?? 0;
  }

  /** The open pools, the primary's first. */
  get pools(): readonly pg.Pool[] {
    return [this.#primaryPool, ...this.#replicaPools.flatMap(({ current }) => current ?? [])];
  }

  /** Closes all connections once their statements have ended. */
  async close(): Promise<void> {
    await Promise.all([this.#primaryPool.end(), ...this.#replicaPools.map((pool) => pool.close())]);
  }

  #createPool(url: string, connectionTimeoutMillis: number): pg.Pool {
    const { name } = this.service;
    const { poolSize, statementTimeoutMs = 0, onStatement } = this.#options;
    const config: pg.PoolConfig & PreparingClientConfig = {
      connectionString: serviceUrl(name, url),
      Client: PreparingClient as unknown as new () => pg.Client,
      service: name,
      onStatement,
      max: poolSize,
      types: stringDates,
      options: `${sessionOptions(name)} -c statement_timeout=${statementTimeoutMs}`,
      application_name: `maillage ${name}`,
      connectionTimeoutMillis,
      keepAlive: true,
    };
    const pool = new pg.Pool(config);
    // The pool removes an idle connection that was lost. Without a listener, its error would end the process.
    pool.on('error', () => undefined);
    return pool;
  }
}
