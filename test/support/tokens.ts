import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { createTokenVerifier, type VerifyToken } from '../../gateway/rules/identity/token-verifier.ts';
import type { Caller } from '../../platform/contract/caller.ts';

/** The bearer of a token that is valid for as long as the tests run. */
export const bearer = (institution: string, ...scopes: string[]): Caller => ({
  institution,
  scopes,
  expiresAt: Date.UTC(2099, 11, 31, 22, 59) / 1000,
});

/** An institution that may see what is for partners, whomever it concerns. */
export const partner = bearer('570005165', 'partner', 'partner:all');

/** What a hub verifies the tokens of the tests' issuer by. */
export const issuance = {
  issuer: 'https://issuer.test',
  audience: 'maillage-test',
  algorithms: ['ES256'],
  institutionClaim: 'institution',
};

/** An issuer of tokens. */
export interface Issuer {
  publicKey: CryptoKey;
  verifyToken: VerifyToken;
  /** The headers by which a caller's request carries its token; none for nobody in particular. */
  headersOf(caller: Caller): Promise<Record<string, string>>;
}

export async function createIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const tokens = new Map<Caller, Promise<string>>();
  const mint = ({ institution, scopes, expiresAt }: Caller): Promise<string> =>
    new SignJWT({ institution, scope: scopes.join(' ') })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer(issuance.issuer)
      .setAudience(issuance.audience)
      .setExpirationTime(expiresAt!)
      .sign(privateKey);
  return {
    publicKey,
    verifyToken: createTokenVerifier({ ...issuance, keys: async () => publicKey }),
    async headersOf(caller): Promise<Record<string, string>> {
      if (caller.institution === null) return {};
      if (!tokens.has(caller)) tokens.set(caller, mint(caller));
      return { authorization: `Bearer ${await tokens.get(caller)}` };
    },
  };
}
