import { createHmac, timingSafeEqual } from 'node:crypto';
import { anonymous, isExpiry, type Caller } from './caller.ts';
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

const TIMESTAMP = /^\d{13}$/;
const SIGNATURE = /^[0-9a-f]{64}$/;
const ACCOUNT = /^[\w-]{1,64}$/;
/** A day: timers have a maximum. */
const MAX_TIME_LEFT_MS = 86_400_000;
const INVALID = 'The signature of the request is invalid.';

type ReadHeader = (name: string) => string | undefined;

interface Refusal {
  refusal: string;
}

/** A request of the gateway to one of its services. */
interface SignedRequest {
  /** The service's name: a signature is valid for one service only. */
  service: string;
  /** What is asked beside the body: see `datasetTarget`. Undefined for the graph. */
  target?: string | undefined;
  /** The body's bytes as they are sent, or their text. */
  body: Uint8Array | string;
}

/** What a gateway tells a service about a request, beside the request itself. */
export interface RequestTerms {
  /** Whose work it is: the same for all requests of an institution or an address. It is sent as a hash, so that services learn no address. */
  account?: string | undefined;
  /** Whether the operation costs much; for an account only. */
  isHeavy?: boolean | undefined;
  /** Whether the request is part of a mutation, although it may read alone. */
  isMutation?: boolean | undefined;
  /** How long the gateway waits for the reply, in milliseconds. */
  timeLeftMs?: number | undefined;
}

interface VerifiedRequest extends RequestTerms {
  caller: Caller;
}

/**
 * The headers that sign a request, its caller and its terms: the HMAC (SHA-256, in hexadecimal), with the service's key, of
 * the service's name, the time in milliseconds, the caller with the terms as JSON (empty for an anonymous caller without
 * terms) and the body, separated by line feeds. A request for a dataset has its target after the service's name and a space.
 * @param secret the gateway's, of which the service's key is derived
 */
export function signRequest(
  secret: string,
  { account, isHeavy, isMutation, timeLeftMs, ...request }: SignedRequest & RequestTerms,
  caller = anonymous,
): Record<string, string> {
  const timestamp = String(Date.now());
  const isPlain = caller.institution === null && account === undefined && !isMutation && timeLeftMs === undefined;
  const ofAccount = account !== undefined && { account: hashed(secret, account), ...(isHeavy && { isHeavy }) };
  const named = { ...caller, ...ofAccount, ...(isMutation && { isMutation }), timeLeftMs };
  const serialized = isPlain ? '' : JSON.stringify(named);
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

/** Why the headers of a request cannot be a signature, which is known before its body is read; undefined if they may be one. */
export function refusalOf(header: ReadHeader): Refusal | undefined {
  const signature = header(SIGNATURE_HEADERS.signature);
  const timestamp = header(SIGNATURE_HEADERS.timestamp);
  if (signature === undefined || timestamp === undefined) return { refusal: 'The request is not signed by a gateway.' };
  return SIGNATURE.test(signature) && TIMESTAMP.test(timestamp) ? undefined : { refusal: INVALID };
}

/**
 * The caller and the terms of a request that the gateway signed, or why the signature is invalid: altered, stale, or of
 * another secret.
 * @param keys the service's: two while the secret is changed
 */
export function verifyRequest(
  keys: readonly string[],
  request: SignedRequest,
  header: ReadHeader,
): VerifiedRequest | Refusal {
  const refusal = refusalOf(header);
  if (refusal) return refusal;
  const timestamp = header(SIGNATURE_HEADERS.timestamp)!;
  const serialized = header(SIGNATURE_HEADERS.caller) ?? '';
  const signature = Buffer.from(header(SIGNATURE_HEADERS.signature)!, 'hex');
  const isOf = (key: string): boolean => timingSafeEqual(signature, signatureOf(key, request, timestamp, serialized));
  // The time is checked last, so that a caller without a key learns nothing about the clock.
  if (!keys.some(isOf)) return { refusal: INVALID };
  if (!(Math.abs(Date.now() - Number(timestamp)) <= SIGNATURE_WINDOW_MS))
    return { refusal: 'The signature of the request is too old, or from a clock that is ahead.' };
  return termsOf(serialized) ?? { refusal: 'The caller that the request names is malformed.' };
}

const hashed = (secret: string, account: string): string =>
  createHmac('sha256', secret).update(`account\n${account}`).digest('base64url');

const signatureOf = (
  key: string,
  { service, target, body }: SignedRequest,
  timestamp: string,
  caller: string,
): Buffer =>
  createHmac('sha256', key)
    .update(`${target === undefined ? service : `${service} ${target}`}\n${timestamp}\n${caller}\n`)
    .update(body)
    .digest();

function termsOf(serialized: string): VerifiedRequest | undefined {
  if (serialized === '') return { caller: anonymous };
  try {
    const { account, isHeavy, isMutation, timeLeftMs, ...named } = JSON.parse(serialized) as Record<string, unknown>;
    const caller = callerOf(named);
    const isAccount = account === undefined || (typeof account === 'string' && ACCOUNT.test(account));
    const isTime = timeLeftMs === undefined || isDuration(timeLeftMs);
    if (!caller || !isAccount || !isTime) return undefined;
    return { caller, account, isHeavy: isHeavy === true, ...(isMutation === true && { isMutation }), timeLeftMs };
  } catch {
    return undefined;
  }
}

const isDuration = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TIME_LEFT_MS;

function callerOf({ institution, scopes, expiresAt = null }: Record<string, unknown>): Caller | undefined {
  const areStrings = Array.isArray(scopes) && scopes.every((scope) => typeof scope === 'string');
  if (!areStrings || !(expiresAt === null || isExpiry(expiresAt))) return undefined;
  if (institution === null) return anonymous;
  const isNumber = typeof institution === 'string' && finessPattern.test(institution);
  return isNumber ? { institution, scopes, expiresAt } : undefined;
}
