import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { complete } from './completion.ts';
import type { EngineContext } from './engine-context.ts';
import type { FieldGuards } from './field-guards.ts';
import { withOwnNames } from './own-names.ts';
import type { PlanContext, PlanRun, PlanStep } from './plan.ts';
import { isTypenameOnly, plannedDocument } from './planned-document.ts';
import type { Planner } from './planner.ts';
import { readSelection, type SelectedField, type Selection } from './selection.ts';
import type { ResponseTree } from './response-tree.ts';
import { stepOf } from './steps.ts';
import { guardsIn, visibleDocument } from './visible-document.ts';

/** A normal operation, without introspection, for one request. */
interface EngineArgs {
  document: DocumentNode;
  contextValue?: unknown;
  /** As the schema coerced them. */
  coercedVariables?: Readonly<Record<string, unknown>>;
}

/** A part of an operation that is planned and completed as a whole. */
interface Part {
  plan(): Promise<PlanStep> | PlanStep;
  selection: Selection;
}

/**
 * An operation, prepared for the requests that may execute the same fields of it: as a whole, or a mutation as its root
 * fields, which are executed one after the other, each with all that is selected of it.
 */
type Prepared = readonly Part[];

/** The guards of the fields that a document selects, and what is prepared by the fields that are left out. */
interface KnownDocument {
  guards: FieldGuards;
  prepared: LRUCache<string, Prepared>;
}

/** How many combinations of a document's denied fields and invalid arguments are kept. */
const MAX_PREPARED = 32;
const NONE: ReadonlySet<string> = new Set();

/**
 * Executes normal operations over services: plans them without the fields that the caller may not see or whose
 * arguments are invalid, runs the plan, and completes the result. Whatever follows from a document is kept with it.
 * @param planner undefined if the supergraph cannot be planned: every operation fails then
 */
export function remoteExecution(
  planner: Planner | undefined,
  context: PlanContext,
  guards: FieldGuards,
): (args: EngineArgs) => Promise<ExecutionResult> {
  const { publicSchema: schema, partlyHidden, argumentError, isMissingObject } = context;
  const known = new WeakMap<DocumentNode, KnownDocument>();

  function preparedOf({ document, contextValue }: EngineArgs, invalid: ReadonlySet<string>): Prepared {
    let found = known.get(document);
    if (!found) {
      found = { guards: guardsIn(schema, document, guards), prepared: new LRUCache({ max: MAX_PREPARED }) };
      known.set(document, found);
    }
    const denied = deniedTo(contextValue as EngineContext, found.guards);
    const key = [...denied.keys(), ...invalid].join();
    let prepared = found.prepared.get(key);
    if (!prepared) found.prepared.set(key, (prepared = prepare(document, denied, invalid)));
    return prepared;
  }

  function prepare(document: DocumentNode, denied: FieldGuards, variables: ReadonlySet<string>): Prepared {
    const { document: own, clientNames } = withOwnNames(document);
    return partsOf(own).map((part) => preparePart(part, clientNames, denied, variables));
  }

  function preparePart(
    own: DocumentNode,
    clientNames: ReadonlyMap<string, string>,
    denied: FieldGuards,
    variables: ReadonlySet<string>,
  ): Part {
    const isWhole = denied.size === 0 && variables.size === 0;
    const visible = isWhole ? own : visibleDocument(schema, own, { coordinates: denied, variables });
    const operation = operationOf(own);
    return {
      plan: planOf(plannedDocument(schema, visible, partlyHidden)),
      selection: readSelection({ schema, operation, clientNames, denied }),
    };
  }

  function planOf(document: DocumentNode): Part['plan'] {
    const { name, selectionSet } = operationOf(document);
    if (isTypenameOnly(selectionSet.selections)) return () => () => undefined;
    if (!planner) throw new Error('The supergraph cannot be planned');
    return planner.planOf(document, name?.value, ({ node }) => stepOf(node, context));
  }

  return async (args) => {
    const { coercedVariables: variables = {} } = args;
    const invalid = invalidIn(variables, argumentError);
    const request = args.contextValue as EngineContext;
    const refusalOf = (field: SelectedField): GraphQLError | undefined => {
      if (field.refusal || invalid.size === 0) return field.refusal;
      const variable = field.variables.find((name) => invalid.has(name));
      const error = variable === undefined ? undefined : argumentError(variables[variable]);
      return error && new GraphQLError(error.message, { extensions: error.extensions, originalError: error });
    };
    const root = schema.getRootType(operationOf(args.document).operation)!;
    const result: { data: ResponseTree | null; errors: GraphQLError[] } = { data: {}, errors: [] };
    for (const { plan, selection } of preparedOf(args, invalid)) {
      // What the request has no time left for is not begun.
      if (request.isMutation) request.signal?.throwIfAborted();
      const planned = plan();
      const step = planned instanceof Promise ? await planned : planned;
      const run: PlanRun = { data: {}, errors: [], variables, context: request };
      await step(run);
      const { data, errors } = complete(root.name, selection, { ...run, refusalOf, isMissingObject });
      result.errors.push(...errors);
      result.data = data && Object.assign(result.data!, data);
      // As in graphql-js, a root field whose null empties the whole result is the last.
      if (!data) break;
    }
    const { data, errors } = result;
    return errors.length > 0 ? { data, errors } : { data };
  };
}

/** The parts of an operation that are executed one after the other: the root fields of a mutation. */
function partsOf(document: DocumentNode): DocumentNode[] {
  const operation = operationOf(document);
  if (operation.operation !== OperationTypeNode.MUTATION) return [document];
  return operation.selectionSet.selections.map((field) => {
    const selectionSet = { ...operation.selectionSet, selections: [field] };
    return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }] };
  });
}

const operationOf = ({ definitions }: DocumentNode): OperationDefinitionNode =>
  definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;

function deniedTo(context: EngineContext, guards: FieldGuards): FieldGuards {
  if (guards.size === 0) return guards;
  return new Map([...guards].filter(([, guard]) => !guard.allows(context)));
}

/** The variables whose values cannot be read. */
function invalidIn(
  variables: Readonly<Record<string, unknown>>,
  argumentError: PlanContext['argumentError'],
): ReadonlySet<string> {
  const names = Object.keys(variables).filter((name) => argumentError(variables[name]));
  return names.length === 0 ? NONE : new Set(names);
}
