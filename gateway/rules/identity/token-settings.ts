import { createRemoteJWKSet } from 'jose';
import { development, developmentKeyFile, verificationKey } from '../../../platform/development-key.ts';
import type { Env } from '../../../platform/env.ts';
import { TokenRefusal } from './token-refusal.ts';
import { createTokenVerifier, type VerifyToken } from './token-verifier.ts';

/**
 * Verifies tokens as the settings demand: against the issuer's published keys; without an issuer, and not in production,
 * against the key of `maillage token`. Undefined if no token is accepted.
 */
export function tokenVerifierOf(env: Env): VerifyToken | undefined {
  const { NODE_ENV, JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWKS_URL: url } = env;
  const institutionClaim = env.JWT_INSTITUTION_CLAIM;
  if (issuer !== undefined && audience !== undefined && url !== undefined) {
    const keys = createRemoteJWKSet(new URL(url));
    return createTokenVerifier({ keys, issuer, audience, algorithms: env.JWT_ALGORITHMS, institutionClaim });
  }
  if (NODE_ENV === 'production') return undefined;
  const file = developmentKeyFile(env);
  return createTokenVerifier({
    ...development,
    algorithms: [development.algorithm],
    institutionClaim,
    // Read on use: the first token may be minted while the hub is running.
    async keys() {
      const key = await verificationKey(file);
      if (key) return key;
      throw new TokenRefusal('No issuer is configured, and there is no development key: see `npx maillage token`.');
    },
  });
}
