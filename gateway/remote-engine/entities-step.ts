import type { BatchFetchNode, EntityBatchAlias, FetchNode } from '@graphql-hive/router-query-planner';
import { objectsAt } from './flatten-path.ts';
import { placeEntityErrors } from './entity-errors.ts';
import type { PlanContext, PlanRun, PlanStep } from './plan.ts';
import { bodyWriter } from './request-body.ts';
import { representationOf } from './representations.ts';
import { renamedKeys, rewritesOf } from './rewrites.ts';
import { Representations, type RequestedEntities } from './requested-entities.ts';
import { requestedFields } from './requested-fields.ts';
import type { ServiceReply } from './service.ts';
import { addTo, copyOf, isResponseTree } from './response-tree.ts';

/** Requests fields of objects that other services have named, in one request for all of them. */
export function entitiesStep(
  node: FetchNode | BatchFetchNode,
  aliases: EntityBatchAlias[],
  context: PlanContext,
): PlanStep {
  const { services, isKind } = context;
  const service = services.get(node.serviceName)!;
  const write = bodyWriter(node);
  const requested = requestedFields(node.operation);
  const lists = aliases.map((list) => ({
    key: list.alias,
    variable: list.representationsVariableName,
    paths: list.paths,
    represent: representationOf(list.requires, list.inputRewrites, isKind),
    rewrite: rewritesOf(list.outputRewrites, isKind),
    renamed: renamedKeys(list.outputRewrites),
  }));

  return (run) => {
    const byVariable = new Map<string, Representations>();
    const wanted = lists.map(({ variable, paths, represent }): RequestedEntities => {
      let representations = byVariable.get(variable);
      if (!representations) byVariable.set(variable, (representations = new Representations()));
      const list: RequestedEntities = { targets: [], indexes: [], representations };
      for (const path of paths) {
        for (const object of objectsAt(run.data, path, isKind)) {
          const representation = represent(object);
          if (!representation) continue;
          list.targets.push(object);
          list.indexes.push(representations.add(representation));
        }
      }
      return list;
    });
    if (wanted.every(({ targets }) => targets.length === 0)) return undefined;
    const variables = [...byVariable].map(([name, each]): [string, string] => [name, each.toJson()]);
    return service.call(write(run.variables, variables), run.context).then((reply) => take(run, wanted, reply));
  };

  function take(run: PlanRun, wanted: RequestedEntities[], { data, errors = [] }: ServiceReply): void {
    for (const [index, { key, rewrite, renamed }] of lists.entries()) {
      const list = wanted[index]!;
      const returned = data?.[key];
      const entities: unknown[] = Array.isArray(returned) ? returned : [];
      placeEntityErrors({ run, key, renamed, wanted: list, entities, errors, context, requested });
      rewrite?.(entities);
      mergeEntities(list, entities);
    }
  }
}

function mergeEntities({ targets, indexes }: RequestedEntities, entities: unknown[]): void {
  const used = new Set<number>();
  for (const [position, target] of targets.entries()) {
    const index = indexes[position]!;
    const entity = entities[index];
    if (!isResponseTree(entity)) continue;
    // Later steps may add to one of several equal objects, and not to the others.
    addTo(target, used.has(index) ? copyOf(entity) : entity);
    used.add(index);
  }
}
