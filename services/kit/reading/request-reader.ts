import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { sql, type AbortableQueryOptions, type CompiledQuery, type Kysely } from 'kysely';
import type { Account } from '../../../platform/contract/account.ts';
import { anonymous, type Caller } from '../../../platform/contract/caller.ts';
import type { DatasetWriter } from '../datasets/dataset-writer.ts';
import { isOneOf } from './condition.ts';
import { countedWithPage } from './counted.ts';
import { explaining } from './explaining.ts';
import { List, type ListArgs, type ListReader } from './list.ts';
import { decodeNodeId } from './node-id.ts';
import { Placeholder, runPrepared } from './prepared.ts';
import {
  dimensionOf,
  filtered,
  groupRow,
  belongsTo,
  labelled,
  measureOf,
  numberOf,
  pageOf,
  pageValues,
  perParent,
  rowsOf,
} from './query.ts';
import { childrenShape, keysShape, pageShape } from './shapes.ts';
import type { AnyListing, Listing, Parent } from './listing.ts';
import type { AnyTables } from './tables.ts';

/** How an object of a type is found by its key. */
export interface EntityFinder {
  /** Whether the type implements `Node`, so that `node(id)` finds its objects. */
  isNode: boolean;
  find(context: RequestReader<AnyTables>, key: string): Promise<object | null> | object | null;
}

/**
 * Reads a service's listings for one request. What is requested of one kind in the same tick is one statement: objects by
 * key, and the pages, counts and groups of the lists of many parents.
 */
export class RequestReader<Tables> {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(
    readonly db: Kysely<Tables>,
    readonly options: AbortableQueryOptions & { account?: Account },
    readonly entityTypes: ReadonlyMap<string, EntityFinder> = new Map(),
    readonly caller: Caller = anonymous,
    readonly writer?: DatasetWriter,
  ) {}

  /** Reads again what has been read: it may have been written since. */
  readonly forget = (): void => this.loaders.clear();

  /** The object with a global id, with its `__typename`; null if there is none. */
  async findNode(id: string): Promise<object | null> {
    const node = decodeNodeId(id);
    const entityType = node && this.entityTypes.get(node.typename);
    if (!entityType?.isNode) return null;
    // The type does not state that its listing is of this reader's tables.
    const found = await entityType.find(this as unknown as RequestReader<AnyTables>, node!.key);
    return found && { ...found, __typename: node!.typename };
  }

  /** The batch loader of the request with this name, which is created on first use. */
  loader<Value>(name: string, load: (keys: readonly string[]) => Promise<Value[]>): DataLoader<string, Value> {
    let loader = this.loaders.get(name);
    if (!loader) this.loaders.set(name, (loader = new DataLoader<string, unknown>(load, { maxBatchSize: 1000 })));
    return loader as DataLoader<string, Value>;
  }

  /** The object with this key, or null. */
  async find<Row extends object>(listing: AnyListing<Tables, Row>, key: string | null): Promise<Row | null> {
    if (key === null) return null;
    return this.loader(`${listing.name} by key`, async (keys) => {
      const build = () =>
        rowsOf(this.db, listing, [isOneOf(listing.key.expression, listing.key.type, keys, new Placeholder('keys'))])
          .select(sql`${listing.key.expression}`.as('~key'))
          .compile();
      const rows = await this.run<Row & { '~key': string }>(listing, keysShape(keys), build, { keys });
      const byKey = new Map(rows.map((row) => [row['~key'], row as Row]));
      return keys.map((one) => byKey.get(one) ?? null);
    }).load(key);
  }

  /** All objects that meet the `where`, ordered by key: for short lists. */
  all<Row extends object, Where>(listing: Listing<Tables, Row, Where, string, string>, where?: Where): Promise<Row[]> {
    return rowsOf(this.db, listing, where && listing.condition ? [listing.condition(where)] : [])
      .orderBy(sql`${listing.key.expression}`)
      .execute(this.options) as Promise<Row[]>;
  }

  /** All rows of a parent that meet the `where`, ordered by key: for short lists. */
  async children<Row extends object, Where>(
    listing: Listing<Tables, Row, Where, string, string>,
    parent: Parent,
    where?: Where,
  ): Promise<Row[]> {
    return this.loader(`${listing.name} of ${parent.name}: all ${JSON.stringify(where)}`, async (parents) => {
      const conditions = where && listing.condition ? [listing.condition(where)] : [];
      const build = () =>
        rowsOf(this.db, listing, [belongsTo(parent, parents, new Placeholder('parents')), ...conditions], parent)
          .select(parent.column.as('~of'))
          .orderBy(sql`${listing.key.expression}`)
          .compile();
      const rows = await this.run<Row & { '~of': string }>(listing, childrenShape(parent, parents, where), build, {
        parents,
      });
      return perParent(parents, rows, (row): Row => row);
    }).load(parent.key);
  }

