import { getOperationAST, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { GatewayPlugin } from '../server/request-context.ts';

/** An operation that may be executed once its variables and its cost are known to be good. */
export interface AdmittedOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/**
 * The operations that came as far as their execution through every plugin: their documents are within the limits, valid,
 * and may be asked. They are held as long as the documents, which Yoga's cache holds.
 */
export class AdmittedOperations {
  readonly #documents: { get(text: string): DocumentNode | undefined };
  readonly #admitted = new WeakMap<DocumentNode, Map<string | null, AdmittedOperation>>();

  /** @param documents Yoga's cache of what it has parsed, by text */
  constructor(documents: { get(text: string): DocumentNode | undefined }) {
    this.#documents = documents;
  }

  /** Undefined where nobody has asked for it so far, or its document is held no more. */
  find(text: string, operationName: string | null): AdmittedOperation | undefined {
    const document = this.#documents.get(text);
    return document && this.#admitted.get(document)?.get(operationName);
  }

  /** Admits what is about to be executed. */
  plugin(): GatewayPlugin {
    return {
      onExecute: ({ args: { schema, document, operationName } }) => {
        let operations = this.#admitted.get(document);
        if (!operations) this.#admitted.set(document, (operations = new Map()));
        const name = operationName ?? null;
        if (operations.has(name)) return;
        const operation = getOperationAST(document, operationName);
        if (operation) operations.set(name, { schema, document, operation });
      },
    };
  }
}
