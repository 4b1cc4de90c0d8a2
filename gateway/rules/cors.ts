import type { IncomingHttpHeaders } from 'node:http';
import { getCORSHeadersByRequestAndOptions, type CORSOptions } from '@whatwg-node/server';
import { REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import { RATE_HEADERS } from './rate.ts';

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

/** The CORS headers of a response, by the headers of its request: the same as Yoga's for `corsOf`. */
export function corsHeaders(
  origins: readonly string[] | undefined,
): (headers: IncomingHttpHeaders) => Record<string, string> | null {
  const cors = corsOf(origins);
  return (headers) => {
    if (headers.origin === undefined) return null;
    const request = { headers: { get: (name: string) => headers[name] ?? null } } as unknown as Request;
    return getCORSHeadersByRequestAndOptions(request, cors(request));
  };
}
