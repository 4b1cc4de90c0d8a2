import type { IncomingHttpHeaders } from 'node:http';
import { getCORSHeadersByRequestAndOptions, type CORSOptions } from '@whatwg-node/server';
import { REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import { RATE_HEADERS } from './rate.ts';

type Cors = (request: Request) => CORSOptions;

const SHARED = { credentials: false, exposedHeaders: [REQUEST_ID_HEADER, ...RATE_HEADERS] };

/** The origins whose pages may read responses; without credentials, as the hub uses no cookies. */
export function corsOf(origins: readonly string[] = ['*']): Cors {
  const allowed = new Set(origins);
  const isOpen = allowed.has('*');
  return (request) => {
    const origin = request.headers.get('origin');
    if (origin === null) return false;
    return isOpen || allowed.has(origin) ? { ...SHARED, origin } : false;
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
