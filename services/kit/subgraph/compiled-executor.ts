import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { giveExactArguments } from '../../../platform/execution/arguments.ts';
import { compiledExecution } from '../../../platform/execution/compile.ts';
import { hardenForJit } from '../../../platform/execution/harden.ts';

type Executing = ApolloServerOptionsWithGateway<object>['gateway'];

/**
 * Makes Apollo Server execute compiled operations. It accepts another executor only as a gateway.
 * The schema's resolvers are hardened in place.
 */
export function compiledExecutor(schema: GraphQLSchema): Executing {
  const execute = compiledExecution();
  giveExactArguments(schema);
  hardenForJit(schema);
  return {
    onSchemaLoadOrUpdate(notify) {
      notify({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request, context, operationName }) => {
        const variableValues = request.variables;
        const result = await execute({ schema, document, operationName, contextValue: context, variableValues });
        return result.errors ? { ...result, errors: result.errors.map(withExtensions) } : result;
      },
    }),
    stop: async () => undefined,
  };
}

/** The compiler's errors may lack extensions, which Apollo Server reads. */
function withExtensions(error: GraphQLError): GraphQLError {
  return (error.extensions as object | undefined)
    ? error
    : (Object.create(error, { extensions: { value: {} } }) as GraphQLError);
}
