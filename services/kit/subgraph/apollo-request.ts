import type { IncomingMessage } from 'node:http';
import { HeaderMap } from '@apollo/server';

/** The parsed JSON of a body, or its text if it is not JSON: Apollo Server words the error. */
export function parseBody(body: Buffer): unknown {
  const text = body.toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The headers of a request, as Apollo Server takes them. */
export function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}
