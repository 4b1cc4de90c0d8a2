import {
  getVariableValues,
  GraphQLError,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { exceeded, type Limits } from './limits.ts';

type Checked =
  | { errors: GraphQLError[]; coerced?: undefined }
  | { errors?: undefined; coerced: Record<string, unknown> };

/**
 * The coerced variables of an operation, or what is wrong with them: with the same messages for both engines and before
 * any service is called. Variables that are nested so deeply that code which walks them could overflow the stack are
 * refused.
 */
export function checkVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  values: ExecutionArgs['variableValues'],
  limits: Limits,
): Checked {
  if (variableDefinitions.length === 0) return { coerced: {} };
  // The object of variables is a level of its own.
  if (isDeeper(values, limits.variableDepth + 1)) return { errors: [exceeded('variableDepth', limits, undefined)] };
  const { errors, coerced } = getVariableValues(schema, variableDefinitions, values ?? {}, { maxErrors: 20 });
  if (coerced) return { coerced };
  const invalid = errors.map(
    ({ message, nodes }) =>
      new GraphQLError(message, {
        nodes,
        extensions: { code: 'BAD_USER_INPUT', http: { spec: true, status: 400 } },
      }),
  );
  return { errors: invalid };
}

/** Whether objects and lists are nested deeper than `levels`; it does not descend deeper itself. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
