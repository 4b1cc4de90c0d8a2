import {
  defaultTypeResolver,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
} from 'graphql';
import type { Merging } from './merging.ts';
import { contextOf, originOf } from './request.ts';
import type { RequestScope, Subgraph } from './subgraph.ts';

/** Resolves the type of an interface's or union's object with the subgraph that made the object. */
export function mergeTypeResolver(merging: Merging, typeName: string): GraphQLTypeResolver<unknown, RequestScope> {
  const { graphs } = merging.supergraph.types.get(typeName)!;
  const resolvers = new Map(graphs.map((graph) => [graph, ownTypeResolver(merging.subgraphs.get(graph)!, typeName)]));
  const [only] = resolvers.values();
  if (!merging.followed.has(typeName)) return only!;
  return (value, context, info, type) => resolvers.get(originOf(value))!(value, context, info, type);
}

function ownTypeResolver(subgraph: Subgraph, typeName: string): GraphQLTypeResolver<unknown, RequestScope> {
  const own = subgraph.schema.getType(typeName);
  if (!isAbstractType(own)) throw new TypeError(`${typeName} is not an abstract type in ${subgraph.name}`);
  const { resolveType } = own;
  return (value, context, info) => {
    const ownContext = contextOf(context, subgraph);
    if (resolveType) return resolveType(value, ownContext, info, own);
    // The default resolver calls `isTypeOf` of the possible types, which only the subgraph's schema has.
    return defaultTypeResolver(value, ownContext, { ...info, schema: subgraph.schema }, own);
  };
}

/**
 * The types whose objects have to be followed: object types of several subgraphs, unless each of these subgraphs has all
 * of their fields as plain properties, and abstract types that lead to them.
 */
export function followedTypes(
  publicSchema: GraphQLSchema,
  merging: Pick<Merging, 'supergraph' | 'subgraphs'>,
): Set<string> {
  const roots = new Set([
    publicSchema.getQueryType(),
    publicSchema.getMutationType(),
    publicSchema.getSubscriptionType(),
  ]);
  const followed = new Set<string>();
  const isShared = (name: string): boolean => merging.supergraph.types.get(name)!.graphs.length > 1;
  const abstract: GraphQLAbstractType[] = [];
  for (const type of Object.values(publicSchema.getTypeMap())) {
    if (type.name.startsWith('__') || !merging.supergraph.types.has(type.name)) continue;
    if (isAbstractType(type)) abstract.push(type);
    else if (isObjectType(type) && !roots.has(type) && isShared(type.name) && !isPlain(type, merging))
      followed.add(type.name);
  }
  for (const type of abstract) {
    if (isShared(type.name) || publicSchema.getPossibleTypes(type).some(({ name }) => followed.has(name))) {
      followed.add(type.name);
    }
  }
  return followed;
}

/** Whether each subgraph that knows a type has all of its fields, without resolvers. */
function isPlain(
  type: GraphQLObjectType,
  { supergraph, subgraphs }: Pick<Merging, 'supergraph' | 'subgraphs'>,
): boolean {
  const { graphs } = supergraph.types.get(type.name)!;
  return Object.values(type.getFields()).every(
    ({ name, type: fieldType }) =>
      isLeafType(getNamedType(fieldType)) &&
      graphs.every((graph) => {
        const own = subgraphs.get(graph)!.schema.getType(type.name);
        const field = isObjectType(own) ? own.getFields()[name] : undefined;
        return field !== undefined && field.resolve === undefined;
      }),
  );
}
