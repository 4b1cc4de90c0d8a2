import { hkdfSync } from 'node:crypto';

const derived = new Map<string, string>();

/**
 * The key that requests to one service are signed with, in 64 hexadecimal digits: HKDF-SHA256 of the secret, without a
 * salt and with the service's name as info. A service that has no more than its key cannot sign for the others.
 */
export function serviceKey(secret: string, service: string): string {
  const id = `${service}\n${secret}`;
  let key = derived.get(id);
  if (key === undefined) {
    key = Buffer.from(hkdfSync('sha256', secret, '', service, 32)).toString('hex');
    derived.set(id, key);
  }
  return key;
}
