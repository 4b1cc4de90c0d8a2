import type { GraphQLSchema } from 'graphql';
import type { Account } from './account.ts';
import type { Caller } from './caller.ts';
import type { DatasetForm } from './dataset-forms.ts';

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
  /** Its datasets as files; undefined if it has none. */
  datasets?: DatasetDoor;
}

/** What a dataset is. */
export interface DatasetSummary {
  /** Its name in addresses and files: `care-units`. */
  name: string;
  /** What it has, in words. */
  meaning: string;
}

/** A file with rows of a dataset. */
export interface Upload {
  form: DatasetForm;
  bytes: Buffer;
  /** Tells what would change, and changes nothing. */
  dryRun: boolean;
}

/** What became of a file: the result of its mutation, with what was left out of it, in words. */
export interface PutAnswer {
  /** Why nothing was written, row by row; empty if all rows are sound. */
  refused: readonly object[];
  notices: readonly string[];
}

/** The datasets of one service or several, as files to read and to send. Its errors are for clients, as those of resolvers are. */
export interface DatasetDoor {
  /** The datasets, each after those that its rows refer to. */
  readonly list: readonly DatasetSummary[];
  /** The file to fill in with new rows. */
  template(name: string, form: 'csv' | 'xlsx', scope: RequestScope): Promise<Buffer>;
  /** The rows of the caller's institution, to correct and send back. */
  rows(name: string, form: DatasetForm, scope: RequestScope): Promise<Buffer>;
  /** Writes the rows of a file in the name of the caller's institution, all or none. */
  put(name: string, upload: Upload, scope: RequestScope): Promise<PutAnswer>;
}
