import { getOperationAST, getVariableValues, GraphQLError, parse, type GraphQLSchema } from 'graphql';
import { KeptForms } from '../../gateway/operation/kept-forms.ts';
import { OperationForms, type BoundOperation } from '../../gateway/operation/operation-forms.ts';

/** An operation, and the variables of a request. */
export interface RequestedOperation {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
}

/** The normal form of an operation with the variables of a request. */
export function bindOperation(
  schema: GraphQLSchema,
  { query, variables = {}, operationName }: RequestedOperation,
  kept = new KeptForms(),
): BoundOperation {
  const document = parse(query);
  const operation = getOperationAST(document, operationName)!;
  const fieldLimit = { max: 4_000, error: () => new GraphQLError('too many fields') };
  const forms = new OperationForms({ schema, document, operation }, kept, fieldLimit);
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors) throw errors[0]!;
  return forms.bind(coerced);
}
