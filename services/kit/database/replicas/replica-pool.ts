import type { PostgreSqlConnection } from '@mikro-orm/postgresql';
import type pg from 'pg';
import type { Replica } from './replica.ts';
import { endPool } from '../run-statement.ts';

/**
 * A service's connections to one replica. When the replica is lost they are given up, those too that wait for an answer:
 * a server that is out of reach would otherwise hold them as long as it stays away. The next use makes them anew.
 */
export class ReplicaPool {
  readonly replica: Replica;
  readonly #connect: (onCreated: (pool: pg.Pool) => void) => PostgreSqlConnection;
  readonly #busy = new Set<pg.PoolClient>();
  readonly #forget: () => void;
  #connection: PostgreSqlConnection | undefined;
  #pool: pg.Pool | undefined;

  /** @param connect makes a connection of the mapper, and hands its pool over as soon as there is one */
  constructor(replica: Replica, connect: (onCreated: (pool: pg.Pool) => void) => PostgreSqlConnection) {
    this.replica = replica;
    this.#connect = connect;
    this.#forget = replica.onLost(() => void this.#giveUp());
  }

  /** Its connections, made when they are first asked for. */
  connections(): pg.Pool {
    this.#connection ??= this.#connect((pool) => {
      this.#pool = pool;
      pool.on('acquire', (client) => this.#busy.add(client));
      pool.on('release', (_, client) => this.#busy.delete(client));
    });
    // The mapper makes the pool with its client.
    this.#connection.getClient();
    return this.#pool!;
  }

  /** Ends the connections, once what they are asked is answered. */
  async close(): Promise<void> {
    this.#forget();
    await this.#connection?.close();
  }

  async #giveUp(): Promise<void> {
    const [connection, pool] = [this.#connection, this.#pool];
    this.#connection = undefined;
    // The driver breaks a connection off that waits for an answer.
    for (const client of this.#busy) void (client as unknown as pg.Client).end().catch(() => undefined);
    this.#busy.clear();
    await connection?.close().catch(() => undefined);
    if (pool) await endPool(pool).catch(() => undefined);
  }
}
