import { getOperationAST, getVariableValues, GraphQLError, type ExecutionArgs } from 'graphql';
import { exceeded, type Limits } from '../limits.ts';
import type { GatewayPlugin } from './request-id.ts';

/**
 * Refuses variables that do not fit their types, in the same words for both engines and before any service is asked, and
 * those nested so deep that whoever walks through them would run out of stack.
 */
export function useVariableChecks(limits: Limits): GatewayPlugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const errors = variableErrors(args, limits);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = variableErrors(args as ExecutionArgs, limits);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
  };
}

function variableErrors(args: ExecutionArgs, limits: Limits): GraphQLError[] {
  const { schema, document, operationName, variableValues } = args;
  const definitions = getOperationAST(document, operationName)?.variableDefinitions;
  if (!definitions?.length) return [];
  // The variables themselves are a level that nobody nested.
  if (isDeeper(variableValues, limits.variableDepth + 1)) return [exceeded('variableDepth', limits, undefined)];
  const { errors } = getVariableValues(schema, definitions, variableValues ?? {}, { maxErrors: 20 });
  return (errors ?? []).map(
    ({ message, nodes }) =>
      new GraphQLError(message, {
        nodes,
        extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } },
      }),
  );
}

/** Whether objects and lists within one another go deeper than `levels`; it looks no deeper itself. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
