import pg from 'pg';
import type { Account } from '../../../platform/contract/account.ts';
import type { Caller } from '../../../platform/contract/caller.ts';
import { clientError, unavailable } from '../../../platform/errors.ts';
import { tellActor } from '../database/change-log/actor.ts';
import { onAbort } from '../database/on-abort.ts';
import { institutionSetting, operatorSetting } from '../database/ownership.ts';
import { cancelOn } from '../database/run-statement.ts';
import { isOutage } from '../database/statement-errors.ts';
import { importLock, partners, serviceUrl, sessionOptions } from '../database/role.ts';

/** How long a write waits for another one, or for an import, in milliseconds. */
const lockTimeoutMs = 5_000;
const connections = 2;

/** Opens connections as the role of partners' writes. @param url of the hub's database: as its owner, or as that role */
export function createPartnersPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: serviceUrl(partners, url),
    options: sessionOptions('establishments'),
    application_name: 'maillage partners',
    max: connections,
    connectionTimeoutMillis: lockTimeoutMs,
  });
  // The pool removes a connection that was lost; without a listener, its error would end the process.
  pool.on('error', () => undefined);
  return pool;
}

/** A write as its request makes it. */
export interface WriteRequest {
  caller: Caller;
  /** Tells what would change, and changes nothing. */
  dryRun: boolean;
  signal?: AbortSignal | undefined;
  /** What the time of the write is charged to. */
  account?: Account | undefined;
}

/** What was done in a transaction, and whether it is to be kept. */
export interface Outcome<Result> {
  result: Result;
  isKept: boolean;
}

/** Runs work in a transaction that no import and no other write is beside. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  { caller, signal, account }: Omit<WriteRequest, 'dryRun'>,
  work: (client: pg.ClientBase) => Promise<Outcome<Result>>,
): Promise<Result> {
  const client = await pool.connect().catch(asClientsSee);
  const leave = signal && onAbort(signal, () => abandon(pool, client));
  const startedAt = performance.now();
  let isIdle = false;
  try {
    await begin(client, caller);
    const { result, isKept } = await work(client);
    signal?.throwIfAborted();
    await client.query(isKept ? 'commit' : 'rollback');
    isIdle = true;
    return result;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    isIdle = await client.query('rollback').then(
      () => true,
      () => false,
    );
    return asClientsSee(error as Error);
  } finally {
    account?.spend(performance.now() - startedAt);
    leave?.();
    if (!signal?.aborted) client.release(!isIdle);
  }
}

/** Ends a connection and what it runs: PostgreSQL notices only after its statement that the connection is gone, and holds the lock until then. */
function abandon(pool: pg.Pool, client: pg.PoolClient): void {
  void cancelOn(client, pool);
  client.release(true);
}

/** @throws the error as clients may read it: that the database is unavailable, or itself */
export function asClientsSee(error: Error): never {
  throw isOutage(error) ? unavailable('datasets', error) : error;
}

async function begin(client: pg.ClientBase, { institution, scopes }: Caller): Promise<void> {
  await client.query('begin');
  await client.query(
    `select set_config('${institutionSetting}', $1, true), set_config('${operatorSetting}', $2, true), set_config('lock_timeout', $3, true)`,
    [institution ?? '', String(scopes.includes('operator')), String(lockTimeoutMs)],
  );
  if (institution !== null) await tellActor(client, { institution });
  await client.query('select pg_advisory_xact_lock($1)', [importLock]).catch((error: pg.DatabaseError) => {
    if (error.code !== '55P03') throw error;
    throw clientError(
      'SUBGRAPH_UNAVAILABLE',
      'An import or another write is under way: nothing was changed. Retry in a minute.',
    );
  });
}
