import { executeSync, type GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { locatedError } from './located-error.ts';
import type { NormalOperation } from './normal-operation.ts';

/**
 * The result of an operation's introspection, which needs nothing but the schema; undefined if it has none.
 * @param variableValues the client's
 */
export function introspect(
  schema: GraphQLSchema,
  { introspection: document }: NormalOperation,
  variableValues: Readonly<Record<string, unknown>> | null | undefined,
): ExecutionResult | undefined {
  if (!document) return undefined;
  const { data, errors } = executeSync({ schema, document, variableValues: variableValues ?? {} });
  // The schema is always there: what fails is an argument.
  return errors ? { data, errors: errors.map(ofArgument) } : { data };
}

const ofArgument = ({ message, locations, path }: GraphQLError): GraphQLError =>
  locatedError(message, { path, extensions: { code: 'BAD_USER_INPUT' } }, locations);
