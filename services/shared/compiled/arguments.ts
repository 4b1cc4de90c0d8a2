import {
  getArgumentValues,
  getNamedType,
  isSpecifiedScalarType,
  Kind,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
} from 'graphql';

/**
 * Gives a resolver the arguments that graphql-js would. graphql-jit 0.8 turns a variable without a value, inside an
 * object or a list (`where: { kind: $kind }`), into an explicit null, and writes literals of custom scalars and of
 * enums through JSON.
 */
export function withExactArguments(
  field: GraphQLField<unknown, unknown>,
  resolve: GraphQLFieldResolver<unknown, unknown>,
): GraphQLFieldResolver<unknown, unknown> {
  if (field.args.length === 0) return resolve;
  const types = new Map(field.args.map((argument) => [argument.name, getNamedType(argument.type)]));
  const exact = new WeakMap<FieldNode, boolean>();
  return (source, args, context, info) => {
    const node = info.fieldNodes[0]!;
    let isExact = exact.get(node);
    if (isExact === undefined) {
      isExact = (node.arguments ?? []).every(({ name, value }) => {
        if (value.kind === Kind.VARIABLE) return true;
        return value.kind !== Kind.LIST && isSpecifiedScalarType(types.get(name.value)!);
      });
      exact.set(node, isExact);
    }
    return resolve(source, isExact ? args : getArgumentValues(field, node, info.variableValues), context, info);
  };
}
