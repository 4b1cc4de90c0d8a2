import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import type { Dataset } from './datasets/dataset.ts';
import type { EntityFinder } from './reading/request-reader.ts';

/** A class with decorators: an entity, an object type or a resolver. */
export type DecoratedClass = abstract new (...args: never[]) => object;

/** How a type of the graph is found by its key: for `node`, and for the representations of other subgraphs. */
export interface EntityType extends EntityFinder {
  type: DecoratedClass;
  /** The key field that representations carry. Where it is `id`, objects are found by the key within the global id. */
  key: string;
}

/** A folder of a service: what it adds to the service's tables and graph. */
export interface Module {
  name: string;
  entities: DecoratedClass[];
  resolvers: DecoratedClass[];
  entityTypes: EntityType[];
}

/** How the change log tells of the rows of a table. What it leaves out follows from the table: see `database/change-log`. */
export interface TrackedTable {
  /** The GraphQL type of the rows, or the one for each value of a column; defaults to the table's name. */
  type?: string | { by: string; types: Readonly<Record<string, string>> };
  /** The columns of the key by their names in the dataset, or the start of a period; defaults to the primary key. */
  key?: Readonly<Record<string, string>>;
  /** The columns that the key within the global id is made of; without them, the rows have no global id. */
  id?: readonly string[];
  /** The names of fields by column, where they do not follow from the column's; null for a column that is not a fact. */
  fields?: Readonly<Record<string, string | null>>;
  /** The list of a parent that the rows are the items of: they are changes of the parent. */
  itemsOf?: { table: string; field: string; parent: string; item: string };
  /** The fields that only partner institutions may see, as in the graph. */
  confidential?: 'all' | readonly string[];
  /** Other rows that name establishments which a row concerns: those whose `key` is in the `column` of the row. */
  concerns?: readonly { column: string; table: string; key: string; finess: readonly string[] }[];
}

/** One service: its modules, its tables and their history. */
export interface Service {
  /** The name of the subgraph, and of its PostgreSQL schema and role. */
  name: string;
  modules: Module[];
  migrations: Constructor<Migration>[];
  /** What partner institutions and the reference dataset provide of it, each after those that its rows refer to. */
  datasets?: Dataset[];
  /** The tables that the change log does not tell of by their own names and columns, and null for those that it leaves out. */
  tracked?: Readonly<Record<string, TrackedTable | null>>;
  /** Whether its role may read the tables of every other service. It writes only its own. */
  isReadSide?: boolean;
}
