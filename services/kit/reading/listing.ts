import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Coding } from '../vocabulary/coding.ts';
import type { Condition } from './condition.ts';
import type { SortKey } from './keyset.ts';
import type { OrderDirection } from './order.ts';
import type { AnyQuery } from './tables.ts';

/** A dimension that a list can be counted by. */
export interface Dimension {
  /** The code that rows share; null where none is known. */
  code: RawBuilder<unknown>;
  /** The label of a code, as an expression on the column that holds it. */
  label(code: RawBuilder<string>): RawBuilder<unknown>;
  /** The nomenclature of the codes. */
  system: string;
}

export interface OrderBy<Order extends string> {
  field: Order;
  direction: OrderDirection;
}

/**
 * How one kind of object is read from the database: the only SQL that a module needs for its lists,
 * its references and its objects by key.
 */
export interface Listing<
  Tables,
  Row extends object,
  Where = never,
  Order extends string = never,
  GroupField extends string = never,
> {
  name: string;
  /** `from` and joins, none of which changes the number of rows. */
  from(db: Kysely<Tables>): AnyQuery;
  columns: Columns<Row>;
  /** What a list of objects of this kind reads of a row, by the fields that are asked for; whole rows, where it is left out. */
  reads?: Reads<Row>;
  /** The unique key that rows are found by, and that comes last in each order. */
  key: SortKey;
  /** The condition of a `where`. */
  condition?(where: Where): Condition;
  /** What the list may be ordered by; some orders depend on the `where` (a distance from its point). */
  order?(field: Order, direction: OrderDirection, where: Where | null | undefined): SortKey;
  /** The order where none is asked for; by key unless told. */
  defaultOrder?(where: Where | null | undefined): OrderBy<Order>[];
  dimensions?: Record<GroupField, Dimension>;
  /** Figures over a whole list, each an aggregate expression. */
  measures?: Record<string, RawBuilder<unknown>>;
  /** Finding the rows is what costs: a page and the count that are asked for together are read by one statement. */
  isCountedWithPage?: boolean;
}

/** A listing of rows of one type, whatever conditions and orders it takes. */
export type AnyListing<Tables, Row extends object> = Listing<Tables, Row, unknown, string, string>;

/** The lists of one parent: the column that names the parent, and its key. */
export interface Parent {
  column: RawBuilder<unknown>;
  key: string;
  /** The column's name in the cache of batches and, without `through`, of statements: one name, one column. */
  name: string;
  /** Joins the table that holds the column, where the listing's own do not; each row at most once a parent. */
  through?(query: AnyQuery): AnyQuery;
}

/** The columns of a row, under the names of its type's fields: `{ finess: sql.ref('e.finess') }`. */
export type Columns<Row extends object> = { [Field in keyof Row & string]-?: RawBuilder<unknown> };

/** Which columns the fields of a type need. */
export interface Reads<Row extends object> {
  /** Those that every object needs: its key, by which other services complete it. */
  always: readonly (keyof Row & string)[];
  /** Those that a field reads, where it is not the column of its own name. */
  byField: Readonly<Record<string, readonly (keyof Row & string)[]>>;
}

/** The select list of a row: `e.finess as "finess"`. */
export const selectionOf = (columns: Readonly<Record<string, RawBuilder<unknown>>>, names: readonly string[]) =>
  names.map((name) => sql`${columns[name]}`.as(name));

/** The group that a code, its label and its count make. */
export interface GroupRow {
  key: Coding;
  count: number;
}
