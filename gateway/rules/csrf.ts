import { clientError } from '../../platform/errors.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Headers that a page of another origin can send only after the browser has asked the hub whether it may. */
export const PREFLIGHT_HEADERS = [
  'x-requested-with',
  'x-graphql-yoga-csrf',
  'apollo-require-preflight',
  'authorization',
] as const;

/** Others are not answered at all. */
const METHODS = new Set(['GET', 'POST']);
/** What a browser sends across origins without asking. */
const SIMPLE_TYPES = new Set(['', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']);

/** Refuses what a page of another origin can have a browser send unasked: it may reach a hub that its author cannot. */
export function useCsrfPrevention(): GatewayPlugin {
  return {
    onRequestParse({ request: { method, headers } }) {
      const type = (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
      // Browsers have let other types of a GET pass unasked, which has no body to be of any.
      const isAsked = method === 'GET' ? type === 'application/json' : !SIMPLE_TYPES.has(type);
      if (isAsked || !METHODS.has(method)) return;
      if (PREFLIGHT_HEADERS.some((name) => headers.has(name))) return;
      throw clientError(
        'CSRF_PREVENTED',
        `This request could come from any page that a browser has open: send it as a POST of content-type application/json, or with a header such as ${PREFLIGHT_HEADERS[0]}.`,
        { http: { status: 403 } },
      );
    },
  };
}
