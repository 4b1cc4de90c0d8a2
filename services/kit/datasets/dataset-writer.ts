import pg from 'pg';
import type { Caller } from '../../../platform/contract/caller.ts';
import { clientError } from '../../../platform/errors.ts';
import { onAbort } from '../database/on-abort.ts';
import { cancelOn } from '../database/run-statement.ts';
import { institutionSetting } from '../database/ownership.ts';
import { importLock, partners, serviceUrl, sessionOptions } from '../database/role.ts';
import type { Dataset } from './dataset.ts';
import { deleteRows } from './delete.ts';
import type { DescribedDataset } from './describe.ts';
import { loadRows } from './load.ts';
import { nothing, refusalFor, type PutResult, type Refusal } from './put-result.ts';
import type { Row } from './read.ts';
import { SeenKeys } from './seen-keys.ts';
import { rowsOwnedBy, type StoredRow } from './stored.ts';

/** A write as its request makes it. */
export interface WriteRequest {
  caller: Caller;
  /** Tells what would change, and changes nothing. */
  dryRun: boolean;
  signal?: AbortSignal | undefined;
}

/** How long a write waits for another one, or for an import, in milliseconds. */
const lockTimeoutMs = 5_000;
const connections = 2;

/** Writes rows in the name of institutions, as a role that PostgreSQL lets write only these. */
export class DatasetWriter {
  readonly #pool: pg.Pool;
  readonly #all: readonly Dataset[];

  /**
   * @param url of the hub's database: as its owner, or as the role of partners' writes
   * @param all every dataset of the hub, whose rows may refer to each other
   */
  constructor(url: string, all: readonly Dataset[]) {
    this.#all = all;
    this.#pool = new pg.Pool({
      connectionString: serviceUrl(partners, url),
      options: sessionOptions('establishments'),
      application_name: 'maillage partners',
      max: connections,
      connectionTimeoutMillis: lockTimeoutMs,
    });
    // The pool removes a connection that was lost; without a listener, its error would end the process.
    this.#pool.on('error', () => undefined);
  }

  /** Adds or changes rows of a dataset, all or none. */
  put(dataset: DescribedDataset, rows: readonly Row[], request: WriteRequest): Promise<PutResult> {
    return this.#write(rows, request, async (client, institution) => {
      const { errors, changes, stored } = await loadRows(client, dataset, rows, new SeenKeys(), { institution });
      const changed = [...changes].filter(([number, fields]) => stored.has(number) && fields.length > 0).length;
      return {
        errors,
        added: changes.size - stored.size,
        changed,
        same: stored.size - changed,
        fields: [...changes.values()].flat(),
      };
    });
  }

  /** Deletes rows of a dataset by their keys, all or none. */
  delete(dataset: DescribedDataset, keys: readonly Row[], request: WriteRequest): Promise<PutResult> {
    return this.#write(keys, request, async (client, institution) => {
      const { errors, fields, count } = await deleteRows(client, dataset, keys, { institution }, this.#all);
      return { errors, fields, deleted: count };
    });
  }

  /** The rows of a dataset that belong to the caller's institution, ordered by key. */
  async ownRows(dataset: Dataset, caller: Caller): Promise<StoredRow[]> {
    const institution = institutionOf(caller);
    const client = await this.#pool.connect();
    try {
      return await rowsOwnedBy(client, dataset, institution);
    } finally {
      client.release();
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** Ends a connection and what it runs: PostgreSQL notices only after its statement that the connection is gone, and holds the lock until then. */
  #abandon(client: pg.PoolClient): void {
    void cancelOn(client, this.#pool);
    client.release(true);
  }

  async #write(
    rows: readonly Row[],
    { caller, dryRun, signal }: WriteRequest,
    work: (
      client: pg.ClientBase,
      institution: string,
    ) => Promise<Partial<PutResult> & { errors: Awaited<ReturnType<typeof loadRows>>['errors'] }>,
  ): Promise<PutResult> {
    const institution = institutionOf(caller);
    const client = await this.#pool.connect();
    const leave = signal && onAbort(signal, () => this.#abandon(client));
    let isSound = false;
    try {
      await begin(client, institution);
      const { errors, ...done } = await work(client, institution);
      const numbered = new Map(rows.map((row) => [row.number, row]));
      const refused: Refusal[] = errors.map((error) => refusalFor(error, numbered));
      signal?.throwIfAborted();
      await client.query(dryRun || refused.length > 0 ? 'rollback' : 'commit');
      isSound = true;
      return refused.length > 0 ? { ...nothing, refused } : { ...nothing, ...done };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if (isSound === false)
        isSound = await client.query('rollback').then(
          () => true,
          () => false,
        );
      throw error;
    } finally {
      leave?.();
      if (!signal?.aborted) client.release(!isSound);
    }
  }
}

/** Begins a transaction of an institution, which no import and no other write is beside. */
async function begin(client: pg.ClientBase, institution: string): Promise<void> {
  await client.query('begin');
  await client.query(`select set_config('${institutionSetting}', $1, true), set_config('lock_timeout', $2, true)`, [
    institution,
    String(lockTimeoutMs),
  ]);
  try {
    await client.query('select pg_advisory_xact_lock($1)', [importLock]);
  } catch (error) {
    if ((error as pg.DatabaseError).code !== '55P03') throw error;
    throw clientError(
      'SUBGRAPH_UNAVAILABLE',
      'An import or another write is under way: nothing was changed. Retry in a minute.',
    );
  }
  const { rowCount } = await client.query('select from establishments.establishment where finess = $1', [institution]);
  if (rowCount === 0)
    throw clientError(
      'FORBIDDEN',
      `The hub knows no establishment ${institution}, to which the token was issued: it has nothing to write about.`,
    );
}

/** The institution that a caller may write for. @throws GraphQLError for other callers */
function institutionOf({ institution, scopes }: Caller): string {
  if (institution === null)
    throw clientError('UNAUTHENTICATED', 'Rows belong to institutions: send the token of yours.');
  if (!scopes.includes('partner')) throw clientError('FORBIDDEN', 'Writing requires a token with the scope "partner".');
  return institution;
}
