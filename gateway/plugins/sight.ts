import { getOperationAST, type ExecutionResult } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { CANCELED } from '../../services/shared/sight/record.ts';
import type { Sight } from '../../services/shared/sight/sight.ts';
import { outcomeOf } from './errors.ts';
import type { GatewayPlugin } from './request-id.ts';

/** Keeps a record of each operation for as long as it takes: what it ran and asked is told when its result is there. */
export function useSight(sight: Sight): GatewayPlugin {
  const { metrics } = sight;
  return {
    instrumentation: {
      operation({ context, request }, run) {
        return sight.watch(
          context.requestId,
          (name) => request.headers.get(name),
          (record) => {
            context.record = record;
            return run();
          },
        );
      },
    },
    onExecute({ args: { document, operationName, contextValue } }) {
      const operation = getOperationAST(document, operationName);
      const { record } = contextValue;
      if (!operation || !record) return;
      record.operation = operation.name?.value;
      record.kind = operation.operation;
    },
    onExecutionResult({ result, request, context: { record } }) {
      if (!record || !result || isAsyncIterable(result)) return;
      record.code = request.signal.aborted ? CANCELED : outcomeOf(result as ExecutionResult);
    },
    ...(metrics && {
      onResponse({ request, response }) {
        if (!new URL(request.url).pathname.startsWith('/health/')) metrics.answered(response.status);
      },
    }),
  };
}
