import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';
import { clientError } from '../../../platform/errors.ts';
import { onAbort } from './on-abort.ts';
import type { ReadOptions } from './read-options.ts';

/** PostgreSQL's protocol counts parameters in 16 bits, and the driver does not notice when there are more. */
const maxParameters = 10_000;

/** @throws GraphQLError `LIMIT_EXCEEDED` if a statement has more values than may be sent */
export function requireFewParameters({ parameters }: CompiledQuery): void {
  if (parameters.length <= maxParameters) return;
  throw clientError(
    'LIMIT_EXCEEDED',
    `The conditions of one list may have at most ${maxParameters} values; these have ${parameters.length}. Use fewer words or conditions, or several requests.`,
    { limit: 'parameters' },
  );
}

/**
 * Runs a statement on a connection from a pool, at half the cost of Kysely's own path, and settles when the connection is
 * released. The statement is canceled on the server when the signal aborts, or when its own time is over.
 */
export async function runStatement<Row>(
  client: pg.PoolClient,
  pool: pg.Pool,
  { sql, parameters }: CompiledQuery,
  { signal, statementTimeoutMs, account }: ReadOptions,
): Promise<QueryResult<Row>> {
  if (signal?.aborted) {
    client.release();
    throw signal.reason;
  }
  let canceled: Promise<void> | undefined;
  const cancel = (): void => void (canceled ??= cancelOn(client, pool));
  const forget = signal && onAbort(signal, cancel);
  const timer = statementTimeoutMs ? setTimeout(cancel, statementTimeoutMs) : undefined;
  const startedAt = performance.now();
  try {
    return (await client.query(sql, parameters as unknown[])) as unknown as QueryResult<Row>;
  } finally {
    clearTimeout(timer);
    forget?.();
    account?.spend(performance.now() - startedAt);
    // A cancellation that is still on its way would hit the connection's next statement.
    if (canceled) await canceled;
    client.release();
  }
}

/** Cancels what a connection runs, through a separate connection: those of the pool may all be busy. */
export async function cancelOn(client: pg.PoolClient, { options }: pg.Pool): Promise<void> {
  const other = new pg.Client(options);
  // A failed connection emits an error besides rejecting.
  other.on('error', () => undefined);
  try {
    await other.connect();
    await other.query('select pg_cancel_backend($1)', [(client as unknown as { processID: number }).processID]);
  } catch {
    // The statement ends by its timeout, or with its connection.
  } finally {
    await other.end().catch(() => undefined);
  }
}
