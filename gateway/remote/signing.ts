import type http from '@graphql-mesh/transport-http';
import { signRequest } from '../../services/shared/signature.ts';
import type { RequestIdentity } from '../plugins/request-id.ts';

type Transport = typeof http;

/**
 * Has a transport sign what it sends, and say for whom. The runtime's own `@graphql-mesh/hmac-upstream-signature` does not
 * serve: it signs the query and its variables as parsed and printed again, neither the bytes that are sent, nor when, nor who asks.
 * @param secret what the services know the gateway by; without it nothing is signed, and they take every caller for anonymous
 */
export function withSignature(transport: Transport, secret: string | undefined): Transport {
  if (secret === undefined) return transport;
  return {
    ...transport,
    getSubgraphExecutor(payload) {
      const { subgraphName: service, fetch: send = fetch } = payload;
      const signingFetch: NonNullable<typeof payload.fetch> = (url, init, context, info) => {
        const { body } = init ?? {};
        if (typeof body !== 'string') throw new TypeError('The gateway sends nothing but text, which it can sign');
        const { caller } = (context ?? {}) as Partial<RequestIdentity>;
        const headers = {
          ...(init?.headers as Record<string, string>),
          ...signRequest(secret, { service, body }, caller),
        };
        return send(url, { ...init, headers }, context, info);
      };
      return transport.getSubgraphExecutor({ ...payload, fetch: signingFetch });
    },
  };
}
