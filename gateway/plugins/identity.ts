import { clientError } from '../../services/shared/errors.ts';
import type { GatewayOptions } from '../gateway.ts';
import { TokenRefusal } from '../identity/token-refusal.ts';
import type { VerifyToken } from '../identity/token-verifier.ts';
import type { GatewayPlugin } from './request-id.ts';

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/**
 * Puts the caller of a request's bearer token in the server's context. A token that is not accepted ends the request with
 * 401, and one that cannot be verified with 503: neither is answered as nobody's.
 * @param verify verifies tokens; without it none is accepted
 */
export function useIdentity(verify: VerifyToken | undefined, logger: GatewayOptions['logger']): GatewayPlugin {
  function identify(authorization: string): ReturnType<VerifyToken> {
    if (!verify) throw new TokenRefusal('The hub accepts no tokens: no issuer is configured.');
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined)
      throw new TokenRefusal('The header authorization takes a bearer token: Bearer, a space, the token.');
    return verify(token);
  }

  return {
    onRequest({ request, url, serverContext, endResponse }) {
      const authorization = request.headers.get('authorization');
      // All but health, as the servers answer GraphQL under other spellings of its path too.
      if (authorization === null || url.pathname.startsWith('/health/')) return undefined;
      const refuse = (error: unknown): void => {
        if (error instanceof TokenRefusal) return endResponse(unauthenticated(error.message));
        const { requestId } = serverContext;
        logger.error({ err: (error as Error).cause ?? error, requestId }, 'Tokens cannot be verified');
        return endResponse(unavailable(requestId));
      };
      try {
        const caller = identify(authorization);
        if (!(caller instanceof Promise)) {
          serverContext.caller = caller;
          return undefined;
        }
        return caller.then((known) => void (serverContext.caller = known), refuse);
      } catch (error) {
        return refuse(error);
      }
    },
  };
}

const unauthenticated = (message: string): Response =>
  Response.json(
    { errors: [clientError('UNAUTHENTICATED', message)] },
    {
      status: 401,
      headers: {
        'cache-control': 'no-store',
        'www-authenticate': `Bearer realm="maillage", error="invalid_token", error_description="${message.replaceAll(/[^ !#-[\]-~]/g, '')}"`,
      },
    },
  );

const unavailable = (requestId: string): Response =>
  Response.json(
    {
      errors: [
        clientError(
          'ISSUER_UNAVAILABLE',
          "The token cannot be verified: its issuer's keys are not to be had. Try again.",
          {
            requestId,
          },
        ),
      ],
    },
    { status: 503, headers: { 'cache-control': 'no-store', 'retry-after': '5' } },
  );
