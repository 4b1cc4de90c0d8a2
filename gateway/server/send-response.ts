import type { IncomingMessage, ServerResponse } from 'node:http';
import { varyBy } from '../rules/vary.ts';
import { compressResponse, encodingFor, MIN_COMPRESSED_BYTES } from './compression.ts';
import { entityTag, isHeld, tagOf } from './entity-tag.ts';

/** A response whose body is complete. The names of its headers are in lower case. */
export interface CompleteResponse {
  status: number;
  headers: Record<string, string | number>;
  body: string | Uint8Array;
}

/** Headers of every response: browsers take none for anything else than its media type says. */
const ALWAYS = { 'x-content-type-options': 'nosniff' };

/**
 * Sends a response, compressed if it is larger than 1 KB and its client accepts that; without its body if its client has
 * that already.
 */
export function sendResponse(
  req: IncomingMessage,
  res: ServerResponse,
  response: CompleteResponse,
): void | Promise<void> {
  const { status, body } = response;
  const headers: CompleteResponse['headers'] = { ...response.headers, ...ALWAYS };
  const size = Buffer.byteLength(body);
  const isNegotiable = size > MIN_COMPRESSED_BYTES && headers['content-encoding'] === undefined;
  if (isNegotiable) headers['vary'] = varyBy(headers['vary'] as string | undefined, 'accept-encoding');
  const encoding = isNegotiable ? encodingFor(req.headers['accept-encoding'] as string | undefined) : undefined;
  if (isRevalidated(status, headers)) {
    const etag = (headers['etag'] = entityTag(tagOf(body), encoding));
    if (isHeld(etag, req.headers['if-none-match'])) return write(res, 304, headers, '', 0);
  }
  if (encoding === undefined) return write(res, status, headers, body, size);
  headers['content-encoding'] = encoding;
  return compressResponse(body, encoding).then((compressed) =>
    write(res, status, headers, compressed, compressed.byteLength),
  );
}

/** Whether caches keep a response, and ask each time whether it is still the same. */
const isRevalidated = (status: number, headers: CompleteResponse['headers']): boolean =>
  status === 200 && headers['etag'] === undefined && String(headers['cache-control']).includes('no-cache');

function write(
  res: ServerResponse,
  status: number,
  headers: CompleteResponse['headers'],
  body: string | Uint8Array,
  size: number,
): void {
  if (res.destroyed) return;
  // These responses have no body, and no length of one.
  if (status === 304) delete headers['content-length'];
  else if (status !== 204) headers['content-length'] = size;
  res.writeHead(status, headers);
  res.end(body);
}
