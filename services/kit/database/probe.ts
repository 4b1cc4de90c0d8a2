import pg from 'pg';

const patienceMs = 2_000;

/** With what the driver has and its types do not: whether its socket keeps the process alive. */
type ProbeClient = pg.Client & { ref(): void; unref(): void };

/**
 * A connection that asks a server how it is, time and again. It is made on first use, and anew after it was lost; it
 * does not keep the process alive.
 */
export class Probe {
  readonly #url: string;
  #client: ProbeClient | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** The one row of a statement. Rejects with the driver's error, within some seconds, where the server does not answer. */
  async ask<Row extends pg.QueryResultRow>(text: string): Promise<Row> {
    try {
      const client = await this.#connected();
      client.ref();
      const { rows } = await client.query<Row>(text);
      client.unref();
      return rows[0]!;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // One whose server does not answer would be waited for without end.
    void client?.end().catch(() => undefined);
  }

  async #connected(): Promise<ProbeClient> {
    if (this.#client) return this.#client;
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'maillage probe',
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    }) as ProbeClient;
    // An error of an idle connection is what the next question meets.
    client.on('error', () => undefined);
    this.#client = client;
    await client.connect();
    return client;
  }
}
