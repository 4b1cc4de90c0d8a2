import { printSchemaWithDirectives } from '@graphql-tools/utils';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Constructor } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { isAbstractType, isInterfaceType, parse, type GraphQLInterfaceType, type GraphQLSchema } from 'graphql';
import { buildSchema, getMetadataStorage } from 'type-graphql';
import { guardFields } from '../../../platform/contract/access.ts';
import { readsOf } from '../database/migration-orm.ts';
import { Connection } from '../reading/connection.ts';
import { withFederation, type ReferenceResolver } from './federation.ts';
import { giveListSizes } from './list-size.ts';
import { decodeNodeId } from '../reading/node-id.ts';
import { RequestReader, type EntityFinder } from '../reading/request-reader.ts';
import { readRequirements } from '../../../platform/contract/requirements.ts';
import { callResolversDirectly } from './resolvers.ts';
import type { Subgraph } from '../../../platform/contract/subgraph.ts';

/** A class that carries decorators, of entities, object types or resolvers. */
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
  /** The subgraph's name, and that of its PostgreSQL schema and role. */
  name: string;
  modules: Module[];
  migrations: Constructor<Migration>[];
  /** Whether its role may read the tables of all other services; it writes its own alone. */
  isReadSide?: boolean;
}

/** The federation features that the subgraphs use. */
const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize", "@requiresScopes"])`;

/** The SDL and executable schema of a service, without a database: what composition needs. */
export async function buildServiceSchema(service: Service): Promise<{ typeDefs: string; schema: GraphQLSchema }> {
  const entityTypes = service.modules.flatMap((module) => module.entityTypes);
  readPlainFields();
  const resolvers = service.modules.flatMap((module) => module.resolvers);
  const built = await buildSchema({
    resolvers: resolvers as never,
    orphanedTypes: entityTypes.map((entity) => entity.type) as never,
    scalarsMap: [],
    validate: false,
    skipCheck: true,
  });
  callResolversDirectly(built, resolvers);
  giveListSizes(built);
  for (const type of Object.values(built.getTypeMap()).filter(isInterfaceType)) unguardInterface(type);
  const typeDefs = `${federation}\n\n${printSchemaWithDirectives(built)}\n`;
  for (const type of Object.values(built.getTypeMap()).filter(isAbstractType)) {
    // A value of an abstract type says its type itself; type-graphql's own resolver would answer in a later tick.
    type.resolveType = (value: { __typename: string }) => value.__typename;
  }
  const references = entityTypes.map(({ type, key, find }): [string, ReferenceResolver] => [
    type.name,
    (representation, context) => {
      const value = key === 'id' ? keyOf(type.name, representation[key]!) : representation[key]!;
      return value === null ? null : find(context, value);
    },
  ]);
  const schema = withFederation(built, typeDefs, new Map(references));
  // Whoever asks, and whichever engine: a caller that the gateway has not vouched for is refused here.
  return { typeDefs, schema: guardFields(schema, readRequirements(parse(typeDefs))) };
}

/**
 * Has fields without a resolver of their own be read as the properties that they are, without type-graphql's wrapper
 * around each. Those of lists are promises, which the compiler of operations expects of resolvers alone.
 */
function readPlainFields(): void {
  for (const type of getMetadataStorage().objectTypes) {
    const isList = type.target === Connection || Object.prototype.isPrototypeOf.call(Connection, type.target);
    type.simpleResolvers ??= !isList;
  }
}

/** Access is told of object types alone: a router derives an interface's from those that implement it, and takes no other. */
function unguardInterface(type: GraphQLInterfaceType): void {
  for (const field of Object.values(type.getFields())) {
    if (!field.astNode?.directives) continue;
    const directives = field.astNode.directives.filter(({ name }) => name.value !== 'requiresScopes');
    field.astNode = { ...field.astNode, directives };
  }
}

/** The key that the global id of an object of a type stands for; null for the id of another type, or none. */
function keyOf(typename: string, id: string): string | null {
  const place = decodeNodeId(id);
  return place?.typename === typename ? place.key : null;
}

/** A service over its database, ready to be served. */
export async function createSubgraph(service: Service, orm: MikroORM): Promise<Subgraph> {
  const entityTypes = new Map(
    service.modules.flatMap((module) => module.entityTypes).map((entity) => [entity.type.name, entity]),
  );
  return {
    name: service.name,
    ...(await buildServiceSchema(service)),
    createContext({ signal, caller }) {
      return new RequestReader(
        readsOf(orm),
        signal ? { signal, inflightQueryAbortStrategy: 'cancel query' } : {},
        entityTypes,
        caller,
      );
    },
  };
}
