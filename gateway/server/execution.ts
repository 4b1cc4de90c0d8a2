import { execute, type ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { AdmittedOperations } from '../operation/admitted-operations.ts';
import type { RequestContext } from '../rules/request-context.ts';
import type { OperationRunner } from './operation-runner.ts';

/** Runs operations, and admits them to the fast path. */
export function useExecution(runner: OperationRunner, operations: AdmittedOperations): Plugin {
  const run = (args: ExecutionArgs) => {
    const operation = operations.admit(args);
    // graphql-js reports that there is no operation of the name.
    return operation ? runner.run(operation, args.variableValues, args.contextValue as RequestContext) : execute(args);
  };
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(run as Parameters<typeof setExecuteFn>[0]);
    },
  };
}
