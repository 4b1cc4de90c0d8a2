import type { Plugin } from 'graphql-yoga';
import type { Run } from '../../services/shared/compiled/compile.ts';

/**
 * Executes operations compiled to JavaScript, each once for as long as Yoga's cache holds its document.
 * `@envelop/graphql-jit` does not serve: it forgets which of a document's operations it compiled.
 */
export function useCompiledExecution(execute: Run): Plugin {
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(execute as Parameters<typeof setExecuteFn>[0]);
    },
  };
}
