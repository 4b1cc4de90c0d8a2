import type pg from 'pg';
import type { Caller } from '../../../platform/contract/caller.ts';
import { clientError } from '../../../platform/errors.ts';
import { placeNow } from '../database/change-log/place.ts';
import type { Dataset } from './dataset.ts';
import { deleteRows } from './delete.ts';
import type { DescribedDataset } from './describe.ts';
import { loadRows } from './load.ts';
import { nothing, refusalFor, type PutResult } from './put-result.ts';
import type { Row } from './read.ts';
import type { RowError } from './row-error.ts';
import { SeenKeys } from './seen-keys.ts';
import { readRights, type Rights } from './rights.ts';
import { rowsOwnedBy, type StoredRow } from './stored.ts';
import { asClientsSee, createPartnersPool, inTransaction, type Outcome, type WriteRequest } from './transactions.ts';

export interface DatasetWriterOptions {
  /** Every dataset of the hub, whose rows may refer to each other. */
  datasets: readonly Dataset[];
  describe(dataset: Dataset): Promise<DescribedDataset>;
  /** Whether callers without a token may report anomalies; defaults to no. */
  isOpen?: boolean;
}

/** What a write did, and why it may not be kept. */
type Done = Partial<PutResult> & { errors: RowError[] };

/** Writes rows in the name of institutions, as a role that PostgreSQL lets write only these. */
export class DatasetWriter {
  readonly #pool: pg.Pool;
  readonly #options: DatasetWriterOptions;

  /** @param url of the hub's database: as its owner, or as the role of partners' writes */
  constructor(url: string, options: DatasetWriterOptions) {
    this.#options = options;
    this.#pool = createPartnersPool(url);
  }

  get isOpen(): boolean {
    return this.#options.isOpen ?? false;
  }

  /** The dataset whose rows are objects of a type, each with one column for its key; undefined if there is none. */
  async datasetOf(type: string): Promise<DescribedDataset | undefined> {
    const found = this.#options.datasets.find(
      (dataset) => dataset.key.length === 1 && [dataset.type, ...(dataset.otherTypes ?? [])].includes(type),
    );
    return found && this.#options.describe(found);
  }

  /** Adds or changes rows of a dataset, all or none. */
  put(dataset: DescribedDataset, rows: readonly Row[], request: WriteRequest): Promise<PutResult> {
    return this.#write(rows, request, async (client, institution) => {
      const { errors, changes, stored } = await loadRows(client, dataset, rows, new SeenKeys(), { institution });
      const changed = [...changes].filter(([number, fields]) => stored.has(number) && fields.length > 0).length;
      const [added, same] = [changes.size - stored.size, stored.size - changed];
      return { errors, added, changed, same, fields: [...changes.values()].flat() };
    });
  }

  /** Deletes rows of a dataset by their keys, all or none. */
  delete(dataset: DescribedDataset, keys: readonly Row[], request: WriteRequest): Promise<PutResult> {
    const { datasets } = this.#options;
    return this.#write(keys, request, async (client, institution) => {
      const { errors, fields, count } = await deleteRows(client, dataset, keys, { institution }, datasets);
      return { errors, fields, deleted: count };
    });
  }

  /** The rows of a dataset that belong to the caller's institution, ordered by key. */
  ownRows(dataset: Dataset, caller: Caller): Promise<StoredRow[]> {
    return rowsOwnedBy(this.#pool, dataset, institutionOf(caller)).catch(asClientsSee);
  }

  /** What an institution takes part in. */
  rights(institution: string): Promise<Rights> {
    return readRights(this.#pool, institution);
  }

  /** Runs work in a transaction of the caller. */
  transaction<Result>(
    request: Omit<WriteRequest, 'dryRun'>,
    work: (client: pg.ClientBase) => Promise<Outcome<Result>>,
  ): Promise<Result> {
    return inTransaction(this.#pool, request, work);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #write(
    rows: readonly Row[],
    { dryRun, ...request }: WriteRequest,
    work: (client: pg.ClientBase, institution: string) => Promise<Done>,
  ): Promise<PutResult> {
    const institution = institutionOf(request.caller);
    return inTransaction(this.#pool, request, async (client) => {
      await requireKnown(client, institution);
      const place = await placeNow(client);
      const { errors, ...done } = await work(client, institution);
      const numbered = new Map(rows.map((row) => [row.number, row]));
      const refused = errors.map((error) => refusalFor(error, numbered));
      const isKept = !dryRun && refused.length === 0;
      if (refused.length > 0) return { result: { ...nothing, refused }, isKept };
      const result = { ...nothing, ...done };
      const isWritten = isKept && result.added + result.changed + result.deleted > 0;
      return { result: { ...result, place: isWritten ? place : null }, isKept };
    });
  }
}

async function requireKnown(client: pg.ClientBase, institution: string): Promise<void> {
  const { rowCount } = await client.query('select from establishments.establishment where finess = $1', [institution]);
  if (rowCount === 0)
    throw clientError(
      'FORBIDDEN',
      `The hub knows no establishment ${institution}, to which the token was issued: it has nothing to write about.`,
    );
}

/** The institution that a caller may write for. @throws GraphQLError for other callers */
export function institutionOf({ institution, scopes }: Caller): string {
  if (institution === null)
    throw clientError('UNAUTHENTICATED', 'Rows belong to institutions: send the token of yours.');
  if (!scopes.includes('partner')) throw clientError('FORBIDDEN', 'Writing requires a token with the scope "partner".');
  return institution;
}
