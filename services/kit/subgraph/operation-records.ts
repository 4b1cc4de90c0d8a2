import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { Metrics } from '../../../platform/observability/metrics.ts';
import {
  CANCELED,
  currentRecord,
  OPERATION_HEADER,
  OPERATION_NAME,
} from '../../../platform/observability/request-record.ts';

/** Completes the record of a request to a service: the operation's name, its kind and its code. */
export function recordOperations(): ApolloServerPlugin<object> {
  return {
    async requestDidStart({ request }) {
      const record = currentRecord();
      if (!record) return;
      // The documents that a gateway plans have no name of their own.
      const given = request.http?.headers.get(OPERATION_HEADER);
      if (given !== undefined && OPERATION_NAME.test(given)) record.operation = given;
      return {
        async didResolveOperation({ operation, operationName }) {
          record.operation ??= operationName ?? undefined;
          record.kind = operation?.operation ?? record.kind;
        },
        async didEncounterErrors({ errors }) {
          const isCanceled = errors.map(unwrapResolverError).some((error) => (error as Error).name === 'AbortError');
          if (isCanceled) record.code = CANCELED;
        },
        async willSendResponse({ response }) {
          if (response.body.kind !== 'single' || record.code === CANCELED) return;
          // Errors are masked by now: each has a code.
          const code = response.body.singleResult.errors?.[0]?.extensions?.['code'];
          if (code !== undefined) record.code = String(code);
        },
      };
    },
  };
}

/** Counts a service's response once it is sent, unless it is that of a health check. */
export function countResponse(metrics: Metrics, request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.startsWith('/health/')) return;
  response.once('finish', () => metrics.answered(response.statusCode));
}
