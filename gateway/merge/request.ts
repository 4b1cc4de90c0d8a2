import type { Caller } from '../../services/shared/caller.ts';
import type { Subgraph } from '../../services/shared/subgraph.ts';

/** What the merged schema's resolvers need of the context they are executed with. */
export interface MergedContext {
  requestId: string;
  caller?: Caller;
  /** Aborts when the client has left, or the request has taken too long. */
  signal?: AbortSignal;
}

/** Which subgraph made an object, and its counterparts in the other subgraphs, loaded at most once. */
export interface Origin {
  graph: string;
  /** By the reader of the key that leads there: one object may stand for several types. */
  counterparts: Map<object, unknown>;
}

/** What one request keeps: a context for each subgraph that it touches, and where its objects come from. */
export interface RequestState {
  contexts: Map<Subgraph, object>;
  origins: Map<object, Origin>;
}

const STATE = Symbol('maillage.request');

/** The state of the request that a context belongs to, made on first use. */
export function stateOf(context: MergedContext): RequestState {
  const holder = context as MergedContext & { [STATE]?: RequestState };
  return (holder[STATE] ??= { contexts: new Map(), origins: new Map() });
}

/** The subgraph's own context for this request, made on first use. */
export function contextOf(context: MergedContext, subgraph: Subgraph): object {
  const { contexts } = stateOf(context);
  let own = contexts.get(subgraph);
  if (own === undefined) {
    const { requestId, signal, caller } = context;
    own = subgraph.createContext({ requestId, ...(signal && { signal }), ...(caller && { caller }) });
    contexts.set(subgraph, own);
  }
  return own;
}

/**
 * Notes that a subgraph made these values (an object, a list of them, a promise of either), and returns them.
 * An object that two subgraphs share in memory is told apart by a copy that inherits from it.
 */
export function noteOrigin(value: unknown, graph: string, state: RequestState): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (Array.isArray(value)) return noteItems(value, graph, state);
  if (isPromise(value)) return value.then((settled) => noteOrigin(settled, graph, state));
  if (Symbol.iterator in value) return noteOrigin([...(value as Iterable<unknown>)], graph, state);
  const known = state.origins.get(value);
  if (known === undefined) {
    state.origins.set(value, { graph, counterparts: new Map() });
    return value;
  }
  return known.graph === graph ? value : noteOrigin(Object.create(value) as object, graph, state);
}

function noteItems(items: unknown[], graph: string, state: RequestState): unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const noted = noteOrigin(items[index], graph, state);
    if (noted !== items[index]) (changed ??= [...items])[index] = noted;
  }
  return changed ?? items;
}

/** Whether a resolver's value has to be waited for. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
