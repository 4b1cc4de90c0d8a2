import { Kind, type DocumentNode, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { isPromise } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Run } from '../../platform/execution/compile.ts';

/** How many answers are kept: tools send the same few queries. */
const MAX_KEPT = 10;

/**
 * Keeps the answers of documents that only query the schema, which does not change while the hub runs. They depend on
 * nothing else if the document has one operation, without variables.
 */
export function keepIntrospection(execute: Run): Run {
  const kept = new LRUCache<DocumentNode, ExecutionResult>({ max: MAX_KEPT });
  return (args) => {
    const { document } = args;
    const known = kept.get(document);
    if (known) return known;
    const result = execute(args);
    if (!isConstant(document)) return result;
    const keep = (each: ExecutionResult): ExecutionResult => {
      if (!each.errors) kept.set(document, each);
      return each;
    };
    return isPromise(result) ? result.then(keep) : keep(result);
  };
}

function isConstant({ definitions }: DocumentNode): boolean {
  const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  return operations.length === 1 && onlyQueriesSchema(operations[0]!);
}

const onlyQueriesSchema = ({ variableDefinitions, selectionSet }: OperationDefinitionNode): boolean =>
  !variableDefinitions?.length &&
  selectionSet.selections.every((each) => each.kind === Kind.FIELD && each.name.value.startsWith('__'));
