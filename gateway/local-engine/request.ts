import type { Caller } from '../../platform/contract/caller.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';

/** What the merged schema's resolvers need of the context they are executed with. */
export interface MergedContext {
  requestId: string;
  caller?: Caller;
  /** Aborts when the client has left, or the request has taken too long. */
  signal?: AbortSignal;
}

/** What one request keeps: a context for each subgraph that it touches, and where else its objects stand. */
export interface RequestState {
  contexts: Map<Subgraph, object>;
  /** The counterparts of objects in other subgraphs, loaded at most once, by the route that leads there. */
  counterparts: Map<object, Map<object, unknown>>;
}

/** Under which an object carries the name of the subgraph that made it. */
const GRAPH = Symbol('maillage.graph');

const STATE = Symbol('maillage.request');

/** The state of the request that a context belongs to, made on first use. */
export function stateOf(context: MergedContext): RequestState {
  const holder = context as MergedContext & { [STATE]?: RequestState };
  return (holder[STATE] ??= { contexts: new Map(), counterparts: new Map() });
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

/** The subgraph that made an object, as `noteOrigin` noted it. */
export const originOf = (value: unknown): string => (value as { [GRAPH]: string })[GRAPH];

/**
 * Notes that a subgraph made these values (an object, a list of them, a promise of either), and returns them.
 * An object that two subgraphs share in memory, or that takes no note, is told apart by a copy that inherits from it.
 */
export function noteOrigin(value: unknown, graph: string): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (Array.isArray(value)) return noteItems(value, graph);
  if (isPromise(value)) return value.then((settled) => noteOrigin(settled, graph));
  if (Symbol.iterator in value) return noteOrigin([...(value as Iterable<unknown>)], graph);
  const holder = value as { [GRAPH]?: string };
  if (holder[GRAPH] === graph) return value;
  if (holder[GRAPH] === undefined && Object.isExtensible(value)) {
    holder[GRAPH] = graph;
    return value;
  }
  return Object.create(value, { [GRAPH]: { value: graph } }) as object;
}

function noteItems(items: unknown[], graph: string): unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const noted = noteOrigin(items[index], graph);
    if (noted !== items[index]) (changed ??= [...items])[index] = noted;
  }
  return changed ?? items;
}

/** Whether a resolver's value has to be waited for. */
export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
