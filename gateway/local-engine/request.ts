import type { RequestScope, Subgraph } from './subgraph.ts';

/** What is kept for one request: a context for each subgraph that it touches, and the counterparts of its objects. */
interface RequestState {
  contexts: Map<Subgraph, object>;
  /** The counterparts of objects in other subgraphs, loaded at most once, by the route that leads there. */
  counterparts: Map<object, Map<object, unknown>>;
}

/** The property of an object that holds the name of the subgraph that made it. */
const ORIGIN = Symbol('maillage.origin');

const STATE = Symbol('maillage.request');

type StateHolder = RequestScope & { [STATE]?: RequestState | undefined };

/** The state of the request that a context belongs to, made on first use. */
export function stateOf(context: RequestScope): RequestState {
  return ((context as StateHolder)[STATE] ??= { contexts: new Map(), counterparts: new Map() });
}

/**
 * Begins a root field of a mutation, which sees what those before it have written: with contexts of its own, so that
 * nothing that was read before is taken for the answer. One that the request has no time left for is not executed.
 */
export function beginMutation(context: RequestScope): void {
  context.signal?.throwIfAborted();
  (context as StateHolder)[STATE] = undefined;
}

/** The subgraph's own context for this request, made on first use. */
export function contextOf(context: RequestScope, subgraph: Subgraph): object {
  const { contexts } = stateOf(context);
  let own = contexts.get(subgraph);
  if (own === undefined) {
    const { requestId, signal, caller, rate, isMutation } = context;
    own = subgraph.createContext({
      requestId,
      ...(isMutation && { isMutation }),
      ...(signal && { signal }),
      ...(caller !== undefined && { caller }),
      ...(rate && { account: rate.account }),
    });
    contexts.set(subgraph, own);
  }
  return own;
}

/** The subgraph that made an object, as `markOrigin` recorded it. */
export const originOf = (value: unknown): string => (value as { [ORIGIN]: string })[ORIGIN];

/**
 * Records that a subgraph made these values (an object, a list of them, a promise of either), and returns them. An
 * object that two subgraphs share in memory, or that cannot be extended, is replaced by one that inherits from it.
 */
export function markOrigin(value: unknown, graph: string): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (Array.isArray(value)) return markItems(value, graph);
  if (isPromise(value)) return value.then((settled) => markOrigin(settled, graph));
  if (Symbol.iterator in value) return markOrigin([...(value as Iterable<unknown>)], graph);
  const holder = value as { [ORIGIN]?: string };
  if (holder[ORIGIN] === graph) return value;
  if (holder[ORIGIN] === undefined && Object.isExtensible(value)) {
    holder[ORIGIN] = graph;
    return value;
  }
  return Object.create(value, { [ORIGIN]: { value: graph } }) as object;
}

function markItems(items: unknown[], graph: string): unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const marked = markOrigin(items[index], graph);
    if (marked !== items[index]) (changed ??= [...items])[index] = marked;
  }
  return changed ?? items;
}

/** Whether a resolver's value has to be awaited. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
