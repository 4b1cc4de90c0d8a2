import { getNullableType, isAbstractType, isListType, type GraphQLSchema } from 'graphql';
import { inTurns, isThenable, turnFor } from './list-turns.ts';
import { wrapResolvers } from './wrap-resolvers.ts';

/**
 * Works around, in the schema's resolvers, what graphql-jit 0.8 does wrong with the values that they return:
 * - an exception while it completes the value of a promise (a getter that throws, a type that does not resolve) leaves
 *   the request without a response and ends the process; it becomes the field's error;
 * - a rejected promise in a list shifts the items after it; it becomes that item's error;
 * - everything that is known is completed at once, however much it is: long lists, and many of them, are given to it in turns.
 */
export function hardenForJit(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type) && type.resolveType) {
      const { resolveType } = type;
      type.resolveType = (value, context, info, abstractType) => {
        try {
          const resolved = resolveType(value, context, info, abstractType);
          return isThenable(resolved) ? 'a promise, but resolveType must be synchronous' : resolved;
        } catch (error) {
          // The compiler cannot handle this error: as the name of an unknown type, it reaches the log in a message.
          return String(error);
        }
      };
    }
  }
  return wrapResolvers(schema, (resolve, { type }) => {
    const guard = isListType(getNullableType(type)) ? guardList : guardValue;
    return (source, args, context, info) => guard(resolve(source, args, context, info));
  });
}

function guardValue(value: unknown): unknown {
  return isThenable(value) ? catching(value, (settled) => settled) : value;
}

function guardList(value: unknown): unknown {
  return isThenable(value) ? catching(value, guardItems, turnOf) : guardItems(value);
}

const turnOf = (list: unknown): Promise<void> | undefined => (Array.isArray(list) ? turnFor(list.length) : undefined);

function guardItems(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  const items = inTurns(list);
  if (!items.some(isThenable)) return list;
  return items.map((item: unknown) =>
    isThenable(item)
      ? catching(
          item.then((settled) => settled, asError),
          (settled) => settled,
        )
      : item,
  );
}

/** GraphQL treats a returned error as a thrown one, and the compiler gives it the right path. */
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

function catching(
  promise: PromiseLike<unknown>,
  prepare: (settled: unknown) => unknown,
  turn?: (settled: unknown) => Promise<void> | undefined,
): PromiseLike<unknown> {
  return {
    then: (onSettled, onFailed) => {
      const complete = (settled: unknown): never => {
        try {
          return onSettled!(prepare(settled)) as never;
        } catch (error) {
          // graphql-js learns of the failure from the promise that this returns.
          if (!onFailed) throw error;
          return onFailed(error) as never;
        }
      };
      return promise.then((settled) => {
        const waiting = turn?.(settled);
        return waiting ? (waiting.then(() => complete(settled)) as never) : complete(settled);
      }, onFailed);
    },
  };
}
