import type { BatchFetchNode, FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../rules/request-context.ts';
import { entitiesStep } from './entities-step.ts';
import { rootStep } from './root-step.ts';
import type { Service } from './service.ts';
import type { IsKind } from './subtypes.ts';
import type { ResponseTree } from './response-tree.ts';

/** A plan that runs: what the services have said so far, and for whom they are asked. */
export interface PlanRun {
  data: ResponseTree;
  errors: GraphQLError[];
  /** As the schema coerced them. */
  variables: Record<string, unknown>;
  context: Partial<RequestContext>;
}

/** A part of a plan, ready to run again and again; undefined where it has nothing to wait for. */
export type PlanStep = (run: PlanRun) => Promise<void> | undefined;

/** What steps are made with. */
export interface PlanContext {
  services: ReadonlyMap<string, Service>;
  publicSchema: GraphQLSchema;
  isKind: IsKind;
}

/** Makes a plan's node ready to run. */
export function stepOf(node: PlanNode | undefined, context: PlanContext): PlanStep {
  switch (node?.kind) {
    case undefined:
      return () => undefined;
    case 'Fetch':
      return rootStep(node, context);
    case 'BatchFetch':
      return entitiesStep(node, node.entityBatch.aliases, context);
    case 'Flatten':
      return entitiesStep(...listOf(node.node, node.path), context);
    case 'Sequence':
      return inSequence(node.nodes.map((each) => stepOf(each, context)));
    case 'Parallel':
      return inParallel(node.nodes.map((each) => stepOf(each, context)));
    case 'Condition': {
      const [met, unmet] = [stepOf(node.ifClause, context), stepOf(node.elseClause, context)];
      const { condition } = node;
      return (run) => (run.variables[condition] === true ? met(run) : unmet(run));
    }
    default:
      throw new TypeError(`The planner asks for what is not done here: ${node?.kind}`);
  }
}

type EntityLists = BatchFetchNode['entityBatch']['aliases'];

/** A fetch for the objects at one path, in the form of one for those of several. */
function listOf(node: PlanNode, path: EntityLists[number]['paths'][number]): [FetchNode, EntityLists] {
  if (node.kind !== 'Fetch') throw new TypeError(`The planner flattens what is no fetch: ${node.kind}`);
  const { requires = [], inputRewrites, outputRewrites } = node;
  const list = {
    alias: '_entities',
    representationsVariableName: 'representations',
    paths: [path],
    requires,
    ...(inputRewrites && { inputRewrites }),
    ...(outputRewrites && { outputRewrites }),
  };
  return [node, [list]];
}

function inSequence(steps: PlanStep[]): PlanStep {
  const from = (run: PlanRun, start: number): Promise<void> | undefined => {
    for (let index = start; index < steps.length; index++) {
      const pending = steps[index]!(run);
      if (pending) return pending.then(() => from(run, index + 1));
    }
    return undefined;
  };
  return (run) => from(run, 0);
}

function inParallel(steps: PlanStep[]): PlanStep {
  return (run) => {
    const pending = steps.map((step) => step(run)).filter((each) => each !== undefined);
    if (pending.length < 2) return pending[0];
    return Promise.all(pending).then(() => undefined);
  };
}
