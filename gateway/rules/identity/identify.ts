import type { GraphQLError } from 'graphql';
import { isPromise } from 'graphql-yoga';
import { clientError } from '../../../platform/errors.ts';
import { TokenRefusal } from './token-refusal.ts';
import type { VerifyToken } from './token-verifier.ts';
import type { ErrorLog } from '../error-log.ts';
import type { CountOperations } from '../rate.ts';
import type { GatewayPlugin } from '../request-context.ts';

const HEALTH: ReadonlySet<string> = new Set(['/health/live', '/health/ready']);
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

/** Tells whose the header `authorization` is; at once, where its token was seen lately. Rejects as `VerifyToken` does. */
export type Identify = (authorization: string) => ReturnType<VerifyToken>;

/** @param verify verifies tokens; without it none is accepted */
export function createIdentify(verify: VerifyToken | undefined): Identify {
  return (authorization) => {
    if (!verify) return Promise.reject(new TokenRefusal('The hub accepts no tokens: no issuer is configured.'));
    const token = BEARER.exec(authorization)?.[1];
    if (token !== undefined) return verify(token);
    return Promise.reject(
      new TokenRefusal('The header authorization takes a bearer token: Bearer, a space, the token.'),
    );
  };
}

/**
 * Puts the caller of a request's bearer token in the server's context. A token that is not accepted ends the request with
 * 401, and one that cannot be verified with 503: neither is answered as nobody's.
 * @param count counts the refused ones for their address, so that nobody has tokens verified without end
 */
export function useIdentity(identify: Identify, logger: ErrorLog, count: CountOperations | undefined): GatewayPlugin {
  return {
    onRequest({ request, url, serverContext, endResponse }) {
      const authorization = request.headers.get('authorization');
      // Probes may come with whatever their platform sends.
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
          return endResponse(refusal(tooOften as GraphQLError));
        }
        if (error instanceof TokenRefusal) return endResponse(refusal(unauthenticated(error.message)));
        const { requestId } = serverContext;
        logger.error({ err: (error as Error).cause ?? error, requestId }, 'Tokens cannot be verified');
        return endResponse(refusal(unavailable(requestId)));
      };
      return caller.then((known) => void (serverContext.caller = known), refuse);
    },
  };
}

/** The answer that an error is, with the status and headers that it names. */
function refusal({ message, extensions: { http, ...extensions } }: GraphQLError): Response {
  const { status, headers } = http as { status: number; headers: Record<string, string> };
  return Response.json(
    { errors: [{ message, extensions }] },
    { status, headers: { 'cache-control': 'no-store', ...headers } },
  );
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
  clientError('ISSUER_UNAVAILABLE', "The token cannot be verified: its issuer's keys are not to be had. Try again.", {
    requestId,
    http: { status: 503, headers: { 'retry-after': '5' } },
  });
