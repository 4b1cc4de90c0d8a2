import DataLoader from 'dataloader';
import { sql, type AbortableQueryOptions, type Kysely, type SelectQueryBuilder } from 'kysely';
import { coding } from './coding.ts';
import type { Condition } from './condition.ts';
import { List, sortColumns, type ListArgs, type ListReader, type PageQuery } from './list.ts';
import { decodeNodeId } from './node-id.ts';
import type { EntityType } from './service.ts';
import type { Dimension, GroupRow, Listing, Parent } from './listing.ts';

type AnyListing<Tables, Row extends object> = Listing<Tables, Row, any, any, any>;
type Query = SelectQueryBuilder<any, any, any>;

/**
 * Reads a service's listings for one request. Everything asked in one tick of one kind is one statement:
 * objects by key, and the pages, counts and groups of the lists that hang on many parents.
 */
export class Reader<Tables> {
  private readonly loaders = new Map<string, DataLoader<string, unknown>>();

  constructor(
    readonly db: Kysely<Tables>,
    readonly options: AbortableQueryOptions,
    readonly entityTypes: ReadonlyMap<string, EntityType> = new Map(),
  ) {}

  /** The object that a global id stands for, with its `__typename`; null where there is none. */
  async findNode(id: string): Promise<object | null> {
    const place = decodeNodeId(id);
    const entityType = place && this.entityTypes.get(place.typename);
    if (!entityType?.isNode) return null;
    const found = await entityType.find(this, place!.key);
    return found && { ...found, __typename: place!.typename };
  }

  /** A batch loader that lives as long as the request, made on first use under its name. */
  loader<Value>(name: string, load: (keys: readonly string[]) => Promise<Value[]>): DataLoader<string, Value> {
    let loader = this.loaders.get(name);
    if (!loader) this.loaders.set(name, (loader = new DataLoader<string, unknown>(load, { maxBatchSize: 1000 })));
    return loader as DataLoader<string, Value>;
  }

  /** The object with this key, or null. */
  async find<Row extends object>(listing: AnyListing<Tables, Row>, key: string | null): Promise<Row | null> {
    if (key === null) return null;
    return this.loader(`${listing.name} by key`, async (keys) => {
      const query = this.rows(listing, [sql<boolean>`${listing.key.expression} = any(${keys}::text[])`]);
      const rows = await query.select(sql`${listing.key.expression}`.as('~key')).execute(this.options);
      const byKey = new Map(rows.map((row) => [row['~key'], row as Row]));
      return keys.map((one) => byKey.get(one) ?? null);
    }).load(key);
  }

  /** Every object of a small kind, ordered by key. */
  all<Row extends object>(listing: AnyListing<Tables, Row>): Promise<Row[]> {
    return this.rows(listing, [])
      .orderBy(sql`${listing.key.expression}`)
      .execute(this.options) as Promise<Row[]>;
  }

  /** The list of a connection field: of all rows, or of those of one parent. */
  list<Row extends object, Where, Order extends string>(
    listing: Listing<Tables, Row, Where, Order, any>,
    args: ListArgs<Where, Order>,
    parent?: Parent,
  ): List<Row> {
    const reader = parent ? this.childReader(listing, args, parent) : this.rootReader(listing);
    return new List<Row>(listing, reader, args);
  }

  private rows(listing: AnyListing<Tables, object>, conditions: Condition[]): Query {
    return this.filtered(listing, conditions).select(sql`${listing.columns}` as never);
  }

  private filtered(listing: AnyListing<Tables, object>, conditions: Condition[]): Query {
    return conditions.reduce((query, condition) => query.where(condition), listing.from(this.db) as Query);
  }

  private pageOf(listing: AnyListing<Tables, object>, { conditions, keys, limit }: PageQuery): Query {
    let query = this.rows(listing, conditions).limit(limit);
    for (const [alias, key] of sortColumns(keys)) {
      query = query
        .select(sql`(${key.expression})::text`.as(alias))
        .orderBy(sql`${key.expression}`, key.direction === 'ASC' ? 'asc' : 'desc');
    }
    return query;
  }

