import { getOperationAST, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { isAsyncIterable } from 'graphql-yoga';
import { CANCELED, type RequestRecord } from '../../platform/observability/request-record.ts';
import type { Observability } from '../../platform/observability/observability.ts';
import { outcomeOf } from '../rules/errors.ts';
import type { GatewayPlugin } from './request-context.ts';

/** Keeps a record of each operation for as long as it takes: what it ran and asked is told when its result is there. */
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
      if (operation && contextValue.record) noteOperation(contextValue.record, operation);
    },
    onExecutionResult({ result, request, context: { record } }) {
      if (!record || !result || isAsyncIterable(result)) return;
      noteOutcome(record, result as ExecutionResult, !request.signal.aborted);
    },
    ...(metrics && {
      onResponse({ request, response }) {
        if (!new URL(request.url).pathname.startsWith('/health/')) metrics.answered(response.status);
      },
    }),
  };
}

/** Notes which operation a record is of. */
export function noteOperation(record: RequestRecord, { name, operation }: OperationDefinitionNode): void {
  record.operation = name?.value;
  record.kind = operation;
}

/** Notes how an operation ended. @param isHeard whether its client is still there */
export function noteOutcome(record: RequestRecord, result: ExecutionResult, isHeard: boolean): void {
  record.code = isHeard ? outcomeOf(result) : CANCELED;
}
