import { getArgumentValues, type FieldNode, type GraphQLField, type GraphQLFieldResolver } from 'graphql';

/** Arguments for the variables of one request. */
interface Known {
  variables: object;
  args: Record<string, unknown>;
}

/**
 * Gives a resolver the arguments that graphql-js would. graphql-jit 0.8 turns a variable without a value, inside an
 * object or a list (`where: { kind: $kind }`), into an explicit null, and converts literals of custom scalars and of
 * enums to JSON and back. Within one request, a field of a document has one object of arguments for all rows.
 */
export function withExactArguments(
  field: GraphQLField<unknown, unknown>,
  resolve: GraphQLFieldResolver<unknown, unknown>,
): GraphQLFieldResolver<unknown, unknown> {
  if (field.args.length === 0) return resolve;
  const last = new WeakMap<FieldNode, Known>();
  return (source, _args, context, info) => {
    const node = info.fieldNodes[0]!;
    const variables = info.variableValues;
    let known = last.get(node);
    if (known?.variables !== variables) {
      known = { variables, args: getArgumentValues(field, node, variables) };
      last.set(node, known);
    }
    return resolve(source, known.args, context, info);
  };
}
