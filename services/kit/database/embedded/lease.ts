import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

// In the maintenance database, where nothing else takes advisory locks.
const lock = 1;
const connectTimeoutMs = 10_000;
const retryMs = 1_000;

/**
 * A process's use of a cluster: a connection with a shared advisory lock, which the server releases when the process
 * dies. The process that gets the lock exclusively is the last one, and no other can join while it holds the lock.
 */
export class Lease {
  readonly #url: string;
  #client: pg.Client | undefined;
  #released = false;

  private constructor(url: string) {
    this.#url = url;
  }

  /**
   * Acquires a lease.
   * @param url of the cluster's database `postgres`
   * @throws the driver's error when the server is unavailable, or about to stop
   */
  static async acquire(url: string): Promise<Lease> {
    const lease = new Lease(url);
    await lease.#connect();
    return lease;
  }

  /** Releases the lease. True when it was the last one; no other can be acquired until `end`. */
  async release(): Promise<boolean> {
    this.#released = true;
    try {
      if (!this.#client) await this.#connect();
      await this.#client!.query('SELECT pg_advisory_unlock_shared($1)', [lock]);
      const { rows } = await this.#client!.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [lock]);
      return rows[0]!.last;
    } catch {
      // The server has stopped already.
      return false;
    }
  }

  /** Closes the connection. */
  async end(): Promise<void> {
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'maillage lease',
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
    });
    // The `end` event follows each error.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT pg_advisory_lock_shared($1)', [lock]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => void this.#renew());
    this.#client = client;
  }

  // When one of its processes crashes, the server ends every connection and then continues, and so does the lease.
  async #renew(): Promise<void> {
    this.#client = undefined;
    while (!this.#released && !this.#client) {
      await this.#connect().catch(() => pause(retryMs, undefined, { ref: false }));
    }
  }
}
