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

/** One service: its modules, its tables and their history. */
export interface Service {
  /** The name of the subgraph, and of its PostgreSQL schema and role. */
  name: string;
  modules: Module[];
  migrations: Constructor<Migration>[];
  /** What partner institutions and the reference dataset provide of it, each after those that its rows refer to. */
  datasets?: Dataset[];
  /** Whether its role may read the tables of every other service. It writes only its own. */
  isReadSide?: boolean;
}
