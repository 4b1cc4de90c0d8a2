import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { introspect } from '../operation/introspection.ts';
import type { BoundOperation } from '../operation/operation-forms.ts';
import type { Limits } from '../rules/limits.ts';
import { writeResults, type WrittenResult } from '../rules/response-size.ts';

/** How many bytes of answers are kept as they are written. */
const MAX_BYTES = 16 * 1024 * 1024;
/** How many results are kept, for operations that ask for other things too. */
const MAX_RESULTS = 5;

/**
 * Answers introspection. The schema of a process does not change, and tools ask the same of it, in documents that differ in
 * their layout: answers are kept, and those of operations that are introspection alone also as they are written.
 */
export class KeptIntrospection {
  readonly #limits: Limits;
  readonly #results = new LRUCache<string, ExecutionResult>({ max: MAX_RESULTS });
  readonly #written = new LRUCache<string, WrittenResult>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes }, key) => bytes + key.length,
  });

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * The result of an operation's introspection; undefined if it has none. Errors name places in a document, and are not kept.
   * @param variableValues the client's
   */
  resultOf(
    schema: GraphQLSchema,
    operation: BoundOperation,
    variableValues: Parameters<typeof introspect>[2],
  ): ExecutionResult | undefined {
    if (!operation.form.introspection) return undefined;
    const key = keyOf(operation);
    const result = this.#results.get(key) ?? introspect(schema, operation.form, variableValues);
    if (result && !result.errors) this.#results.set(key, result);
    return result;
  }

  /** The whole answer to an operation that is introspection alone, which is made unless it is kept. */
  async answer(operation: BoundOperation, make: () => ExecutionResult): Promise<ExecutionResult> {
    const key = keyOf(operation);
    const known = this.#written.get(key);
    if (known) return known;
    const result = make();
    if (result.errors) return result;
    const [written] = await writeResults([result], this.#limits);
    // One that is too large has errors instead.
    if (written!.errors) return written!;
    // The text is enough, and a fraction of what the objects take.
    const kept = { ...written!, data: {} };
    this.#written.set(key, kept);
    return kept;
  }
}

/** Equal for operations with the same answer. */
const keyOf = ({ form, variables }: BoundOperation): string => `${form.text}\n${JSON.stringify(variables)}`;
