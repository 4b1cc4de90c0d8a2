/** The caller of a request, as a verified token names it, or anonymous. */
export interface Caller {
  /** The FINESS number of the institution that the token was issued to; null without a token. */
  institution: string | null;
  /** The scopes of the token, such as `partner`; empty without a token. */
  scopes: readonly string[];
  /**
   * When the token expires, in seconds since 1970, as its `exp` states it; null without a token, and if the router in
   * front of a service does not pass it on.
   */
  expiresAt: number | null;
}

/** A caller without a token, who sees what is public. */
export const anonymous: Caller = { institution: null, scopes: [], expiresAt: null };

/** The last second of the year 9999: ISO 8601 writes later years in another form, which clients do not read. */
const LAST_SECOND = 253_402_300_799;

/** Whether a value is a time at which a token may expire. Milliseconds are not, which would be valid for thousands of years. */
export const isExpiry = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= LAST_SECOND;
