import type { GraphQLSchema } from 'graphql';
import type { Account } from './account.ts';
import type { Caller } from './caller.ts';

/** What a subgraph knows about the request that it takes part in. */
export interface RequestScope {
  /** Identifies the request in logs and in masked errors. */
  requestId: string;
  /** Aborts when the client disconnects, or when the request's time is over: then with the error for the client as its reason. */
  signal?: AbortSignal;
  /** The caller, as the gateway verified it; defaults to anonymous. */
  caller?: Caller;
  /** Whether it is part of a mutation: then everything is read from the primary, where what was written is. Defaults to false. */
  isMutation?: boolean | undefined;
  /** What the request's work is charged to; defaults to nothing. */
  account?: Account;
}

/** A service as a Federation 2 subgraph, ready to run in this process or behind HTTP. */
export interface Subgraph {
  /** Its name in the registry, in the supergraph and in PostgreSQL (schema and role). */
  name: string;
  /** The SDL that it publishes, with federation directives. */
  typeDefs: string;
  /** Its executable schema, as `withFederation` returns it (`_service` and `_entities` included). */
  schema: GraphQLSchema;
  /** The context of its resolvers, made once a request. */
  createContext(scope: RequestScope): object;
}
