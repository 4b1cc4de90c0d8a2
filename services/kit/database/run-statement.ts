import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';

/**
 * Runs a statement on a connection of a pool, at half of what Kysely's own way costs. When the signal aborts it rejects
 * at once with the signal's reason, and the server is told to stop; only then is the connection given back.
 */
export async function runOn<Row>(
  pool: pg.Pool,
  { sql, parameters }: CompiledQuery,
  signal: AbortSignal | undefined,
): Promise<QueryResult<Row>> {
  signal?.throwIfAborted();
  const client = await pool.connect();
  if (signal?.aborted) {
    client.release();
    throw signal.reason;
  }
  const { promise, resolve, reject } = Promise.withResolvers<QueryResult<Row>>();
  let stopped: Promise<void> | undefined;
  const stop = (): void => {
    stopped = cancel(client, pool);
    reject(signal!.reason as Error);
  };
  const running = signal && runningUntil(signal);
  const run = async (): Promise<void> => {
    running?.add(stop);
    try {
      resolve((await client.query(sql, parameters as unknown[])) as unknown as QueryResult<Row>);
    } catch (error) {
      reject(error as Error);
    } finally {
      running?.delete(stop);
      // A cancellation under way would hit the next statement of the connection.
      if (stopped) await stopped;
      client.release();
    }
  };
  void run();
  return promise;
}

/** Ends a pool, once what its connections are asked is answered; one that is ending already is left to it. */
export async function endPool(pool: pg.Pool): Promise<void> {
  if (!pool.ending) await pool.end();
}

const byAbort = new WeakMap<AbortSignal, Set<() => void>>();

/** How to stop what runs for a request: a listener of each statement's own would cost as much as half of the statement. */
function runningUntil(signal: AbortSignal): Set<() => void> {
  let running = byAbort.get(signal);
  if (running === undefined) {
    const stops = new Set<() => void>();
    signal.addEventListener('abort', () => stops.forEach((stop) => stop()), { once: true });
    byAbort.set(signal, (running = stops));
  }
  return running;
}

/** Has the server stop what a connection is asked, by a connection of its own: those of the pool may all be busy. */
async function cancel(client: pg.PoolClient, { options }: pg.Pool): Promise<void> {
  const other = new pg.Client(options);
  // The failure of a connection is told twice.
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('select pg_cancel_backend($1)', [(client as unknown as { processID: number }).processID]);
  } catch {
    // What cannot be told to stop ends by its time, or with its connection.
  } finally {
    await other.end().catch(() => undefined);
  }
}
