import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, isAbstractType, isObjectType, type GraphQLSchema } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { OperatorError } from '../../platform/errors.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { followedTypes, mergeTypeResolver } from './abstract-types.ts';
import { mergeField, type Merging } from './fields.ts';
import { mergeLeafTypes } from './leaf-types.ts';
import type { MergedContext } from './request.ts';
import { readSupergraph } from './supergraph.ts';

export type { MergedContext } from './request.ts';

/**
 * The public schema of a supergraph, executable in this process over the subgraphs' own resolvers. Execute it with a
 * `MergedContext` of its own for each request.
 * Throws an `OperatorError` that names what cannot be executed so, rather than answer wrongly.
 */
export function mergeSubgraphs(supergraphSdl: string, subgraphs: Subgraph[]): GraphQLSchema {
  const supergraph = readSupergraph(supergraphSdl);
  const byName = new Map(subgraphs.map((subgraph) => [subgraph.name, subgraph]));
  const missing = supergraph.graphs.filter((name) => !byName.has(name));
  if (missing.length > 0) {
    throw new OperatorError(`The supergraph names subgraphs that are not here: ${missing.join(', ')}.`);
  }
  const typeDefs = transformSupergraphToPublicSchema(supergraph.document);
  const publicSchema = buildASTSchema(typeDefs);
  const base = { supergraph, subgraphs: byName };
  const merging: Merging = { ...base, followed: followedTypes(publicSchema, base) };
  return createSchema<MergedContext>({
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
