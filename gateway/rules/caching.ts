import { isAsyncIterable } from 'graphql-yoga';
import type { GatewayPlugin, RequestContext } from './request-context.ts';
import { varyBy } from './vary.ts';

/** What caches are told of an answer that none may keep. */
export const NOT_KEPT = 'no-store';

/** Remembers that a result has errors. */
interface CachedContext extends RequestContext {
  hasErrors?: boolean;
}

/**
 * Says which answers to a GET caches may keep: those without errors. A cache asks each time whether an answer is still the
 * same, because the data may change at any time; one that was given to the bearer of a token is for this caller alone.
 * That to a mutation is kept by none.
 */
export function useCaching(): GatewayPlugin {
  return {
    onResultProcess({ result, serverContext }) {
      (serverContext as CachedContext).hasErrors =
        isAsyncIterable(result) || [result].flat().some(({ errors }) => errors && errors.length > 0);
    },
    onResponse({ request: { method, headers: asked }, response: { status, headers }, serverContext }) {
      const { isMutation, batch } = serverContext;
      if (isMutation || batch?.mayWrite) return headers.set('cache-control', NOT_KEPT);
      if (method !== 'GET' || headers.has('cache-control')) return;
      const { hasErrors = true } = serverContext as CachedContext;
      if (hasErrors || status !== 200) return headers.set('cache-control', NOT_KEPT);
      headers.set('cache-control', asked.has('authorization') ? 'private, no-cache' : 'no-cache');
      headers.set('vary', varyBy(headers.get('vary'), 'accept', 'authorization'));
    },
  };
}
