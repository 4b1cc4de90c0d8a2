/** Records the requests to services. */
interface ServiceRecord {
  /** Records a request to a service: the headers to add to it, and what to call with its outcome. */
  ask(service: string): { headers: Record<string, string>; answered(outcome: string): void };
}

/** Whose work a request is. */
interface EngineAccount {
  id?: string;
  /** Whether the operation costs much. */
  isHeavy?: boolean;
  /** Charges how long the database worked, in milliseconds. */
  spend(ms: number): void;
}

/** What the engine reads of a request's context. */
export interface EngineContext {
  requestId?: string;
  /** The caller, for whom requests to services are signed; the engine does not look at it. */
  caller?: unknown;
  /** Aborts when the client disconnects or the deadline passes. */
  signal?: AbortSignal;
  /** Whether the operation is a mutation: what services read for it may be what it has written. */
  isMutation?: boolean;
  record?: ServiceRecord;
  /** What the services' work is charged to. */
  rate?: { account: EngineAccount };
}