  /** The list of a connection field, of all rows or of those of a parent. With `info`, it reads only the selected columns. */
  list<Row extends object, Where, Order extends string>(
    listing: Listing<Tables, Row, Where, Order, string>,
    args: ListArgs<Where, Order>,
    parent?: Parent,
    info?: GraphQLResolveInfo,
  ): List<Row> {
    const reader = parent ? this.childReader(listing, args, parent) : this.rootReader(listing);
    const { where } = args;
    const explained =
      where && listing.explainNone ? explaining(reader, () => listing.explainNone!(this, where)) : reader;
    return new List<Row>(listing, listing.isCountedWithPage ? countedWithPage(explained) : explained, args, info);
  }

  private run<Row>(
    listing: object,
    shape: string | null,
    build: () => CompiledQuery,
    values: Record<string, unknown>,
  ): Promise<Row[]> {
    return runPrepared<Row>(this.db, listing, shape, build, values, this.options);
  }

  private rootReader<Row extends object>(listing: AnyListing<Tables, Row>): ListReader<Row> {
    return {
      page: (query) =>
        this.run<Row>(listing, pageShape(query), () => pageOf(this.db, listing, query).compile(), pageValues(query)),
      measure: async (measure, conditions) => {
        const [row] = await filtered(this.db, listing, conditions)
          .select(measureOf(listing, measure).as('figure'))
          .execute(this.options);
        return numberOf(row?.figure);
      },
      groups: async (field, conditions) => {
        const dimension = dimensionOf(listing, field);
        const counted = filtered(this.db, listing, conditions)
          .select([dimension.code.as('code'), sql`count(*)`.as('count')])
          .groupBy(sql`1`);
        const { rows } = await labelled(counted, dimension).execute(this.db, this.options);
        return rows.map((row) => groupRow(row, dimension));
      },
    };
  }

  private childReader<Row extends object>(
    listing: AnyListing<Tables, Row>,
    args: object,
    parent: Parent,
  ): ListReader<Row> {
    const batch = <Value>(kind: string, load: (parents: readonly string[]) => Promise<Value[]>): Promise<Value> =>
      this.loader(`${listing.name} of ${parent.name}: ${kind} ${JSON.stringify(args)}`, load).load(parent.key);
    return {
      page: (query) =>
        batch(`page of ${query.columns.join()}`, async (parents) => {
          const own = sql<boolean>`${parent.column} = ${sql.id('~parent', 'key')}`;
          const build = () => {
            const page = pageOf(this.db, listing, { ...query, conditions: [own, ...query.conditions] }, parent);
            return sql<Row & { '~of': string }>`
              select "~parent".key as "~of", page.* from unnest(${new Placeholder('parents')}::text[]) as "~parent"(key) cross join lateral ${page} as page
            `.compile(this.db);
          };
          const rows = await this.run<Row & { '~of': string }>(listing, pageShape(query, parent), build, {
            ...pageValues(query),
            parents,
          });
          return perParent(parents, rows, (row) => row);
        }),
      measure: (measure, conditions) =>
        batch(measure, async (parents) => {
          const rows = await filtered(this.db, listing, [belongsTo(parent, parents), ...conditions], parent)
            .select([parent.column.as('~of'), measureOf(listing, measure).as('figure')])
            .groupBy(sql`1`)
            .execute(this.options);
          const figures = new Map(rows.map((row) => [row['~of'], numberOf(row.figure)]));
          return parents.map((one) => figures.get(one) ?? null);
        }),
      groups: (field, conditions) =>
        batch(`groups ${field}`, async (parents) => {
          const dimension = dimensionOf(listing, field);
          const counted = filtered(this.db, listing, [belongsTo(parent, parents), ...conditions], parent)
            .select([parent.column.as('~of'), dimension.code.as('code'), sql`count(*)`.as('count')])
            .groupBy(sql`1, 2`);
          const { rows } = await labelled(counted, dimension).execute(this.db, this.options);
          return perParent(parents, rows, (row) => groupRow(row, dimension));
        }),
    };
  }
}
