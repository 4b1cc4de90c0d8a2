import { getOperationAST, getVariableValues, GraphQLError, parse, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { SharedDocument } from '../../gateway/operation/normal-operation.ts';
import { OperationForms, type BoundOperation } from '../../gateway/operation/operation-forms.ts';

/** An operation, and the variables of a request. */
export interface RequestedOperation {
  query: string;
  variables?: Record<string, unknown> | undefined;
  operationName?: string | undefined;
}

/** The documents that operations share. */
export const sharedDocuments = () => new LRUCache<string, SharedDocument>({ max: 10 });

/** The normal form of an operation with the variables of a request. */
export function bindOperation(
  schema: GraphQLSchema,
  { query, variables = {}, operationName }: RequestedOperation,
  shared = sharedDocuments(),
): BoundOperation {
  const document = parse(query);
  const operation = getOperationAST(document, operationName)!;
  const forms = new OperationForms({ schema, document, operation }, shared, () => new GraphQLError('too many fields'));
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors) throw errors[0]!;
  return forms.bind(coerced);
}
