import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Coding } from '../vocabulary/coding.ts';
import type { Condition } from './condition.ts';
import type { SortKey } from './keyset.ts';
import type { OrderDirection } from './order.ts';
import type { StatementContext } from './statement-context.ts';
import type { AnyQuery } from './tables.ts';

/** A dimension that a list can be counted by. */
export interface Dimension {
  /** The code to count by; null if unknown. */
  code: RawBuilder<unknown>;
  /** The label of a code, as an expression on the code's column. */
  label(code: RawBuilder<string>): RawBuilder<unknown>;
  /** The nomenclature of the codes. */
  system: string;
}

export interface OrderBy<Order extends string> {
  field: Order;
  direction: OrderDirection;
}

/**
 * How one kind of object is read from the database. This and its conditions are the only SQL that a module needs for lists,
 * references and objects by key.
 */
export interface Listing<
  Tables,
  Row extends object,
  Where = never,
  Order extends string = never,
  GroupField extends string = never,
> {
  name: string;
  /** `from`, and joins that do not change the number of rows. */
  from(db: Kysely<Tables>): AnyQuery;
  columns: Columns<Row>;
  /** The columns that a list reads for the selected fields; defaults to whole rows. */
  reads?: Reads<Row>;
  /** The unique key by which rows are found. It is the last key of each order. */
  key: SortKey;
  /** The condition of a `where`. */
  condition?(where: Where): Condition;
  /** The sort key of an order. It may depend on the `where`, such as a distance from a point. */
  order?(field: Order, direction: OrderDirection, where: Where | null | undefined): SortKey;
  /** The order if none is requested; defaults to the key. */
  defaultOrder?(where: Where | null | undefined): OrderBy<Order>[];
  dimensions?: Record<GroupField, Dimension>;
  /** Figures over a whole list, each an aggregate expression. */
  measures?: Record<string, RawBuilder<unknown>>;
  /** Checks a `where` that finds nothing: an empty list would not tell that a condition is on what does not exist. @throws GraphQLError `BAD_USER_INPUT` */
  explainNone?(context: StatementContext, where: Where): Promise<void>;
  /** A row of a list, which may remember the `where` that found it. */
  found?(row: Row, where: Where | null | undefined): Row;
  /** Whether a first page and its count are read in one statement, because finding the rows is expensive. */
  isCountedWithPage?: boolean;
}

/** A listing of rows of one type, with any conditions and orders. */
export type AnyListing<Tables, Row extends object> = Listing<Tables, Row, unknown, string, string>;

/** The parent of a list: the column that references it, and its key. */
export interface Parent {
  column: RawBuilder<unknown>;
  key: string;
  /** Identifies the column among the request's batches and, without `through`, among the kept statements. */
  name: string;
  /** Joins the table of the column, if the listing does not: each row at most once for each parent. */
  through?(query: AnyQuery): AnyQuery;
}

/** The columns of a row, by the fields of its type: `{ finess: sql`e.finess` }`. */
export type Columns<Row extends object> = { [Field in keyof Row & string]-?: RawBuilder<unknown> };

/** The columns that the fields of a type need. */
export interface Reads<Row extends object> {
  /** The columns that every object needs: its key, for fields of other services. */
  always: readonly (keyof Row & string)[];
  /** The columns of each field that needs others than the column of its name. */
  byField: Readonly<Record<string, readonly (keyof Row & string)[]>>;
}

/** The select list of a row: `e.finess as "finess"`. */
export const selectionOf = (columns: Readonly<Record<string, RawBuilder<unknown>>>, names: readonly string[]) =>
  names.map((name) => sql`${columns[name]}`.as(name));

/** The number of rows with a code. */
export interface GroupRow {
  key: Coding;
  count: number;
}
