import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { CheckedArgs } from '../../platform/execution/compile.ts';
import { exceeded, type Limits } from './limits.ts';
import type { GatewayPlugin } from './request-context.ts';

type Checked =
  | { errors: GraphQLError[]; coerced?: undefined }
  | { errors?: undefined; coerced: Record<string, unknown> };

/**
 * Refuses variables that do not fit their types, in the same words for both engines and before any service is asked, and
 * those nested so deep that whoever walks through them would run out of stack.
 */
export function useVariableChecks(limits: Limits): GatewayPlugin {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { errors, coerced } = checkArgs(args, limits);
      if (errors) setResultAndStopExecution({ errors });
      // The engine does not coerce them again.
      else (args as CheckedArgs).coercedVariables = coerced;
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const { errors } = checkArgs(args as ExecutionArgs, limits);
      if (errors) setResultAndStopExecution({ errors });
    },
  };
}

function checkArgs({ schema, document, operationName, variableValues }: ExecutionArgs, limits: Limits): Checked {
  const operation = getOperationAST(document, operationName);
  return operation ? checkVariables(schema, operation, variableValues, limits) : { coerced: {} };
}

/** The variables of an operation in the form that resolvers take, or what is wrong with them. */
export function checkVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  values: ExecutionArgs['variableValues'],
  limits: Limits,
): Checked {
  if (variableDefinitions.length === 0) return { coerced: {} };
  // The variables themselves are a level that nobody nested.
  if (isDeeper(values, limits.variableDepth + 1)) return { errors: [exceeded('variableDepth', limits, undefined)] };
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, values ?? {}, { maxErrors: 20 });
  if (coerced) return { coerced };
  const told = errors.map(
    ({ message, nodes }) =>
      new GraphQLError(message, {
        nodes,
        extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } },
      }),
  );
  return { errors: told };
}

/** Whether objects and lists within one another go deeper than `levels`; it looks no deeper itself. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
