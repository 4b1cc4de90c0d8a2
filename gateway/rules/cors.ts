import type { IncomingHttpHeaders } from 'node:http';
import { getCORSHeadersByRequestAndOptions, type CORSOptions } from '@whatwg-node/server';
import { REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import { RATE_HEADERS } from './rate.ts';
import type { GatewayPlugin } from './request-context.ts';
import { varyBy } from './vary.ts';

/** How long a browser may remember what a preflight allowed: Chromium's maximum. */
const PREFLIGHT_SECONDS = '7200';

type Cors = (request: Request) => CORSOptions;

const SHARED = { credentials: false, exposedHeaders: [REQUEST_ID_HEADER, ...RATE_HEADERS] };

/** Whether pages of an origin may read responses. */
export type IsAllowedOrigin = (origin: string) => boolean;

/** @param origins the origins whose pages may read responses; `*` stands for any, and is the default */
export function originCheck(origins: readonly string[] = ['*']): IsAllowedOrigin {
  const allowed = new Set(origins);
  const isOpen = allowed.has('*');
  return (origin) => isOpen || allowed.has(origin);
}

/** The CORS options of a request: without credentials, as the hub uses no cookies. */
export function corsOf(origins?: readonly string[]): Cors {
  const isAllowed = originCheck(origins);
  return (request) => {
    const origin = request.headers.get('origin');
    return origin !== null && isAllowed(origin) ? { ...SHARED, origin } : false;
  };
}

/**
 * Says that responses depend on the origin of the page that asks, and lets browsers remember preflights. Where any page may
 * read responses, they name the page too.
 */
export function useOriginCaching(): GatewayPlugin {
  return {
    onResponse({ request: { method }, response: { headers } }) {
      headers.set('vary', varyBy(headers.get('vary'), 'origin'));
      if (method === 'OPTIONS' && headers.has('access-control-allow-methods'))
        headers.set('access-control-max-age', PREFLIGHT_SECONDS);
    },
  };
}

/** The CORS headers of a response, by the headers of its request: the same as Yoga's for `corsOf`. */
export function corsHeaders(
  origins: readonly string[] | undefined,
): (headers: IncomingHttpHeaders) => Record<string, string> {
  const cors = corsOf(origins);
  return (headers) => {
    if (headers.origin === undefined) return { vary: 'origin' };
    const request = { headers: { get: (name: string) => headers[name] ?? null } } as unknown as Request;
    const { Vary: vary, ...others } = getCORSHeadersByRequestAndOptions(request, cors(request)) ?? {};
    return { ...others, vary: varyBy(vary, 'origin') };
  };
}
