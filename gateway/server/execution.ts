import type { Plugin } from 'graphql-yoga';
import type { Run } from '../../platform/execution/compile.ts';
import type { AdmittedOperations } from '../operation/admitted-operations.ts';

/**
 * Executes operations with an engine, and admits them to the fast path. `@envelop/graphql-jit` would not do for the
 * engine that compiles: it forgets which of a document's operations it compiled.
 */
export function useExecution(execute: Run, operations: AdmittedOperations): Plugin {
  return {
    onExecute({ args, setExecuteFn }) {
      operations.admit(args);
      setExecuteFn(execute as Parameters<typeof setExecuteFn>[0]);
    },
  };
}
