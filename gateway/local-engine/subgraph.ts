import type { GraphQLSchema } from 'graphql';

/** What a request hands to the subgraphs that it touches. */
export interface RequestScope {
  requestId: string;
  /** The caller, whom the engine does not look at. */
  caller?: unknown;
  /** Aborts when the client disconnects or the deadline passes. */
  signal?: AbortSignal;
  /** Whether the operation is a mutation. */
  isMutation?: boolean | undefined;
  /** What the request's work is charged to, which is for the subgraphs. */
  rate?: { account: unknown };
}

/** What a subgraph's context is made of. */
interface SubgraphScope extends Omit<RequestScope, 'rate'> {
  account?: unknown;
}

/** A subgraph that runs in this process. */
export interface Subgraph {
  /** Its name in the supergraph. */
  name: string;
  /** Its executable schema. */
  schema: GraphQLSchema;
  /** The context of its resolvers, made once a request. */
  createContext(scope: SubgraphScope): object;
}
