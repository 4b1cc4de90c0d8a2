import type { GraphQLField, GraphQLFieldResolver } from 'graphql';
import { argumentError } from './argument-slots.ts';

/** The resolver of a field that fails if an argument could not be read. */
export function refuseInvalidArguments(
  resolve: GraphQLFieldResolver<unknown, unknown>,
  { args }: GraphQLField<unknown, unknown>,
): GraphQLFieldResolver<unknown, unknown> {
  if (args.length === 0) return resolve;
  return (source, values, context, info) => {
    for (const { name } of args) {
      const error = argumentError(values[name]);
      if (error) throw error;
    }
    return resolve(source, values, context, info);
  };
}
