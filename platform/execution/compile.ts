import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
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

/** Executes an operation with variables that have been coerced. */
type Query = (
  ...args: [rootValue: unknown, contextValue: unknown, coerced: Record<string, unknown>]
) => ReturnType<Run>;

/** Compiles an operation; graphql-js executes what the compiler refuses, or gets wrong. */
function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined): Run {
  const operation = getOperationAST(document, operationName);
  if (!operation) return execute as Run;
  const query = queryOf(schemaForCompiler(schema), document, operation);
  return ({ rootValue, contextValue, variableValues, coercedVariables }) => {
    if (coercedVariables) return query(rootValue, contextValue, coercedVariables);
    const variables = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
    if (variables.errors) return { errors: variables.errors };
    return query(rootValue, contextValue, variables.coerced);
  };
}

function queryOf(schema: GraphQLSchema, source: DocumentNode, operation: OperationDefinitionNode): Query {
  const document = prepareOperation(source, operation);
  const byGraphqlJs: Query = (rootValue, contextValue, variableValues) =>
    execute({ schema, document, rootValue, contextValue, variableValues }) as ReturnType<Run>;
  // The compiler goes on after a root field whose null empties the whole result.
  if (hasConditions(source) || operation.operation === 'mutation') return byGraphqlJs;
  const compiled = compileQuery(schema, document, operation.name?.value, { disablingCapturingStackErrors: true });
  return isCompiledQuery(compiled) ? (compiled.query as Query) : byGraphqlJs;
}
