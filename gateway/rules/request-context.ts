import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Account } from '../../platform/contract/account.ts';
import type { Caller } from '../../platform/contract/caller.ts';
import type { RequestRecord } from '../../platform/observability/request-record.ts';

/** What the plugins pass on, in the server's context and in the resolvers'. */
export interface RequestContext {
  /** The request and its response on the socket; undefined for a request within this process. */
  req?: IncomingMessage;
  res?: ServerResponse;
  requestId: string;
  /** The caller that a verified token names; anonymous if absent. */
  caller?: Caller;
  /** The caller, while its token is being verified. */
  identified?: Promise<Caller>;
  /** Whether the bytes of its body are counted among those in flight. */
  isBodyHeld?: boolean;
  /** Aborts when the client disconnects or the deadline passes. */
  signal?: AbortSignal;
  /** The operations of one body; set for a batch only. */
  batch?: Batch;
  /** Whether the operation is a mutation; set before it is executed. */
  isMutation?: boolean;
  /** What the operation may cost; set before it is executed. */
  cost?: number;
  /** What the request's work is charged to, and what the caller has left; set if callers are counted. */
  rate?: RateState;
  /** What the operation costs; set if operations are observed. */
  record?: RequestRecord;
}

/** The operations of one body together. */
interface Batch {
  /** What they cost so far. */
  cost: number;
  /** When the next of them may begin. */
  turn: Promise<void>;
  /** Whether one of them may be a mutation: then each begins when those before it have ended. */
  mayWrite: boolean;
  /** When those that have had their turn have ended. */
  ended: Promise<void>;
  /** Why none of them may begin. */
  refusal?: GraphQLError;
}

/** The context of a request that arrived on a socket. */
export type SocketContext = RequestContext & Required<Pick<RequestContext, 'req' | 'res'>>;

/** How a request is counted. */
export interface RateState {
  /** Charged with the database's work on the request. */
  account: Account & { id: string };
  /** What the caller has left in the current minute; set if operations are limited. */
  window?: RateWindow;
}

interface RateWindow {
  limit: number;
  remaining: number;
  /** Seconds until the next minute starts. */
  reset: number;
}

/** A plugin that runs in front of both engines. */
export type GatewayPlugin = Plugin<RequestContext, RequestContext>;
