import type { GraphQLResolveInfo } from 'graphql';
import { selectedColumns } from './selected-columns.ts';
import type { AnyListing, GroupRow, OrderBy } from './listing.ts';
import type { PageArgs, PageInfo } from './connection.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { decodeCursor, encodeCursor, sortAlias, type DirectedKey } from './keyset.ts';
import type { Condition } from './condition.ts';
import { OrderDirection } from './order.ts';
import type { AnyTables } from './tables.ts';

/** The arguments of a connection field. */
export interface ListArgs<Where, Order extends string> extends PageArgs {
  where?: Where | null;
  orderBy?: OrderBy<Order>[] | null;
}

/** A page to read, with one row more than requested, which shows whether there is another page. */
export interface PageQuery {
  /** The columns to read of each row. */
  columns: readonly string[];
  where: unknown;
  /** The conditions of the `where`. */
  conditions: Condition[];
  keys: DirectedKey[];
  /** Whether the list is read from its end. */
  isBackward: boolean;
  bounds: Bound[];
  limit: number;
  /** Whether each row includes the number of rows that meet the conditions, as `countAlias`. */
  isCounted?: boolean;
}

/** The position after, or before, which a page lies. */
export interface Bound {
  side: 'after' | 'before';
  /** The texts of the sort keys at the position. */
  values: string[];
}

export const countAlias = '~count';

/** The reads of one list. The request reader implements them, and batches the lists of many parents. */
export interface ListReader<Row> {
  page(query: PageQuery): Promise<Row[]>;
  /** A figure over the whole list, such as its `count`; null if it has no rows that the figure needs. */
  measure(measure: string, conditions: Condition[]): Promise<number | null>;
  groups(field: string, conditions: Condition[]): Promise<GroupRow[]>;
}

/** A listing without its tables. */
type Listed<Row extends object> = Omit<AnyListing<AnyTables, Row>, 'from'>;

/** The default number of rows of a page. */
export const defaultPage = 20;
const maxPage = 100;

/** The value of a connection type. Each part is read from the database when it is first accessed. */
export class List<Row extends object> {
  readonly #reader: ListReader<Row>;
  readonly #columns: readonly string[];
  readonly #where: unknown;
  readonly #conditions: Condition[];
  readonly #keys: DirectedKey[];
  readonly #args: PageArgs;
  readonly #size: number;
  readonly #bounds: Bound[];
  readonly #found: (row: Row) => Row;
  #page: Promise<{ rows: Row[]; more: boolean }> | undefined;

  /** @param info the field in the document, of which only the selected columns are read; without it, whole rows are read */
  constructor(
    listing: Listed<Row>,
    reader: ListReader<Row>,
    args: ListArgs<unknown, string>,
    info?: GraphQLResolveInfo,
  ) {
    this.#columns = selectedColumns(listing, info);
    this.#reader = reader;
    this.#args = args;
    this.#size = pageSize(args);
    this.#keys = sortKeys(listing, args);
    this.#where = args.where;
    this.#found = (row) => listing.found?.(row, args.where) ?? row;
    const condition = args.where ? listing.condition?.(args.where) : undefined;
    this.#conditions = condition ? [condition] : [];
    this.#bounds = [...this.#bound('after'), ...this.#bound('before')];
  }

  get edges(): Promise<{ cursor: string; node: Row }[]> {
    return this.#read().then(({ rows }) => rows.map((node) => ({ node, cursor: this.#cursor(node) })));
  }

  get nodes(): Promise<Row[]> {
    return this.#read().then(({ rows }) => rows);
  }

  get pageInfo(): Promise<PageInfo> {
    return this.#read().then(({ rows, more }) => ({
      hasNextPage: this.#backward ? Boolean(this.#args.before) : more,
      hasPreviousPage: this.#backward ? more : Boolean(this.#args.after),
      startCursor: rows.length > 0 ? this.#cursor(rows[0]!) : null,
      endCursor: rows.length > 0 ? this.#cursor(rows.at(-1)!) : null,
    }));
  }

  get totalCount(): Promise<number> {
    return this.measure('count').then((count) => count ?? 0);
  }

  /** A figure over the whole list, by its name in the listing; null if it has no rows that the figure needs. */
  measure(measure: string): Promise<number | null> {
    return this.#reader.measure(measure, this.#conditions);
  }

  groupBy(field: string): Promise<GroupRow[]> {
    return this.#reader.groups(field, this.#conditions);
  }

  get #backward(): boolean {
    return this.#args.last !== null && this.#args.last !== undefined;
  }

  #cursor(row: Row): string {
    return encodeCursor(this.#keys, row as Record<string, unknown>);
  }

  #bound(side: Bound['side']): Bound[] {
    const cursor = this.#args[side];
    return cursor === null || cursor === undefined ? [] : [{ side, values: decodeCursor(this.#keys, cursor, side) }];
  }

  #read(): Promise<{ rows: Row[]; more: boolean }> {
    this.#page ??= this.#reader
      .page({
        columns: this.#columns,
        where: this.#where,
        conditions: this.#conditions,
        keys: this.#keys,
        isBackward: this.#backward,
        bounds: this.#bounds,
        limit: this.#size + 1,
      })
      .then((found) => {
        const rows = found.slice(0, this.#size).map((row) => this.#found(row));
        return { rows: this.#backward ? rows.toReversed() : rows, more: found.length > this.#size };
      });
    return this.#page;
  }
}

/** The number of rows of a page; defaults to 20. @throws GraphQLError `BAD_USER_INPUT` beyond 100 */
export function pageSize(args: PageArgs): number {
  const given = (['first', 'last'] as const).filter((name) => args[name] !== null && args[name] !== undefined);
  if (given.length > 1) throw badUserInput('last', '`first` and `last` cannot be combined; give one of them.');
  const name = given[0] ?? 'first';
  const size = args[name] ?? defaultPage;
  if (size < 0 || size > maxPage)
    throw badUserInput(
      name,
      `\`${name}\` is ${size}: it must be from 0 to ${maxPage}; use \`after\` or \`before\` for further pages.`,
    );
  return size;
}

function sortKeys<Row extends object>(listing: Listed<Row>, args: ListArgs<unknown, string>): DirectedKey[] {
  const orders = args.orderBy?.length ? args.orderBy : (listing.defaultOrder?.(args.where) ?? []);
  const keys = orders.map((order) => ({
    ...listing.order!(order.field, order.direction, args.where),
    direction: order.direction,
  }));
  const names = keys.map((key) => key.name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated) throw badUserInput('orderBy', `\`orderBy\` has ${repeated} twice.`);
  return names.includes(listing.key.name)
    ? keys
    : [...keys, { ...listing.key, direction: keys.at(-1)?.direction ?? OrderDirection.ASC }];
}

/** The sort keys that a page selects with each row, by their aliases. */
export const sortColumns = (keys: DirectedKey[]): [string, DirectedKey][] =>
  keys.map((key, index) => [sortAlias(index), key]);
