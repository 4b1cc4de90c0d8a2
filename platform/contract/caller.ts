/** Who asks: what a verified token says, or nobody in particular. */
export interface Caller {
  /** The FINESS number of the institution that the token was given to; null for a caller without one. */
  institution: string | null;
  /** What the token allows, such as `partner`; nothing for a caller without one. */
  scopes: readonly string[];
}

/** A caller without a token: it sees what is public. */
export const anonymous: Caller = { institution: null, scopes: [] };
