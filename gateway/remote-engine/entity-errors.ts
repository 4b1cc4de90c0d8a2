import { isNonNullType, isObjectType, type GraphQLError } from 'graphql';
import { errorAt } from './error-places.ts';
import type { PlanContext, PlanRun } from './plan.ts';
import type { RequestedEntities } from './requested-entities.ts';
import type { RequestedFields, RequestedField } from './requested-fields.ts';
import { placesOf, type Path, type ResponseTree } from './response-tree.ts';
import { renamedPath } from './rewrites.ts';

interface EntityList {
  run: PlanRun;
  /** The name of the list in the service's reply. */
  key: string;
  renamed: ReadonlyMap<string | number, string>;
  wanted: RequestedEntities;
  entities: readonly unknown[];
  errors: readonly GraphQLError[];
  context: PlanContext;
  requested: RequestedFields;
}

/**
 * Reports the errors of a list of entities at each field of the response that they cost, as one process would. An object
 * that its service does not know is reported at required fields only.
 */
export function placeEntityErrors(list: EntityList): void {
  const { run, key, renamed, wanted, entities, errors, context, requested } = list;
  const isWhole = wanted.representations.typeNames.every((_, index) => entities[index] != null);
  if (errors.length === 0 && isWhole) return;
  let places: Map<ResponseTree, Path[]> | undefined;
  const placesAt = (index: number): Path[] => {
    places ??= placesOf(run.data, new Set(wanted.targets));
    const targets = new Set(wanted.targets.filter((_, position) => wanted.indexes[position] === index));
    return [...targets].flatMap((target) => places!.get(target) ?? []);
  };
  const fieldsAt = (index: number): RequestedField[] =>
    requested().entities(key, wanted.representations.typeNames[index]!);
  const used = new Set(wanted.indexes);
  const explained = new Set<unknown>();

  for (const error of errors) {
    const [name, index, ...rest] = error.path ?? [];
    const isOfOne = typeof index === 'number';
    if (name !== undefined && name !== key) continue;
    for (const each of isOfOne ? [index] : used) {
      explained.add(each);
      if (!used.has(each)) continue;
      const within = rest.length > 0 ? [rest] : fieldsAt(each).map((field) => [field.key]);
      for (const place of placesAt(each))
        for (const path of within) run.errors.push(errorAt(error, [...place, ...renamedPath(path, renamed)]));
    }
  }
  for (const index of used) {
    if (entities[index] != null || explained.has(index)) continue;
    const typeName = wanted.representations.typeNames[index]!;
    const type = context.publicSchema.getType(typeName);
    for (const { key: name, node } of fieldsAt(index)) {
      const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
      if (!field || !isNonNullType(field.type)) continue;
      for (const place of placesAt(index))
        run.errors.push(context.missingObject(`${typeName}.${field.name}`, [...place, renamed.get(name) ?? name]));
    }
  }
}
