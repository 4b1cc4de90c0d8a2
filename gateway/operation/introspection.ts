import { executeSync, type GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { locatedError } from './located-error.ts';
import type { NormalOperation } from './normal-operation.ts';

/** How many results are kept: tools send the same few queries. */
const MAX_KEPT = 10;

/** Answers introspection, which needs nothing but the schema. Results that depend on no variable are kept. */
export class Introspection {
  readonly #schema: GraphQLSchema;
  readonly #kept = new LRUCache<DocumentNode, ExecutionResult>({ max: MAX_KEPT });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** The result of an operation's introspection; undefined if it has none. @param variableValues the client's */
  answer(
    { introspection: document, hasVariables }: NormalOperation,
    variableValues: Readonly<Record<string, unknown>> | null | undefined,
  ): ExecutionResult | undefined {
    if (!document) return undefined;
    const known = this.#kept.get(document);
    if (known) return known;
    const { data, errors } = executeSync({ schema: this.#schema, document, variableValues: variableValues ?? {} });
    // The schema is always there: what fails is an argument.
    const result = errors ? { data, errors: errors.map(ofArgument) } : { data };
    if (!hasVariables && !errors) this.#kept.set(document, result);
    return result;
  }
}

const ofArgument = ({ message, locations, path }: GraphQLError): GraphQLError =>
  locatedError(message, { path, extensions: { code: 'BAD_USER_INPUT' } }, locations);
