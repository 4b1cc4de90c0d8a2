import http from '@graphql-mesh/transport-http';
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { REQUEST_ID_HEADER } from '../../services/shared/request-id.ts';
import { CANCELED } from '../../services/shared/sight/record.ts';
import type { GatewayOptions } from '../gateway.ts';
import type { RequestIdentity } from '../plugins/request-id.ts';
import { outcomeOf } from '../plugins/errors.ts';
import { withBreaker, type BreakerOptions, type PlannedRequest, type Transport } from './breaker.ts';
import { placeFaults } from './faults.ts';

type CallerContext = Partial<RequestIdentity>;

/** The HTTP transport, with its faults told at the fields that they cost and without the addresses that they name. */
export function createTransport(
  publicSchema: GraphQLSchema,
  logger: GatewayOptions['logger'],
  breaker: BreakerOptions,
): Transport {
  const transport = withBreaker(http, breaker);
  return {
    getSubgraphExecutor(payload) {
      const execute = transport.getSubgraphExecutor(payload);
      const service = payload.subgraphName;
      async function tellFaults(request: PlannedRequest): Promise<ExecutionResult> {
        const { requestId, signal = request.signal, record } = (request.context ?? {}) as CallerContext;
        const asked = record?.ask(service);
        // The runtime would pass on the client's own `extensions`, which steer the transport (`endpoint`, `headers`).
        const extensions = { headers: { [REQUEST_ID_HEADER]: requestId ?? '', ...asked?.headers } };
        let code = 'SUBGRAPH_UNAVAILABLE';
        try {
          const result = (await execute({ ...request, extensions, ...(signal && { signal }) })) as ExecutionResult;
          const variables = (request.variables ?? {}) as Record<string, unknown>;
          const asking = { service, document: request.document, variables };
          const placed = placeFaults(result, asking, publicSchema, (cause) => {
            // What was stopped because nobody waits for it any more says nothing of the service.
            if (!signal?.aborted)
              logger.error({ err: withoutAnswer(cause), subgraph: service, requestId }, 'Service unavailable');
          });
          code = outcomeOf(placed);
          return placed;
        } finally {
          asked?.answered(signal?.aborted ? CANCELED : code);
        }
      }
      return Object.assign(tellFaults, { [Symbol.asyncDispose]: () => execute[Symbol.asyncDispose]() });
    },
  };
}

/** The request and the answer that the transport adds to its errors hold data that a log should not. */
function withoutAnswer(error: GraphQLError): { message: string; code: unknown } {
  return { message: error.message, code: error.extensions['code'] };
}
