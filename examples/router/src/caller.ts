import { GraphQLError } from 'graphql';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { issuer } from './settings.ts';

/** The partner institution that sends a request. */
export interface Caller {
  /** Its FINESS number. */
  institution: string;
  /** What its token allows, such as `partner`. */
  scopes: string[];
  /** When its token expires, in seconds since 1970. */
  expiresAt: number;
}

const keys = issuer && createRemoteJWKSet(issuer.keys);

/**
 * The caller that a request's bearer token identifies; null for an anonymous caller.
 * @throws GraphQLError with the status 401 where the token is not valid: it must not count as anonymous
 */
export async function callerOf(authorization: string | null): Promise<Caller | null> {
  if (authorization === null) return null;
  if (!issuer || !keys) throw unauthenticated('No issuer is configured.');
  const token = authorization.replace(/^Bearer +/i, '');
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.name,
      audience: issuer.audience,
      requiredClaims: ['exp', 'institution'],
    });
    const scopes = String(payload['scope'] ?? '').split(' ');
    return {
      institution: String(payload['institution']),
      scopes: scopes.filter(Boolean),
      expiresAt: payload.exp!,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) throw unauthenticated(error.message);
    throw error;
  }
}

const unauthenticated = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
