import type { Plugin } from 'graphql-yoga';
import type { Run } from '../../platform/execution/compile.ts';

/**
 * Has an engine execute operations. For the one that compiles them `@envelop/graphql-jit` does not serve: it forgets which
 * of a document's operations it compiled.
 */
export function useExecution(execute: Run): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(execute as Parameters<typeof setExecuteFn>[0]);
    },
  };
}
