import {
  isEnumType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLEnumType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import type { Merging } from './merging.ts';
import { UnsupportedSupergraph } from './unsupported-supergraph.ts';

/**
 * The custom scalars and the enums' internal values, as the subgraphs define them.
 * @throws UnsupportedSupergraph if two subgraphs define an enum value differently
 */
export function mergeLeafTypes(
  publicSchema: GraphQLSchema,
  merging: Merging,
): Record<string, GraphQLScalarType | Record<string, unknown>> {
  const leaves: Record<string, GraphQLScalarType | Record<string, unknown>> = {};
  for (const type of Object.values(publicSchema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type) && !isSpecifiedScalarType(type)) leaves[type.name] = mergeScalar(type, merging);
    if (isEnumType(type)) leaves[type.name] = mergeEnum(type, merging);
  }
  return leaves;
}

function mergeScalar(type: GraphQLScalarType, merging: Merging): GraphQLScalarType {
  const [graph] = merging.supergraph.types.get(type.name)!.graphs;
  return merging.subgraphs.get(graph!)!.schema.getType(type.name) as GraphQLScalarType;
}

function mergeEnum(type: GraphQLEnumType, merging: Merging): Record<string, unknown> {
  const values = new Map<string, { value: unknown; graph: string }>();
  for (const graph of merging.supergraph.types.get(type.name)!.graphs) {
    const own = merging.subgraphs.get(graph)!.schema.getType(type.name) as GraphQLEnumType;
    for (const { name, value } of own.getValues()) {
      const known = values.get(name);
      if (known && known.value !== value) {
        throw new UnsupportedSupergraph(
          `Subgraphs "${known.graph}" and "${graph}" have different internal values for "${type.name}.${name}": ` +
            'give both the same value, or use the remote engine.',
        );
      }
      values.set(name, { value, graph });
    }
  }
  return Object.fromEntries(type.getValues().map(({ name }) => [name, values.get(name)!.value]));
}
