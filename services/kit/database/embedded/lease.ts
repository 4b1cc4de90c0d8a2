import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

// Alone on the maintenance database, where nothing else takes advisory locks.
const LOCK = 1;

/**
 * A process's stake in a cluster: a connection that holds a shared lock, which the server drops by itself when the
 * process dies. Whoever can take the lock alone is the last one, and nobody joins while they hold it.
 */
export class Lease {
  readonly #url: string;
  #client: pg.Client | undefined;
  #given = false;

  private constructor(url: string) {
    this.#url = url;
  }

  /**
   * Takes a lease.
   * @param url of the cluster's database `postgres`
   * @throws the driver's error when the server is not there, or is about to stop
   */
  static async take(url: string): Promise<Lease> {
    const lease = new Lease(url);
    await lease.#connect();
    return lease;
  }

  /** Gives the lease back; true when it was the last one, and nobody else can take one until `end`. */
  async give(): Promise<boolean> {
    this.#given = true;
    try {
      if (!this.#client) await this.#connect();
      await this.#client!.query('SELECT pg_advisory_unlock_shared($1)', [LOCK]);
      const { rows } = await this.#client!.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [LOCK]);
      return rows[0]!.last;
    } catch {
      // There is no server any more to be the last one of.
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
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    // An error of an idle connection is followed by its end, which is what counts.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => void this.#renew());
    this.#client = client;
  }

  // The server ends every connection when one of its own processes dies, and then goes on: so does the lease.
  async #renew(): Promise<void> {
    this.#client = undefined;
    while (!this.#given && !this.#client) {
      await this.#connect().catch(() => pause(1000, undefined, { ref: false }));
    }
  }
}
