import type { IncomingMessage, ServerResponse } from 'node:http';
import { compress, encodingFor, MIN_COMPRESSED_BYTES } from './compression.ts';

/** A response whose body is complete. The names of its headers are in lower case. */
export interface CompleteResponse {
  status: number;
  headers: Record<string, string | number>;
  body: string | Uint8Array;
}

/** Headers of every response: browsers take none for anything else than its media type says. */
const ALWAYS = { 'x-content-type-options': 'nosniff' };

/** Sends a response, compressed if it is larger than 1 KB and its client accepts that. */
export function sendResponse(
  req: IncomingMessage,
  res: ServerResponse,
  response: CompleteResponse,
): void | Promise<void> {
  const { status, body } = response;
  const headers: CompleteResponse['headers'] = { ...response.headers, ...ALWAYS };
  const size = Buffer.byteLength(body);
  const isNegotiable = size > MIN_COMPRESSED_BYTES && headers['content-encoding'] === undefined;
  if (isNegotiable) headers['vary'] = varyBy(headers['vary'], 'accept-encoding');
  const encoding = isNegotiable ? encodingFor(req.headers['accept-encoding'] as string | undefined) : undefined;
  if (encoding === undefined) {
    write(res, status, headers, body, size);
    return undefined;
  }
  headers['content-encoding'] = encoding;
  return compress(typeof body === 'string' ? Buffer.from(body) : body, encoding, 'each').then((compressed) =>
    write(res, status, headers, compressed, compressed.byteLength),
  );
}

function write(
  res: ServerResponse,
  status: number,
  headers: CompleteResponse['headers'],
  body: string | Uint8Array,
  size: number,
): void {
  if (res.destroyed) return;
  // These responses have no body, and no length of one.
  if (status !== 204 && status !== 304) headers['content-length'] = size;
  res.writeHead(status, headers);
  res.end(body);
}

/** A `vary` header with one more name. */
function varyBy(vary: string | number | undefined, name: string): string {
  if (vary === undefined) return name;
  const names = String(vary).toLowerCase();
  return names === '*' || names.split(/\s*,\s*/).includes(name) ? String(vary) : `${vary}, ${name}`;
}
