import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { Conditions } from './conditions.ts';
import { normalize, type NormalOperation, type SharedDocuments } from './normal-operation.ts';

/** How many combinations of an operation's conditions are kept. */
const MAX_FORMS = 32;

/** An operation in its normal form, with the values of a request. */
export interface BoundOperation {
  form: NormalOperation;
  /** The values of the form's variables. */
  variables: Readonly<Record<string, unknown>>;
}

/** The normal forms of an operation: one for each combination of its conditions that has occurred. */
export class OperationForms {
  readonly #source: Parameters<typeof normalize>[0];
  readonly #conditions: Conditions;
  readonly #forms = new LRUCache<string, NormalOperation>({ max: MAX_FORMS });

  /** @param tooMany the error of an operation that has too many fields once its fragments are flattened */
  constructor(
    source: { schema: GraphQLSchema; document: DocumentNode; operation: OperationDefinitionNode },
    shared: SharedDocuments,
    tooMany: () => GraphQLError,
  ) {
    this.#source = { ...source, shared, tooMany };
    this.#conditions = new Conditions(source.document);
  }

  /**
   * The operation for the variables of a request, which have been coerced.
   * @throws GraphQLError if a condition is null, or the operation has too many fields
   */
  bind(variables: Record<string, unknown>): BoundOperation {
    const error = this.#conditions.nullError(variables);
    if (error) throw error;
    const key = this.#conditions.key(variables);
    let form = this.#forms.get(key);
    if (!form) this.#forms.set(key, (form = normalize(this.#source, variables)));
    return { form, variables: form.slots.bind(variables) };
  }
}
