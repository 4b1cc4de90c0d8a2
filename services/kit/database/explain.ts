import pg from 'pg';

const connectTimeoutMs = 1_000;
/** Planning a statement that was slow may be slow itself: no client may make the database work much longer by it. */
const planTimeoutMs = 500;
/** Longer statements are not planned once more, in characters. */
const maxTextLength = 20_000;

/**
 * PostgreSQL's generic plan of a statement, as `EXPLAIN` writes it: a plan for actual values would show them. Undefined
 * when the statement is long or has no plan, or the server does not respond in time. It takes a separate connection: when
 * an operation was slow, those of the pool may all be busy.
 */
export async function explain({ options }: pg.Pool, text: string): Promise<string | undefined> {
  if (text.length > maxTextLength) return undefined;
  const client = new pg.Client({
    ...options,
    // Not enumerable, so that spreading leaves it out.
    password: options.password,
    application_name: 'maillage plans',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: planTimeoutMs,
    query_timeout: connectTimeoutMs,
  });
  // The statement rejects after an error of the connection.
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
