import type { GraphQLError } from 'graphql';
import { isPromise } from 'graphql-yoga';
import { clientError } from '../../../platform/errors.ts';
import { TokenRefusal } from './token-refusal.ts';
import type { VerifyToken } from './token-verifier.ts';
import type { ErrorLog } from '../error-log.ts';
import type { CountOperations } from '../rate.ts';
import { refusalResponse } from '../refusal-response.ts';
import type { GatewayPlugin } from '../request-context.ts';

const HEALTH: ReadonlySet<string> = new Set(['/health/live', '/health/ready']);
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/** The caller that an `authorization` header names; synchronous if its token is cached. Rejects as `VerifyToken` does. */
export type Identify = (authorization: string) => ReturnType<VerifyToken>;

/** @param verify verifies tokens; without it, all are refused */
export function createIdentify(verify: VerifyToken | undefined): Identify {
  return (authorization) => {
    if (!verify) return Promise.reject(new TokenRefusal('The hub accepts no tokens: no issuer is configured.'));
    const token = BEARER.exec(authorization)?.[1];
    if (token !== undefined) return verify(token);
    return Promise.reject(
      new TokenRefusal('The authorization header must contain a bearer token: Bearer, a space, and the token.'),
    );
  };
}

/**
 * Puts the caller of a request's bearer token into the server's context. A request whose token is refused fails with 401,
 * and one whose token cannot be verified with 503: neither is treated as anonymous.
 * @param count counts refused requests for their address, which limits how many tokens a client can have verified
 */
export function useIdentity(identify: Identify, logger: ErrorLog, count: CountOperations | undefined): GatewayPlugin {
  return {
    onRequest({ request, url, serverContext, endResponse }) {
      const authorization = request.headers.get('authorization');
      // Probes may carry any header that their platform adds.
      if (authorization === null || HEALTH.has(url.pathname)) return undefined;
      const caller = serverContext.identified ?? identify(authorization);
      if (!isPromise(caller)) {
        serverContext.caller = caller;
        return undefined;
      }
      const refuse = async (error: unknown): Promise<void> => {
        try {
          await count?.(serverContext, 1);
        } catch (tooOften) {
          return endResponse(refusalResponse(tooOften as GraphQLError));
        }
        if (error instanceof TokenRefusal) return endResponse(refusalResponse(unauthenticated(error.message)));
        const { requestId } = serverContext;
        logger.error({ err: (error as Error).cause ?? error, requestId }, 'Tokens cannot be verified');
        return endResponse(refusalResponse(unavailable(requestId)));
      };
      return caller.then((known) => void (serverContext.caller = known), refuse);
    },
  };
}

const unauthenticated = (message: string): GraphQLError =>
  clientError('UNAUTHENTICATED', message, {
    http: {
      status: 401,
      headers: {
        'www-authenticate': `Bearer realm="maillage", error="invalid_token", error_description="${message.replaceAll(/[^ !#-[\]-~]/g, '')}"`,
      },
    },
  });

const unavailable = (requestId: string): GraphQLError =>
  clientError('ISSUER_UNAVAILABLE', "The token cannot be verified: its issuer's keys are unavailable. Try again.", {
    requestId,
    http: { status: 503, headers: { 'retry-after': '5' } },
  });
