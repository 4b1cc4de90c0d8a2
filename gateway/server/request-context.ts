import type { Plugin } from 'graphql-yoga';
import type { Caller } from '../../platform/contract/caller.ts';
import { REQUEST_ID_HEADER, requestIdOf } from '../../platform/contract/request-id.ts';
import type { RequestRecord } from '../../platform/observability/request-record.ts';
import type { RateState } from '../rules/rate.ts';

/** What the plugins hand on, in the server's context and in the resolvers'. */
export interface RequestContext {
  requestId: string;
  /** Who asks, as a verified token says; nobody in particular, where it is left out. */
  caller?: Caller;
  /** Who asks, where it is being found out already. */
  identified?: Promise<Caller>;
  /** Aborts when the client has left, or the request has taken too long. */
  signal?: AbortSignal;
  /** What the operations of one body have cost together; there for a batch alone. */
  batch?: { cost: number };
  /** What is left of the caller's minute, where it is counted. */
  rate?: RateState;
  /** What the operation costs, where somebody looks. */
  record?: RequestRecord;
}

/** A plugin that runs in both engines. */
export type GatewayPlugin = Plugin<RequestContext, RequestContext>;

/** Gives each request an id (the caller's, or a new one), which is in the context, the log and the answer's header. */
export function useRequestId(): GatewayPlugin {
  return {
    onRequest({ request, serverContext }) {
      serverContext.requestId = requestIdOf(request.headers.get(REQUEST_ID_HEADER));
    },
    onResponse({ response, serverContext }) {
      if (serverContext.requestId) response.headers.set(REQUEST_ID_HEADER, serverContext.requestId);
    },
  };
}
