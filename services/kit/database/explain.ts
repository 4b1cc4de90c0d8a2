import pg from 'pg';

const patienceMs = 2_000;

/**
 * How PostgreSQL carries a statement out whatever its values are, as `EXPLAIN` writes it: a plan for the values at hand
 * would repeat them. Undefined where that is not to be had, of a statement that has no plan, or of a server in distress.
 * It is asked on a connection of its own: where an operation was slow, those of the pool may all be at work.
 */
export async function planOf(pool: pg.Pool, text: string): Promise<string | undefined> {
  const { options } = pool;
  const client = new pg.Client({
    ...options,
    // Which pg keeps from being spread.
    password: options.password,
    application_name: 'maillage plans',
    connectionTimeoutMillis: patienceMs,
    statement_timeout: patienceMs,
    query_timeout: patienceMs,
  });
  // An error of the connection is followed by its end, which the statement tells.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${text}`);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
