import { clientError } from '../../platform/errors.ts';
import type { IsAllowedOrigin } from './cors.ts';
import { documentNamedIn, type Documents } from './documents/persisted.ts';
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
 * that the page's author cannot. A GET is answered if Fetch Metadata and `Origin` show that no page of another site sent
 * it, or one that may read the response, or if it names a registered document, whose work the operator knows.
 */
export function useCsrfPrevention(isAllowed: IsAllowedOrigin, documents: Documents | undefined): GatewayPlugin {
  return {
    async onRequestParse({ request: { method, headers, url } }) {
      const type = (headers.get('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase();
      // Some browsers have sent a GET, which has no body, with other media types without a preflight.
      const hasPreflight = method === 'GET' ? type === 'application/json' : !SIMPLE_TYPES.has(type);
      if (hasPreflight || !METHODS.has(method)) return;
      if (PREFLIGHT_HEADERS.some((name) => headers.has(name))) return;
      if (method === 'POST') throw refusal('a POST with content-type application/json');
      if (!isOfForeignPage(headers, isAllowed)) return;
      const id = documentNamedIn(url);
      if (id === undefined || (await documents?.find(id)) === undefined)
        throw refusal(
          'a POST with content-type application/json, or with `fetch` from an origin that may read responses',
        );
    },
  };
}

/** Whether a page sent a GET that is neither of the hub's site nor of an origin that may read the response. */
function isOfForeignPage(headers: Headers, isAllowed: IsAllowedOrigin): boolean {
  const site = headers.get('sec-fetch-site');
  const origin = headers.get('origin');
  // Programs send neither; browsers before Fetch Metadata send an origin with whatever their pages could read.
  if (site === null && origin === null) return false;
  if (site === 'same-origin' || site === 'same-site' || site === 'none') return false;
  return origin === null || (headers.get('sec-fetch-mode') ?? 'cors') !== 'cors' || !isAllowed(origin);
}

const refusal = (form: string) =>
  clientError(
    'CSRF_PREVENTED',
    `Any web page could make a browser send this request: send it as ${form}, or with a header such as ${PREFLIGHT_HEADERS[0]}.`,
    { http: { status: 403 } },
  );
