import { REQUEST_ID_HEADER, requestIdOf } from '../../platform/contract/request-id.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Gives each request an id (the caller's, or a new one), which the context, the log and the response's header carry. */
export function useRequestId(): GatewayPlugin {
  return {
    onRequest({ request, serverContext }) {
      serverContext.requestId ??= requestIdOf(request.headers.get(REQUEST_ID_HEADER));
    },
    onResponse({ response, serverContext }) {
      if (serverContext.requestId) response.headers.set(REQUEST_ID_HEADER, serverContext.requestId);
    },
  };
}
