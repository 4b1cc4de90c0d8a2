import { getOperationAST, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { CANCELED, type RequestRecord } from '../../platform/observability/request-record.ts';
import type { Observability } from '../../platform/observability/observability.ts';
import { outcomeOf } from '../rules/errors.ts';
import type { GatewayPlugin } from '../rules/request-context.ts';

/** Keeps a record of each operation while it runs, which is reported when the operation has its result. */
export function useObservability(observability: Observability): GatewayPlugin {
  const { metrics } = observability;
  return {
    instrumentation: {
      operation({ context, request }, run) {
        return observability.watch(
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
      if (operation && contextValue.record) recordOperation(contextValue.record, operation);
    },
    onExecutionResult({ result, request, context: { record } }) {
      if (!record || !result || isAsyncIterable(result)) return;
      recordOutcome(record, result as ExecutionResult, !request.signal.aborted);
    },
    ...(metrics && {
      onResponse({ request, response }) {
        if (!new URL(request.url).pathname.startsWith('/health/')) metrics.answered(response.status);
      },
    }),
  };
}

/** Records which operation this is. */
export function recordOperation(record: RequestRecord, { name, operation }: OperationDefinitionNode): void {
  record.operation = name?.value;
  record.kind = operation;
}

/** Records how an operation ended. @param isConnected whether its client is still connected */
export function recordOutcome(record: RequestRecord, result: ExecutionResult, isConnected: boolean): void {
  record.code = isConnected ? outcomeOf(result) : CANCELED;
}
