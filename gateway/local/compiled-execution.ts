import type { Plugin } from 'graphql-yoga';
import { compiledExecution } from '../../services/shared/compiled/compile.ts';

/**
 * Executes operations compiled to JavaScript, each once for as long as Yoga's cache holds its document.
 * `@envelop/graphql-jit` does not serve: it forgets which of a document's operations it compiled.
 */
export function useCompiledExecution(): Plugin {
  const execute = compiledExecution();
  return {
    onExecute({ setExecuteFn }) {
      setExecuteFn(execute as Parameters<typeof setExecuteFn>[0]);
    },
  };
}
