import type { IncomingHttpHeaders } from 'node:http';
import { getCORSHeadersByRequestAndOptions, type CORSOptions } from '@whatwg-node/server';
import { REQUEST_ID_HEADER } from '../../platform/contract/request-id.ts';
import { RATE_HEADERS } from './rate.ts';

type Cors = (request: Request) => CORSOptions;

const SHARED = { credentials: false, exposedHeaders: [REQUEST_ID_HEADER, ...RATE_HEADERS] };

/** Which origins' pages may read answers: without credentials, as there are no cookies to borrow. */
export function corsOf(origins: readonly string[] = ['*']): Cors {
  const allowed = new Set(origins);
  const isOpen = allowed.has('*');
  return (request) => {
    const origin = request.headers.get('origin');
    if (origin === null) return false;
    return isOpen || allowed.has(origin) ? { ...SHARED, origin } : false;
  };
}

/** The headers that tell a browser which page may read an answer, by those of its request: what Yoga gives for `corsOf`. */
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
