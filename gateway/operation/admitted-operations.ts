import {
  getOperationAST,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/** An operation that may be executed once its variables and its cost have been checked. */
export interface AdmittedOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/**
 * The operations that have passed every plugin up to execution: their documents are valid, within the limits and
 * allowed. They are kept as long as their documents, which Yoga's cache holds.
 */
export class AdmittedOperations {
  readonly #documents: { get(text: string): DocumentNode | undefined };
  readonly #admitted = new WeakMap<DocumentNode, Map<string | null, AdmittedOperation>>();

  /** @param documents Yoga's cache of parsed documents, by text */
  constructor(documents: { get(text: string): DocumentNode | undefined }) {
    this.#documents = documents;
  }

  /** Undefined if the operation has not been admitted, or its document has left the cache. */
  find(text: string, operationName: string | null): AdmittedOperation | undefined {
    const document = this.#documents.get(text);
    return document && this.#admitted.get(document)?.get(operationName);
  }

  /** Admits an operation that is about to be executed. */
  admit({ schema, document, operationName }: ExecutionArgs): void {
    let operations = this.#admitted.get(document);
    if (!operations) this.#admitted.set(document, (operations = new Map()));
    const name = operationName ?? null;
    if (operations.has(name)) return;
    const operation = getOperationAST(document, operationName);
    if (operation) operations.set(name, { schema, document, operation });
  }
}
