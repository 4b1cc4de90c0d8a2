import { clientError } from '../../platform/errors.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Headers that a page of another origin can send only after a CORS preflight. */
const PREFLIGHT_HEADERS = [
  'x-requested-with',
  'x-graphql-yoga-csrf',
  'apollo-require-preflight',
  'authorization',
] as const;

/** Other methods are not answered at all. */
const METHODS = new Set(['GET', 'POST']);
/** The media types that a browser sends across origins without a preflight. */
const SIMPLE_TYPES = new Set(['', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']);

/**
 * Refuses requests that a page of another origin can make a browser send without a preflight: the browser may reach a hub
 * that the page's author cannot.
 */
export function useCsrfPrevention(): GatewayPlugin {
  return {
    onRequestParse({ request: { method, headers } }) {
      const type = (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
      // Some browsers have sent a GET, which has no body, with other media types without a preflight.
      const hasPreflight = method === 'GET' ? type === 'application/json' : !SIMPLE_TYPES.has(type);
      if (hasPreflight || !METHODS.has(method)) return;
      if (PREFLIGHT_HEADERS.some((name) => headers.has(name))) return;
      throw clientError(
        'CSRF_PREVENTED',
        `Any web page could make a browser send this request: send it as a POST with content-type application/json, or with a header such as ${PREFLIGHT_HEADERS[0]}.`,
        { http: { status: 403 } },
      );
    },
  };
}
