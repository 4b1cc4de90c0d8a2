import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { complete } from './completion.ts';
import type { EngineContext } from './engine-context.ts';
import type { FieldGuards } from './field-guards.ts';
import type { PlanContext, PlanRun, PlanStep } from './plan.ts';
import { introspect, isTypenameOnly, plannedDocument } from './planned-document.ts';
import type { Planner } from './planner.ts';
import { selectionReader, type Selection } from './selection.ts';
import { stepOf } from './steps.ts';
import { guardsIn, visibleDocument } from './visible-document.ts';

/** An operation whose variables may have been coerced already. */
interface EngineArgs extends ExecutionArgs {
  coercedVariables?: Record<string, unknown>;
}

/** An operation, prepared for the callers who may see the same fields of it. */
interface Prepared {
  plan(): Promise<PlanStep> | PlanStep;
  selectionOf(variables: Record<string, unknown>): Selection;
}

/** The guards of the fields that a document selects, and its operations by name and denied fields. */
interface KnownDocument {
  guards: FieldGuards;
  prepared: Map<string, Prepared>;
}

/**
 * Executes operations over services: plans them without the fields that the caller may not see, runs the plan, and
 * completes the result. Whatever follows from a document is kept with it.
 * @param planner undefined if the supergraph cannot be planned: every operation fails then
 */
export function remoteExecution(
  planner: Planner | undefined,
  context: PlanContext,
  guards: FieldGuards,
): (args: EngineArgs) => Promise<ExecutionResult> {
  const { publicSchema: schema } = context;
  const known = new WeakMap<DocumentNode, KnownDocument>();

  function preparedOf({ document, operationName, contextValue }: ExecutionArgs, operation: OperationDefinitionNode) {
    let found = known.get(document);
    if (!found) {
      found = { guards: guardsIn(schema, document, guards), prepared: new Map() };
      known.set(document, found);
    }
    const denied = deniedTo(contextValue as EngineContext, found.guards);
    const key = [operationName ?? '', ...denied.keys()].join();
    let prepared = found.prepared.get(key);
    if (!prepared) {
      const visible = denied.size > 0 ? visibleDocument(schema, document, denied) : document;
      prepared = {
        plan: planOf(plannedDocument(schema, visible), operationName),
        selectionOf: selectionReader({ schema, document, operation, denied }),
      };
      found.prepared.set(key, prepared);
    }
    return prepared;
  }

  function planOf(document: DocumentNode, operationName: string | null | undefined): Prepared['plan'] {
    if (isTypenameOnly(getOperationAST(document, operationName)!)) return () => () => undefined;
    if (!planner) throw new Error('The supergraph cannot be planned');
    return planner.planOf(document, operationName ?? undefined, ({ node }) => stepOf(node, context));
  }

  return async (args) => {
    const operation = getOperationAST(args.document, args.operationName);
    // graphql-js reports what cannot be executed, here and below, as it does for the local engine.
    if (!operation) return execute(args);
    const variables = args.coercedVariables
      ? { coerced: args.coercedVariables }
      : getVariableValues(schema, operation.variableDefinitions ?? [], args.variableValues ?? {});
    if (!variables.coerced) return { errors: variables.errors };
    const { plan, selectionOf } = preparedOf(args, operation);
    const planned = plan();
    const step = planned instanceof Promise ? await planned : planned;
    const run: PlanRun = {
      data: {},
      errors: [],
      variables: variables.coerced,
      context: args.contextValue as EngineContext,
    };
    await step(run);
    const selection = selectionOf(variables.coerced);
    introspect(args, selection, run.data);
    const root = schema.getRootType(operation.operation)!;
    const { data, errors } = complete(root.name, selection, run.data, run.errors);
    return errors.length > 0 ? { data, errors } : { data };
  };
}

function deniedTo(context: EngineContext, guards: FieldGuards): FieldGuards {
  if (guards.size === 0) return guards;
  return new Map([...guards].filter(([, guard]) => !guard.allows(context)));
}
