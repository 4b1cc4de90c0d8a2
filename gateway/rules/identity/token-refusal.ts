import { errors } from 'jose';

/** A token that is refused; the message is for the client, and repeats nothing of the token. */
export class TokenRefusal extends Error {
  override name = 'TokenRefusal';
}

/** Tokens cannot be verified, because the issuer's keys are unavailable. The cause is for the log. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable';
}

const MESSAGES: Record<string, string> = {
  [errors.JWTExpired.code]: 'The token has expired.',
  [errors.JOSEAlgNotAllowed.code]: 'The token is signed with an algorithm that is not accepted.',
  [errors.JWSSignatureVerificationFailed.code]: "The token's signature is invalid.",
  [errors.JWKSNoMatchingKey.code]: 'The token is signed with a key that its issuer does not publish.',
  [errors.JWKSMultipleMatchingKeys.code]: 'The token does not name the key (kid) that it is signed with.',
  [errors.JWTInvalid.code]: 'The token is malformed.',
  [errors.JWSInvalid.code]: 'The token is malformed.',
  [errors.JOSENotSupported.code]: 'The token uses a feature that is not supported.',
};
const CLAIM_MESSAGES: Record<string, string> = {
  iss: 'The token is from another issuer.',
  aud: 'The token is for another audience.',
  nbf: 'The token is not valid yet.',
};

/** Why a token could not be verified: a `TokenRefusal`, or `KeysUnavailable` if the token is not the reason. */
export function explain(error: unknown): TokenRefusal | KeysUnavailable {
  if (error instanceof TokenRefusal || error instanceof KeysUnavailable) return error;
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (reason === 'missing') return new TokenRefusal(`The token lacks the claim ${claim}.`);
    return new TokenRefusal(CLAIM_MESSAGES[claim] ?? `The token's claim ${claim} is invalid.`);
  }
  const message = error instanceof errors.JOSEError ? MESSAGES[error.code] : undefined;
  return message
    ? new TokenRefusal(message)
    : new KeysUnavailable("The issuer's keys are unavailable", { cause: error });
}
