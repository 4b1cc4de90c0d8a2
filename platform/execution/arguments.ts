import { getArgumentValues, type FieldNode, type GraphQLField, type GraphQLSchema } from 'graphql';
import { wrapResolvers, type Resolver } from './wrap-resolvers.ts';

/** Arguments for the variables of one request. */
interface Known {
  variables: object;
  args: Record<string, unknown>;
}

/**
 * Gives resolvers the arguments that graphql-js would, for documents that have literals. graphql-jit 0.8 turns a variable
 * without a value, inside an object or a list (`where: { kind: $kind }`), into an explicit null, and converts literals of
 * custom scalars and of enums to JSON and back. The resolvers are changed in place.
 */
export const giveExactArguments = (schema: GraphQLSchema): GraphQLSchema => wrapResolvers(schema, withExactArguments);

/** Within one request, a field of a document has one object of arguments for all rows. */
function withExactArguments(resolve: Resolver, field: GraphQLField<unknown, unknown>): Resolver {
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
