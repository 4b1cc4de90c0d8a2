import type { SelectQueryBuilder } from 'kysely';

/** Tables that are unknown to the kit. */
export type AnyTables = Record<string, Record<string, unknown>>;

/** A query over the tables of a listing, with any columns. */
export type AnyQuery = SelectQueryBuilder<AnyTables, string, object>;
