import { sql, type Kysely, type RawBuilder } from 'kysely';
import { coding } from '../vocabulary/coding.ts';
import { isOneOf, type Condition } from './condition.ts';
import { beyond } from './keyset.ts';
import { countAlias, sortColumns, type Bound, type PageQuery } from './list.ts';
import { selectionOf, type AnyListing, type Dimension, type GroupRow, type Listing, type Parent } from './listing.ts';
import { Placeholder } from './prepared.ts';
import type { AnyQuery } from './tables.ts';

/** The rows of a listing that meet the conditions, joined to their parent, with all columns or the given ones. */
export function rowsOf<Tables, Row extends object>(
  db: Kysely<Tables>,
  listing: AnyListing<Tables, Row>,
  conditions: Condition[],
  parent?: Parent,
  columns: readonly string[] = Object.keys(listing.columns),
): AnyQuery {
  return filtered(db, listing, conditions, parent).select(selectionOf(listing.columns, columns));
}

/** The same rows, without columns. */
export function filtered<Tables>(
  db: Kysely<Tables>,
  listing: Pick<Listing<Tables, object>, 'from'>,
  conditions: Condition[],
  parent?: Parent,
): AnyQuery {
  const from = listing.from(db);
  const joined = parent?.through ? parent.through(from) : from;
  return conditions.reduce((query, condition) => query.where(condition), joined);
}

/**
 * One page, with the texts of the sort keys of each row. Its bounds are placeholders. The limit is not: the planner would
 * estimate an unknown limit at a tenth of the table, and plan the statement again for each page.
 */
export function pageOf<Tables, Row extends object>(
  db: Kysely<Tables>,
  listing: AnyListing<Tables, Row>,
  { columns, conditions, keys, isBackward, bounds, limit, isCounted }: PageQuery,
  parent?: Parent,
): AnyQuery {
  const beyonds = bounds.map(({ side, values }) =>
    beyond(
      keys,
      values.map((_, index) => new Placeholder(placeholderOf(side, index))),
      side,
    ),
  );
  let query = rowsOf(db, listing, [...conditions, ...beyonds], parent, columns).limit(sql.lit(limit));
  for (const [alias, key] of sortColumns(keys)) {
    query = (key.through?.(query) ?? query)
      .select(sql`(${key.expression})::text`.as(alias))
      .orderBy(sql`${key.expression}`, (key.direction === 'ASC') === isBackward ? 'desc' : 'asc');
  }
  return isCounted ? query.select(sql`count(*) over ()`.as(countAlias)) : query;
}

const placeholderOf = (side: Bound['side'], index: number): string => `${side} ${index}`;

/** The values of the placeholders of a page. */
export function pageValues({ bounds }: PageQuery): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const bound of bounds)
    bound.values.forEach((value, index) => (values[placeholderOf(bound.side, index)] = value));
  return values;
}

/** The expression of one figure over a whole list. */
export const measureOf = (
  { measures }: { measures?: Readonly<Record<string, RawBuilder<unknown>>> },
  measure: string,
): RawBuilder<unknown> => (measure === 'count' ? sql`count(*)` : measures![measure]!);

/** The dimension with a name of the API's enum. */
export const dimensionOf = (
  { dimensions }: { dimensions?: Readonly<Record<string, Dimension>> },
  field: string,
): Dimension => dimensions![field]!;

/** The counted codes with their labels, most frequent first. */
export function labelled(counted: AnyQuery, dimension: Dimension): RawBuilder<CountedRow> {
  const code = sql<string>`counted.code`;
  return sql<CountedRow>`
    select counted.*, ${dimension.label(code)} as label from ${counted} as counted order by counted.count desc, counted.code
  `;
}

interface CountedRow {
  '~of': string;
  code: string | null;
  label: string | null;
  count: string;
}

export const groupRow = (row: CountedRow, dimension: Dimension): GroupRow => ({
  key: coding(dimension.system, row.code, row.label),
  count: Number(row.count),
});

/** True if a row belongs to one of the parents with these keys. */
export const belongsTo = (parent: Parent, keys: readonly string[], given?: Placeholder): Condition =>
  isOneOf(parent.column, 'text', keys, given);

/** The values of each parent's rows, in the order of the parents and rows. */
export function perParent<Row extends { '~of': string }, Value>(
  parents: readonly string[],
  rows: Row[],
  value: (row: Row) => Value,
): Value[][] {
  const lists = new Map<string, Value[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) lists.get(row['~of'])!.push(value(row));
  return parents.map((parent) => lists.get(parent)!);
}

/** A figure of PostgreSQL, which sends counts and numerics as text. */
export const numberOf = (figure: unknown): number | null =>
  figure === null || figure === undefined ? null : Number(figure);
