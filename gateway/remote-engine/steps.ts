import type { BatchFetchNode, FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import { entitiesStep } from './entities-step.ts';
import type { PlanContext, PlanRun, PlanStep } from './plan.ts';
import { rootStep } from './root-step.ts';

/** Makes a node of a plan ready to run. */
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
    default:
      throw new TypeError(`Unsupported plan node: ${node?.kind}`);
  }
}

type EntityLists = BatchFetchNode['entityBatch']['aliases'];

/** A fetch for the objects at one path, in the form of a batch fetch. */
function listOf(node: PlanNode, path: EntityLists[number]['paths'][number]): [FetchNode, EntityLists] {
  if (node.kind !== 'Fetch') throw new TypeError(`Unsupported plan node within Flatten: ${node.kind}`);
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
