import type { BatchFetchNode, EntityBatchAlias, FetchNode } from '@graphql-hive/router-query-planner';
import { objectsAt } from './flatten-path.ts';
import { placeEntityErrors } from './entity-errors.ts';
import { bodyWriter } from './request-body.ts';
import { representationOf } from './representations.ts';
import { renamedKeys, rewritesOf } from './rewrites.ts';
import { requestedFields } from './requested-fields.ts';
import type { ServiceAnswer } from './service.ts';
import type { PlanRun, PlanStep, PlanContext } from './steps.ts';
import { addTo, copyOf, isResponseTree, type ResponseTree } from './response-tree.ts';

/** The different objects that one variable tells a service of. */
class Representations {
  readonly typeNames: string[] = [];
  readonly #texts: string[] = [];
  readonly #indexes = new Map<string, number>();

  /** Which one it is: equal objects are asked for once. */
  add(representation: ResponseTree): number {
    const text = JSON.stringify(representation);
    let index = this.#indexes.get(text);
    if (index === undefined) {
      index = this.#texts.push(text) - 1;
      this.#indexes.set(text, index);
      this.typeNames.push(String(representation['__typename']));
    }
    return index;
  }

  toJson(): string {
    return `[${this.#texts.join()}]`;
  }
}

/** The objects that a list of entities is asked for: each with its index in that list. */
export interface Wanted {
  targets: ResponseTree[];
  indexes: number[];
  representations: Representations;
}

/** Asks a service for what it knows of objects that others have named, in one request for all. */
export function entitiesStep(
  node: FetchNode | BatchFetchNode,
  aliases: EntityBatchAlias[],
  { services, isKind, publicSchema }: PlanContext,
): PlanStep {
  const service = services.get(node.serviceName)!;
  const write = bodyWriter(node);
  const asked = requestedFields(node.operation);
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
    const wanted = lists.map(({ variable, paths, represent }): Wanted => {
      let representations = byVariable.get(variable);
      if (!representations) byVariable.set(variable, (representations = new Representations()));
      const list: Wanted = { targets: [], indexes: [], representations };
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
    const given = [...byVariable].map(([name, each]): [string, string] => [name, each.toJson()]);
    return service.ask(write(run.variables, given), run.context).then((answer) => take(run, wanted, answer));
  };

  function take(run: PlanRun, wanted: Wanted[], { data, errors = [] }: ServiceAnswer): void {
    for (const [index, { key, rewrite, renamed }] of lists.entries()) {
      const list = wanted[index]!;
      const given = data?.[key];
      const entities: unknown[] = Array.isArray(given) ? given : [];
      placeEntityErrors({ run, key, renamed, wanted: list, entities, errors, publicSchema, asked });
      rewrite?.(entities);
      mergeEntities(list, entities);
    }
  }
}

function mergeEntities({ targets, indexes }: Wanted, entities: unknown[]): void {
  const taken = new Set<number>();
  for (const [position, target] of targets.entries()) {
    const index = indexes[position]!;
    const entity = entities[index];
    if (!isResponseTree(entity)) continue;
    // What one place gets from the rest of the plan, its twin may not.
    addTo(target, taken.has(index) ? copyOf(entity) : entity);
    taken.add(index);
  }
}
