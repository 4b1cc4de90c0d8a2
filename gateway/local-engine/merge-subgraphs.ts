import { buildASTSchema, isAbstractType, isObjectType, type DocumentNode, type GraphQLSchema } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { followedTypes, mergeTypeResolver } from './abstract-types.ts';
import { mergeField } from './fields.ts';
import { mergeLeafTypes } from './leaf-types.ts';
import type { MergeOptions, Merging } from './merging.ts';
import { Routes } from './routes.ts';
import type { RequestScope, Subgraph } from './subgraph.ts';
import { readSupergraph } from './supergraph.ts';
import { UnsupportedSupergraph } from './unsupported-supergraph.ts';

/**
 * The public schema of a supergraph, executable in this process over the subgraphs' own resolvers. Each request must
 * execute it with a context (a `RequestScope`) of its own.
 * @param typeDefs what clients see of the supergraph
 * @throws UnsupportedSupergraph rather than answer wrongly
 */
export function mergeSubgraphs(
  supergraphDocument: DocumentNode,
  typeDefs: DocumentNode,
  subgraphs: readonly Subgraph[],
  options: MergeOptions,
): GraphQLSchema {
  const supergraph = readSupergraph(supergraphDocument);
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  const missing = supergraph.graphs.filter((name) => !byName.has(name));
  if (missing.length > 0) {
    throw new UnsupportedSupergraph(`The supergraph names subgraphs that are missing: ${missing.join(', ')}.`);
  }
  const publicSchema = buildASTSchema(typeDefs);
  const base = { ...options, supergraph, subgraphs: byName, routes: new Routes(byName) };
  const merging: Merging = { ...base, followed: followedTypes(publicSchema, base) };
  return createSchema<RequestScope>({
    typeDefs,
    resolvers: { ...mergeLeafTypes(publicSchema, merging), ...compositeResolvers(publicSchema, merging) } as never,
  });
}

function compositeResolvers(publicSchema: GraphQLSchema, merging: Merging): Record<string, Record<string, unknown>> {
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const type of Object.values(publicSchema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) resolvers[type.name] = { __resolveType: mergeTypeResolver(merging, type.name) };
    if (isObjectType(type)) {
      const fields = Object.keys(type.getFields()).map((field) => [field, mergeField(merging, type.name, field)]);
      resolvers[type.name] = Object.fromEntries(fields) as Record<string, unknown>;
    }
  }
  return resolvers;
}
