import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { Conditions } from './conditions.ts';
import type { KeptForms } from './kept-forms.ts';
import { normalize, type FieldLimit, type NormalOperation } from './normal-operation.ts';

/** An operation in its normal form, with the values of a request. */
export interface BoundOperation {
  form: NormalOperation;
  /** The values of the form's variables. */
  variables: Readonly<Record<string, unknown>>;
  /** Whether the operation has been bound before, but with other conditions: this form is new. */
  isNewForm: boolean;
}

/** The normal forms of an operation: one for each combination of its conditions that has occurred. */
export class OperationForms {
  readonly #source: Parameters<typeof normalize>[0];
  readonly #conditions: Conditions;
  readonly #kept: KeptForms;
  readonly #key: number;
  #isBound = false;

  constructor(
    source: { schema: GraphQLSchema; document: DocumentNode; operation: OperationDefinitionNode },
    kept: KeptForms,
    fieldLimit: FieldLimit,
  ) {
    this.#source = { ...source, shared: kept.documents, fieldLimit };
    this.#conditions = new Conditions(source.document, source.operation);
    this.#kept = kept;
    this.#key = kept.newKey();
  }

  /**
   * The operation for the variables of a request, which have been coerced.
   * @throws GraphQLError if a condition is null, or the operation has too many fields
   */
  bind(variables: Record<string, unknown>): BoundOperation {
    const error = this.#conditions.nullError(variables);
    if (error) throw error;
    const key = `${this.#key} ${this.#conditions.key(variables)}`;
    const known = this.#kept.forms.get(key);
    const form = known ?? this.#normalize(variables);
    if (!known) this.#kept.forms.set(key, form);
    const isNewForm = !known && this.#isBound;
    this.#isBound = true;
    if (form instanceof GraphQLError) throw form;
    // It is used as often as its forms.
    this.#kept.documents.get(form.text);
    return { form, variables: form.slots.bind(variables), isNewForm };
  }

  #normalize(conditions: Record<string, unknown>): NormalOperation | GraphQLError {
    try {
      return normalize(this.#source, conditions);
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  }
}
