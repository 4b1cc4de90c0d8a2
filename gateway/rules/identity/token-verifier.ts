import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { isExpiry, type Caller } from '../../../platform/contract/caller.ts';
import { finessPattern } from '../../../platform/contract/finess.ts';
import { explain, TokenRefusal } from './token-refusal.ts';

/**
 * The caller that a bearer token was issued to; synchronous if the token is cached.
 * @throws TokenRefusal if it is refused, KeysUnavailable if it cannot be verified
 */
export type VerifyToken = (token: string) => Caller | Promise<Caller>;

interface VerifierOptions {
  /** Finds the key that a token is signed with. */
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
  algorithms: string[];
  /** The claim that holds the institution's FINESS number. */
  institutionClaim: string;
}

/** The maximum clock difference between the hub and the issuer. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** How long a verified token is cached: once its issuer withdraws the key, it is accepted for no longer than this. */
const MAX_CACHED_MS = 5 * 60_000;
const MAX_CACHED_TOKENS = 2_000;
/** The format of a scope in RFC 6749. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** Verifies tokens (JWT) against an issuer's keys. */
export function createTokenVerifier(options: VerifierOptions): VerifyToken {
  const { keys, issuer, audience, algorithms, institutionClaim } = options;
  const verified = new LRUCache<string, Caller>({
    max: MAX_CACHED_TOKENS,
    // A token expires by the wall clock, which advances while the machine sleeps.
    perf: { now: () => Date.now() },
    ttlResolution: 0,
  });

  async function verify(token: string): Promise<Caller> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp'],
      });
      const caller = callerOf(payload, institutionClaim);
      const left = (payload.exp! + CLOCK_TOLERANCE_SECONDS) * 1000 - Date.now();
      if (left > 0) verified.set(token, caller, { ttl: Math.min(left, MAX_CACHED_MS) });
      return caller;
    } catch (error) {
      throw explain(error);
    }
  }

  return (token) => verified.get(token) ?? verify(token);
}

function callerOf(payload: JWTPayload, institutionClaim: string): Caller {
  const institution = payload[institutionClaim];
  if (typeof institution !== 'string' || !finessPattern.test(institution))
    throw new TokenRefusal(`The token's claim ${institutionClaim} is not a FINESS number.`);
  const scopes = scopesOf(payload['scope'] ?? payload['scp'] ?? []);
  const expiresAt = payload.exp;
  if (!isExpiry(expiresAt)) throw new TokenRefusal("The token's claim exp is not a time in seconds.");
  return Object.freeze({ institution, scopes: Object.freeze([...new Set(scopes)]), expiresAt });
}

/** The scopes of a claim: a string separated by spaces, as specified, or a list, as some issuers write `scp`. */
function scopesOf(claim: unknown): string[] {
  const scopes: unknown[] =
    typeof claim === 'string' ? claim.split(' ').filter(Boolean) : Array.isArray(claim) ? claim : [null];
  if (scopes.every((scope): scope is string => typeof scope === 'string' && SCOPE.test(scope))) return scopes;
  throw new TokenRefusal('The scopes of the token are malformed.');
}
