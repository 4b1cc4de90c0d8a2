import { createHmac, timingSafeEqual } from 'node:crypto';
import { anonymous, type Caller } from './caller.ts';
import { finessPattern } from './finess.ts';
import { serviceKey } from './service-key.ts';

/** The maximum clock difference between a gateway and its services, within which an intercepted request could be replayed. */
const SIGNATURE_WINDOW_MS = 60_000;

/** The headers by which a service recognizes its gateway: the time of the signature, the caller, and the signature. */
const SIGNATURE_HEADERS = {
  timestamp: 'x-maillage-timestamp',
  caller: 'x-maillage-caller',
  signature: 'x-maillage-signature',
} as const;

/** A request of the gateway to one of its services. */
interface SignedRequest {
  /** The service's name: a signature is valid for one service only. */
  service: string;
  /** The body's bytes as they are sent, or their text. */
  body: Uint8Array | string;
}

/**
 * The headers that sign a request and its caller: the HMAC (SHA-256, in hexadecimal), with the service's key, of the
 * service's name, the time in milliseconds, the caller as JSON (empty for an anonymous caller) and the body, separated by
 * line feeds.
 * @param secret the gateway's, of which the service's key is derived
 */
export function signRequest(secret: string, request: SignedRequest, caller = anonymous): Record<string, string> {
  const timestamp = String(Date.now());
  const serialized = caller.institution === null ? '' : JSON.stringify(caller);
  return {
    [SIGNATURE_HEADERS.timestamp]: timestamp,
    ...(serialized && { [SIGNATURE_HEADERS.caller]: serialized }),
    [SIGNATURE_HEADERS.signature]: signatureOf(
      serviceKey(secret, request.service),
      request,
      timestamp,
      serialized,
    ).toString('hex'),
  };
}

/**
 * The caller of a request that the gateway signed, or why the signature is invalid: altered, stale, or of another secret.
 * @param keys the service's: two while the secret is changed
 */
export function verifyRequest(
  keys: readonly string[],
  request: SignedRequest,
  header: (name: string) => string | undefined,
): Caller | { refusal: string } {
  const hexadecimal = header(SIGNATURE_HEADERS.signature);
  const timestamp = header(SIGNATURE_HEADERS.timestamp);
  if (hexadecimal === undefined || timestamp === undefined)
    return { refusal: 'The request is not signed by a gateway.' };
  const serialized = header(SIGNATURE_HEADERS.caller) ?? '';
  const signature = Buffer.from(hexadecimal, 'hex');
  const isOf = (key: string): boolean => {
    const expected = signatureOf(key, request, timestamp, serialized);
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  };
  // The time is checked last, so that a caller without a key learns nothing about the clock.
  if (!keys.some(isOf)) return { refusal: 'The signature of the request is invalid.' };
  if (!(Math.abs(Date.now() - Number(timestamp)) <= SIGNATURE_WINDOW_MS))
    return { refusal: 'The signature of the request is too old, or from a clock that is ahead.' };
  return callerOf(serialized) ?? { refusal: 'The caller that the request names is malformed.' };
}

const signatureOf = (key: string, { service, body }: SignedRequest, timestamp: string, caller: string): Buffer =>
  createHmac('sha256', key).update(`${service}\n${timestamp}\n${caller}\n`).update(body).digest();

function callerOf(serialized: string): Caller | undefined {
  if (serialized === '') return anonymous;
  try {
    const { institution, scopes } = JSON.parse(serialized) as Partial<Record<keyof Caller, unknown>>;
    const isKnown = typeof institution === 'string' && finessPattern.test(institution);
    const areStrings = Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string');
    return isKnown && areStrings ? { institution, scopes } : undefined;
  } catch {
    return undefined;
  }
}
