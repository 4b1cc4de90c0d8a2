import { createHmac, hkdfSync } from 'node:crypto';
import type { Caller } from './caller.ts';

/**
 * The headers by which a service trusts a request and its caller, as docs/identities.md specifies them.
 * @param service its name in the supergraph
 * @param body exactly as it is sent
 */
export function signatureOf(
  secret: string,
  service: string,
  body: string,
  caller: Caller | null,
): Record<string, string> {
  const timestamp = String(Date.now());
  const named = caller === null ? '' : JSON.stringify(caller);
  const signed = `${service}\n${timestamp}\n${named}\n${body}`;
  return {
    'x-maillage-timestamp': timestamp,
    ...(named && { 'x-maillage-caller': named }),
    'x-maillage-signature': createHmac('sha256', keyOf(secret, service)).update(signed).digest('hex'),
  };
}

/** The service's key, which is derived from the secret: a service that has its key alone cannot sign for the others. */
const keyOf = (secret: string, service: string): string =>
  Buffer.from(hkdfSync('sha256', secret, '', service, 32)).toString('hex');
