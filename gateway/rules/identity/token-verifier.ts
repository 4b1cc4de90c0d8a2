import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Caller } from '../../../platform/contract/caller.ts';
import { finessPattern } from '../../../platform/contract/finess.ts';
import { explain, TokenRefusal } from './token-refusal.ts';

/**
 * Tells whom a bearer token was given to; at once, where the token was seen lately.
 * @throws TokenRefusal where it is not accepted, KeysUnavailable where nobody can tell
 */
export type VerifyToken = (token: string) => Caller | Promise<Caller>;

export interface VerifierOptions {
  /** Finds the key that a token is signed with. */
  keys: JWTVerifyGetKey;
  issuer: string;
  audience: string;
  algorithms: string[];
  /** The claim that holds the institution's FINESS number. */
  institutionClaim: string;
}

/** How far the clocks of the hub and the issuer may be apart. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** A partner pays for one signature in that time; a key that its issuer withdraws is good for no longer. */
const MAX_CACHED_MS = 5 * 60_000;
const MAX_CACHED_TOKENS = 2_000;
/** How RFC 6749 writes a scope. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;

/** Verifies tokens (JWT) against an issuer's keys. */
export function createTokenVerifier(options: VerifierOptions): VerifyToken {
  const { keys, issuer, audience, algorithms, institutionClaim } = options;
  const verified = new LRUCache<string, Caller>({
    max: MAX_CACHED_TOKENS,
    // A token ends by the clock, which goes on while the machine sleeps.
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
    throw new TokenRefusal(`The token's claim ${institutionClaim} is no FINESS number.`);
  const scopes = scopesOf(payload['scope'] ?? payload['scp'] ?? []);
  return Object.freeze({ institution, scopes: Object.freeze([...new Set(scopes)]) });
}

/** As words of one text, which is the rule, or as a list, which some issuers make of `scp`. */
function scopesOf(claim: unknown): string[] {
  const words: unknown[] =
    typeof claim === 'string' ? claim.split(' ').filter(Boolean) : Array.isArray(claim) ? claim : [null];
  if (words.every((word): word is string => typeof word === 'string' && SCOPE.test(word))) return words;
  throw new TokenRefusal('The scopes of the token are malformed.');
}
