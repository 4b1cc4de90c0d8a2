import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLError } from 'graphql';
import type { RequestScope, Subgraph } from '../../../platform/contract/subgraph.ts';
import { giveExactArguments } from '../../../platform/execution/arguments.ts';
import { compiledExecution } from '../../../platform/execution/compile.ts';
import { hardenForJit } from '../../../platform/execution/harden.ts';

type Executing = ApolloServerOptionsWithGateway<RequestScope>['gateway'];

/**
 * Makes Apollo Server execute compiled operations. It accepts another executor only as a gateway.
 * The schema's resolvers are hardened in place.
 */
export function compiledExecutor(subgraph: Subgraph): Executing {
  const { schema } = subgraph;
  const execute = compiledExecution();
  giveExactArguments(schema);
  hardenForJit(schema);
  return {
    onSchemaLoadOrUpdate(notify) {
      notify({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, request, context, operation, operationName }) => {
        const variableValues = request.variables;
        const scope = context as RequestScope;
        const isMutation = operation.operation === 'mutation';
        const contextValue = subgraph.createContext(isMutation ? { ...scope, isMutation } : scope);
        const result = await execute({ schema, document, operationName, contextValue, variableValues });
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
