/** The caller of a request, as a verified token names it, or anonymous. */
export interface Caller {
  /** The FINESS number of the institution that the token was issued to; null without a token. */
  institution: string | null;
  /** The scopes of the token, such as `partner`; empty without a token. */
  scopes: readonly string[];
}

/** A caller without a token, who sees what is public. */
export const anonymous: Caller = { institution: null, scopes: [] };
