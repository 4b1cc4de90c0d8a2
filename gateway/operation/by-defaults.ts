import {
  getOperationAST,
  typeFromAST,
  valueFromAST,
  type ExecutionArgs,
  type GraphQLInputType,
  type NamedTypeNode,
} from 'graphql';
import { KeptForms } from './kept-forms.ts';
import type { FieldLimit } from './normal-operation.ts';
import { OperationForms, type BoundOperation } from './operation-forms.ts';

/**
 * An operation without a request: its variables have their defaults.
 * @throws GraphQLError if it has too many fields once its fragments are flattened
 */
export function byDefaults({ schema, document, operationName }: ExecutionArgs, fieldLimit: FieldLimit): BoundOperation {
  const operation = getOperationAST(document, operationName)!;
  const variables: Record<string, unknown> = {};
  for (const { variable, type, defaultValue } of operation.variableDefinitions ?? []) {
    if (!defaultValue) continue;
    const inputType = typeFromAST(schema, type as NamedTypeNode) as GraphQLInputType;
    variables[variable.name.value] = valueFromAST(defaultValue, inputType);
  }
  return new OperationForms({ schema, document, operation }, new KeptForms(), fieldLimit).bind(variables);
}
