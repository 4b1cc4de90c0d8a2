import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { isAllowed, type Requirements } from '../../platform/contract/access.ts';
import { anonymous, type Caller } from '../../platform/contract/caller.ts';
import type { RequestContext } from '../rules/request-context.ts';
import { complete } from './completion.ts';
import { asksNothing, introspect, plannedDocument } from './planned-document.ts';
import type { Planner } from './planner.ts';
import { selectionReader, type Selection } from './selection.ts';
import { stepOf, type PlanRun, type PlanStep, type PlanContext } from './steps.ts';
import type { CheckedArgs, Run } from '../../platform/execution/compile.ts';
import { requirementsIn, visibleDocument } from './visible-document.ts';

/** An operation as those callers have it answered who may see the same of it. */
interface Prepared {
  plan(): Promise<PlanStep> | PlanStep;
  selectionOf(variables: Record<string, unknown>): Selection;
}

/** What a document selects that not everyone may see, and its operations by their name and what of that is denied. */
interface KnownDocument {
  guarded: Requirements;
  prepared: Map<string, Prepared>;
}

/**
 * Executes operations over services: has them planned without what the caller may not see, runs the plan, and completes
 * what comes back. All that follows from a document is kept with it.
 * @param planner undefined where it did not take the supergraph: nothing is answered then
 * @param requirements what the supergraph's fields ask of callers
 */
export function remoteExecution(planner: Planner | undefined, context: PlanContext, requirements: Requirements): Run {
  const { publicSchema: schema } = context;
  const known = new WeakMap<DocumentNode, KnownDocument>();

  function preparedOf({ document, operationName, contextValue }: ExecutionArgs, operation: OperationDefinitionNode) {
    let found = known.get(document);
    if (!found) {
      found = { guarded: requirementsIn(schema, document, requirements), prepared: new Map() };
      known.set(document, found);
    }
    const denied = deniedTo((contextValue as RequestContext).caller ?? anonymous, found.guarded);
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
    if (asksNothing(getOperationAST(document, operationName)!)) return () => () => undefined;
    if (!planner) throw new Error('The supergraph cannot be planned');
    return planner.planOf(document, operationName ?? undefined, ({ node }) => stepOf(node, context));
  }

  async function executeRemotely(args: CheckedArgs): Promise<ExecutionResult> {
    const operation = getOperationAST(args.document, args.operationName);
    // What cannot be executed is told by graphql-js, here and below, in the words that the local engine has.
    if (!operation) return execute(args);
    const given = args.coercedVariables
      ? { coerced: args.coercedVariables }
      : getVariableValues(schema, operation.variableDefinitions ?? [], args.variableValues ?? {});
    if (!given.coerced) return { errors: given.errors };
    const { plan, selectionOf } = preparedOf(args, operation);
    const planned = plan();
    const step = planned instanceof Promise ? await planned : planned;
    const run: PlanRun = {
      data: {},
      errors: [],
      variables: given.coerced,
      context: args.contextValue as Partial<RequestContext>,
    };
    await step(run);
    const selection = selectionOf(given.coerced);
    introspect(args, selection, run.data);
    const root = schema.getRootType(operation.operation)!;
    const { data, errors } = complete(root.name, selection, run.data, run.errors);
    return errors.length > 0 ? { data, errors } : { data };
  }

  return executeRemotely;
}

function deniedTo(caller: Caller, guarded: Requirements): Requirements {
  if (guarded.size === 0) return guarded;
  return new Map([...guarded].filter(([, requirement]) => !isAllowed(caller, requirement)));
}
