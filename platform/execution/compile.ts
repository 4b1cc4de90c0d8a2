import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { hasConditions, prepareOperation, schemaForCompiler } from './prepare.ts';

/** An operation whose variables may have been coerced already. */
export interface CheckedArgs extends ExecutionArgs {
  /** As graphql-js coerced them; defaults to coercion by the engine. */
  coercedVariables?: Record<string, unknown>;
}

export type Run = (args: CheckedArgs) => ExecutionResult | Promise<ExecutionResult>;

/** An executor that compiles each operation to JavaScript, once for as long as its document is cached. */
export function compiledExecution(): Run {
  const compiled = new WeakMap<DocumentNode, Map<string, Run>>();
  return (args) => {
    let byOperation = compiled.get(args.document);
    if (byOperation === undefined) compiled.set(args.document, (byOperation = new Map()));
    const name = args.operationName ?? '';
    let run = byOperation.get(name);
    if (run === undefined) byOperation.set(name, (run = compile(args.schema, args.document, args.operationName)));
    return run(args);
  };
}

/** Compiles an operation; graphql-js executes what the compiler refuses, or gets wrong. */
function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined): Run {
  const operation = getOperationAST(document, operationName);
  if (!operation || hasConditions(document)) return execute as Run;
  const compiled = compileQuery(
    schemaForCompiler(schema),
    prepareOperation(document, operation),
    operationName ?? undefined,
    { disablingCapturingStackErrors: true },
  );
  if (!isCompiledQuery(compiled)) return execute as Run;
  const query = compiled.query as (...args: unknown[]) => ReturnType<Run>;
  return ({ rootValue, contextValue, variableValues, coercedVariables }) => {
    if (coercedVariables) return query(rootValue, contextValue, coercedVariables);
    const variables = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
    if (variables.errors) return { errors: variables.errors };
    return query(rootValue, contextValue, variables.coerced);
  };
}
