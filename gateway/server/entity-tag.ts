import { createHash } from 'node:crypto';
import type { Encoding } from './compression.ts';

/** What a representation of these bytes is known by, before its encoding is. */
export const tagOf = (body: string | Uint8Array): string => createHash('sha256').update(body).digest('base64url');

/** The strong `etag` of a representation: each encoding is another one (RFC 9110, section 8.8.3). */
export const entityTag = (tag: string, encoding: Encoding | undefined): string =>
  `"${tag}${encoding ? `-${encoding}` : ''}"`;

/** Whether a client that sends this `if-none-match` header has the representation (RFC 9110, section 13.1.2). */
export function isHeld(etag: string, ifNoneMatch: string | null | undefined): boolean {
  if (ifNoneMatch === null || ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  // The comparison is weak: `W/` does not matter.
  return ifNoneMatch.match(/"[\x21\x23-\x7e\x80-\xff]*"/g)?.includes(etag) ?? false;
}
