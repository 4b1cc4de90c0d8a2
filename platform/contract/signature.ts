import { createHmac, timingSafeEqual } from 'node:crypto';
import { anonymous, type Caller } from './caller.ts';
import { finessPattern } from './finess.ts';

/** How far the clocks of a gateway and its services may be apart, and for how long a request that was seen can be sent again. */
export const SIGNATURE_WINDOW_MS = 60_000;

/** The headers by which a service knows its gateway: when the request was signed, for whom, and the signature. */
export const SIGNATURE_HEADERS = {
  timestamp: 'x-maillage-timestamp',
  caller: 'x-maillage-caller',
  signature: 'x-maillage-signature',
} as const;

/** A request of the gateway to one of its services. */
export interface SignedRequest {
  /** The service's name, so that a request for one is good for no other. */
  service: string;
  /** The body's bytes as they are sent, or their text. */
  body: Uint8Array | string;
}

/**
 * The headers that vouch for a request and its caller: the HMAC (SHA-256, in hexadecimal) of the service's name, the time in
 * milliseconds, the caller as JSON (nothing for nobody in particular) and the body, with a line feed between.
 */
export function signRequest(secret: string, request: SignedRequest, caller = anonymous): Record<string, string> {
  const timestamp = String(Date.now());
  const told = caller.institution === null ? '' : JSON.stringify(caller);
  return {
    [SIGNATURE_HEADERS.timestamp]: timestamp,
    ...(told && { [SIGNATURE_HEADERS.caller]: told }),
    [SIGNATURE_HEADERS.signature]: signatureOf(secret, request, timestamp, told).toString('hex'),
  };
}

/** The caller that the gateway vouches for, or why the request is not its: altered, stale, or signed with another secret. */
export function verifyRequest(
  secret: string,
  request: SignedRequest,
  header: (name: string) => string | undefined,
): Caller | { refusal: string } {
  const given = header(SIGNATURE_HEADERS.signature);
  const timestamp = header(SIGNATURE_HEADERS.timestamp);
  if (given === undefined || timestamp === undefined) return { refusal: 'The request is not signed by a gateway.' };
  const told = header(SIGNATURE_HEADERS.caller) ?? '';
  const expected = signatureOf(secret, request, timestamp, told);
  const signature = Buffer.from(given, 'hex');
  // The time is looked at last: who does not know the secret learns nothing of the clock.
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
    return { refusal: 'The signature of the request is wrong.' };
  if (!(Math.abs(Date.now() - Number(timestamp)) <= SIGNATURE_WINDOW_MS))
    return { refusal: 'The signature of the request is too old, or of a clock that is ahead.' };
  return callerOf(told) ?? { refusal: 'The caller that the request names is malformed.' };
}

const signatureOf = (secret: string, { service, body }: SignedRequest, timestamp: string, caller: string): Buffer =>
  createHmac('sha256', secret).update(`${service}\n${timestamp}\n${caller}\n`).update(body).digest();

function callerOf(told: string): Caller | undefined {
  if (told === '') return anonymous;
  try {
    const { institution, scopes } = JSON.parse(told) as Partial<Record<keyof Caller, unknown>>;
    const isKnown = typeof institution === 'string' && finessPattern.test(institution);
    const areWords = Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string');
    return isKnown && areWords ? { institution, scopes } : undefined;
  } catch {
    return undefined;
  }
}
