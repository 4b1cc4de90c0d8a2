import { errors } from 'jose';

/** A token that is not accepted; the message is for the client, and repeats nothing of the token. */
export class TokenRefusal extends Error {
  override name = 'TokenRefusal';
}

/** Nobody can tell whether tokens are good: the issuer's keys are not to be had. The cause is for the log. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

const WORDS: Record<string, string> = {
  [errors.JWTExpired.code]: 'The token has expired.',
  [errors.JOSEAlgNotAllowed.code]: 'The token is signed with an algorithm that is not accepted.',
  [errors.JWSSignatureVerificationFailed.code]: "The token's signature is wrong.",
  [errors.JWKSNoMatchingKey.code]: 'The token is signed with a key that its issuer does not publish.',
  [errors.JWKSMultipleMatchingKeys.code]: 'The token does not name the key (kid) that it is signed with.',
  [errors.JWTInvalid.code]: 'The token is malformed.',
  [errors.JWSInvalid.code]: 'The token is malformed.',
  [errors.JOSENotSupported.code]: 'The token asks for what is not supported.',
};
const CLAIMS: Record<string, string> = {
  iss: 'The token is from another issuer.',
  aud: 'The token is for another audience.',
  nbf: 'The token does not hold yet.',
};

/** Why a token could not be verified: a `TokenRefusal`, or `KeysUnavailable` where it is not the token's fault. */
export function explain(error: unknown): TokenRefusal | KeysUnavailable {
  if (error instanceof TokenRefusal || error instanceof KeysUnavailable) return error;
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (reason === 'missing') return new TokenRefusal(`The token lacks the claim ${claim}.`);
    return new TokenRefusal(CLAIMS[claim] ?? `The token's claim ${claim} is wrong.`);
  }
  const words = error instanceof errors.JOSEError ? WORDS[error.code] : undefined;
  return words ? new TokenRefusal(words) : new KeysUnavailable("The issuer's keys cannot be had", { cause: error });
}
