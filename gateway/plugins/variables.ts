import { getOperationAST, getVariableValues, GraphQLError, type ExecutionArgs } from 'graphql';
import type { GatewayPlugin } from './request-id.ts';

/** Refuses variables that do not fit their types, in the same words for both engines and before any service is asked. */
export function useVariableChecks(): GatewayPlugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const errors = variableErrors(args);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = variableErrors(args as ExecutionArgs);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
  };
}

function variableErrors({ schema, document, operationName, variableValues }: ExecutionArgs): GraphQLError[] {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions;
  if (!definitions?.length) return [];
  const { errors } = getVariableValues(schema, definitions, variableValues ?? {}, { maxErrors: 20 });
  return (errors ?? []).map(
    ({ message, nodes }) =>
      new GraphQLError(message, {
        nodes,
        extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } },
      }),
  );
}
