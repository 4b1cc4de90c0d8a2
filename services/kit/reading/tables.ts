import type { SelectQueryBuilder } from 'kysely';

/** Tables of which the kit knows nothing. */
export type AnyTables = Record<string, Record<string, unknown>>;

/** A query over the tables of a listing, whatever columns it has chosen. */
export type AnyQuery = SelectQueryBuilder<AnyTables, string, object>;