  private rootReader<Row extends object>(listing: AnyListing<Tables, Row>): ListReader<Row> {
    return {
      page: (query) => this.pageOf(listing, query).execute(this.options) as Promise<Row[]>,
      count: async (conditions) => {
        const [row] = await this.filtered(listing, conditions)
          .select(sql<string>`count(*)`.as('count'))
          .execute(this.options);
        return Number(row?.count);
      },
      groups: async (field, conditions) => {
        const dimension = dimensionOf(listing, field);
        const counted = this.filtered(listing, conditions)
          .select([dimension.code, sql`count(*)`].map((part, index) => part.as(index ? 'count' : 'code')))
          .groupBy(sql`1`);
        return this.labelled(counted, dimension).then((rows) => rows.map((row) => groupRow(row, dimension)));
      },
    };
  }

  private childReader<Row extends object>(
    listing: AnyListing<Tables, Row>,
    args: ListArgs<any, any>,
    parent: Parent,
  ): ListReader<Row> {
    const batch = <Value>(kind: string, load: (parents: readonly string[]) => Promise<Value[]>): Promise<Value> =>
      this.loader(`${listing.name} of ${parent.name}: ${kind} ${JSON.stringify(args)}`, load).load(parent.key);
    const among = (parents: readonly string[]): Condition => sql<boolean>`${parent.column} = any(${parents}::text[])`;
    return {
      page: (query) =>
        batch('page', async (parents) => {
          const page = this.pageOf(listing, {
            ...query,
            conditions: [sql<boolean>`${parent.column} = ${sql.id('~parent', 'key')}`, ...query.conditions],
          });
          const result = await sql<Row & { '~of': string }>`
            select "~parent".key as "~of", page.* from unnest(${parents}::text[]) as "~parent"(key) cross join lateral ${page} as page
          `.execute(this.db, this.options);
          return perParent(parents, result.rows, (row) => row);
        }),
      count: (conditions) =>
        batch('count', async (parents) => {
          const rows = await this.filtered(listing, [among(parents), ...conditions])
            .select([sql<string>`${parent.column}`.as('~of'), sql<string>`count(*)`.as('count')])
            .groupBy(sql`1`)
            .execute(this.options);
          const counts = new Map(rows.map((row) => [row['~of'], Number(row.count)]));
          return parents.map((one) => counts.get(one) ?? 0);
        }),
      groups: (field, conditions) =>
        batch(`groups ${field}`, async (parents) => {
          const dimension = dimensionOf(listing, field);
          const counted = this.filtered(listing, [among(parents), ...conditions])
            .select([sql`${parent.column}`.as('~of'), dimension.code.as('code'), sql`count(*)`.as('count')])
            .groupBy(sql`1, 2`);
          return perParent(parents, await this.labelled(counted, dimension), (row) => groupRow(row, dimension));
        }),
    };
  }

  private async labelled(counted: Query, dimension: Dimension): Promise<CountedRow[]> {
    const code = sql<string>`counted.code`;
    const result = await sql<CountedRow>`
      select counted.*, ${dimension.label(code)} as label from ${counted} as counted order by counted.count desc, counted.code
    `.execute(this.db, this.options);
    return result.rows;
  }
}

interface CountedRow {
  '~of': string;
  code: string | null;
  label: string | null;
  count: string;
}

const groupRow = (row: CountedRow, dimension: Dimension): GroupRow => ({
  key: coding(dimension.system, row.code, row.label),
  count: Number(row.count),
});

function dimensionOf(listing: AnyListing<any, object>, field: string): Dimension {
  return (listing.dimensions as Record<string, Dimension>)[field]!;
}

function perParent<Row extends { '~of': string }, Value>(
  parents: readonly string[],
  rows: Row[],
  value: (row: Row) => Value,
): Value[][] {
  const lists = new Map<string, Value[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) lists.get(row['~of'])!.push(value(row));
  return parents.map((parent) => lists.get(parent)!);
}
