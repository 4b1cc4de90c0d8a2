import {
  isEnumType,
  isScalarType,
  isSpecifiedScalarType,
  type GraphQLEnumType,
  type GraphQLScalarType,
  type GraphQLSchema,
} from 'graphql';
import { OperatorError } from '../../platform/errors.ts';
import type { Merging } from './fields.ts';

/** The custom scalars and the enums' internal values, as the subgraphs define them. Throws an `OperatorError` where two subgraphs disagree on a value. */
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
        throw new OperatorError(
          `Subgraphs "${known.graph}" and "${graph}" hold different values for "${type.name}.${name}": ` +
            'the local engine needs one, or run the remote engine.',
        );
      }
      values.set(name, { value, graph });
    }
  }
  return Object.fromEntries(type.getValues().map(({ name }) => [name, values.get(name)!.value]));
}
