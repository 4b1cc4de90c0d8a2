import type { GraphQLSchema } from 'graphql';
import type { Caller } from './caller.ts';

/** What a subgraph learns of the request it takes part in. */
export interface RequestScope {
  /** Identifies the request in logs and in masked errors. */
  requestId: string;
  /** Aborts when the client has left. */
  signal?: AbortSignal;
  /** Who asks, as the gateway vouches for it; nobody in particular, where it is left out. */
  caller?: Caller;
}

/** One service as a Federation 2 subgraph, ready to run in this process or behind HTTP. */
export interface Subgraph {
  /** Its name in the registry, in the supergraph and in PostgreSQL (schema and role). */
  name: string;
  /** The SDL it publishes, with federation directives. */
  typeDefs: string;
  /** Its executable schema, as `withFederation` returns it (`_service` and `_entities` included). */
  schema: GraphQLSchema;
  /** The context its resolvers run with, made once a request. */
  createContext(scope: RequestScope): object;
}
