import pg from 'pg';

const timeoutMs = 2_000;

/** With methods that the driver has and its types lack: whether the socket keeps the process alive. */
type ProbeClient = pg.Client & { ref(): void; unref(): void };

/**
 * A connection for repeated checks of a server. It opens on first use, and again after it was lost; it does not keep the
 * process alive.
 */
export class Probe {
  readonly #url: string;
  #client: ProbeClient | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** The one row of a statement. Rejects with the driver's error, within a few seconds, when the server is unavailable. */
  async query<Row extends pg.QueryResultRow>(text: string): Promise<Row> {
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
    // Not awaited: the end of a connection to an unresponsive server may never come.
    void client?.end().catch(() => undefined);
  }

  async #connected(): Promise<ProbeClient> {
    if (this.#client) return this.#client;
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'maillage probe',
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    }) as ProbeClient;
    // The next statement rejects after an error of the idle connection.
    client.on('error', () => undefined);
    this.#client = client;
    await client.connect();
    return client;
  }
}
