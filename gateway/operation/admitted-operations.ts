import {
  getOperationAST,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { KeptForms } from './kept-forms.ts';
import type { FieldLimit } from './normal-operation.ts';
import { OperationForms } from './operation-forms.ts';

/** An operation that may be executed once its variables and its cost have been checked. */
export interface AdmittedOperation {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  forms: OperationForms;
}

/**
 * The operations that have passed every plugin up to execution: their documents are valid, within the limits and
 * allowed. They are kept as long as their documents, which Yoga's cache holds.
 */
export class AdmittedOperations {
  readonly #documents: { get(text: string): DocumentNode | undefined };
  readonly #fieldLimit: FieldLimit;
  readonly #admitted = new WeakMap<DocumentNode, Map<string | null, AdmittedOperation>>();
  readonly #kept = new KeptForms();

  /** @param documents Yoga's cache of parsed documents, by text */
  constructor(documents: { get(text: string): DocumentNode | undefined }, fieldLimit: FieldLimit) {
    this.#documents = documents;
    this.#fieldLimit = fieldLimit;
  }

  /** Undefined if the operation has not been admitted, or its document has left the cache. */
  find(text: string, operationName: string | null): AdmittedOperation | undefined {
    const document = this.#documents.get(text);
    return document && this.#admitted.get(document)?.get(operationName);
  }

  /** Admits an operation that is about to be executed; undefined if its document has no operation of this name. */
  admit({ schema, document, operationName }: ExecutionArgs): AdmittedOperation | undefined {
    let operations = this.#admitted.get(document);
    if (!operations) this.#admitted.set(document, (operations = new Map()));
    const name = operationName ?? null;
    const known = operations.get(name);
    if (known) return known;
    const operation = getOperationAST(document, operationName);
    if (!operation) return undefined;
    const forms = new OperationForms({ schema, document, operation }, this.#kept, this.#fieldLimit);
    const admitted = { schema, operation, forms };
    operations.set(name, admitted);
    return admitted;
  }
}
