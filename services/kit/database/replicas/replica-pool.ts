import type pg from 'pg';
import type { Replica } from './replica.ts';

/**
 * A service's connections to one replica. When the replica is lost, all of them are closed, including those that wait
 * for a result: an unreachable server would hold them for as long as it is away. The next use opens a new pool.
 */
export class ReplicaPool {
  readonly replica: Replica;
  readonly #create: () => pg.Pool;
  readonly #busy = new Set<pg.PoolClient>();
  readonly #stopListening: () => void;
  #pool: pg.Pool | undefined;

  constructor(replica: Replica, create: () => pg.Pool) {
    this.replica = replica;
    this.#create = create;
    this.#stopListening = replica.onLost(() => this.#abandon());
  }

  /** The pool, if it is open. */
  get current(): pg.Pool | undefined {
    return this.#pool;
  }

  /** The pool, opened on first use. */
  open(): pg.Pool {
    if (this.#pool) return this.#pool;
    const pool = this.#create();
    pool.on('acquire', (client) => this.#busy.add(client));
    pool.on('release', (_, client) => this.#busy.delete(client));
    return (this.#pool = pool);
  }

  /** Closes the connections once their statements have ended. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.#pool?.end();
  }

  #abandon(): void {
    const pool = this.#pool;
    this.#pool = undefined;
    // Ending a connection of the driver fails the statement that it waits for.
    for (const client of this.#busy) void (client as unknown as pg.Client).end().catch(() => undefined);
    this.#busy.clear();
    void pool?.end().catch(() => undefined);
  }
}
