import { isNonNullType, isObjectType, type GraphQLError, type GraphQLSchema } from 'graphql';
import { missingObject } from '../../platform/contract/missing.ts';
import type { Wanted } from './entities-step.ts';
import { at, renamedPath } from './root-step.ts';
import type { RequestedFields, RequestedField } from './requested-fields.ts';
import type { PlanRun } from './steps.ts';
import { placesOf, type Path, type ResponseTree } from './response-tree.ts';

interface Entities {
  run: PlanRun;
  /** The name of the list in the service's answer. */
  key: string;
  renamed: ReadonlyMap<string | number, string>;
  wanted: Wanted;
  entities: readonly unknown[];
  errors: readonly GraphQLError[];
  publicSchema: GraphQLSchema;
  asked: RequestedFields;
}

/**
 * Tells the faults of a list of entities at each field of the answer that they cost, as one process would. An object that
 * its service does not know is told where the schema has a value in any case.
 */
export function placeEntityErrors(list: Entities): void {
  const { run, key, renamed, wanted, entities, errors, publicSchema, asked } = list;
  const isWhole = wanted.representations.typeNames.every((_, index) => entities[index] != null);
  if (errors.length === 0 && isWhole) return;
  let places: Map<ResponseTree, Path[]> | undefined;
  const placesAt = (index: number): Path[] => {
    places ??= placesOf(run.data, new Set(wanted.targets));
    const targets = new Set(wanted.targets.filter((_, position) => wanted.indexes[position] === index));
    return [...targets].flatMap((target) => places!.get(target) ?? []);
  };
  const fieldsAt = (index: number): RequestedField[] => asked().entities(key, wanted.representations.typeNames[index]!);
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
        for (const path of within) run.errors.push(at(error, [...place, ...renamedPath(path, renamed)]));
    }
  }
  for (const index of used) {
    if (entities[index] != null || explained.has(index)) continue;
    const typeName = wanted.representations.typeNames[index]!;
    const type = publicSchema.getType(typeName);
    for (const { key: told, node } of fieldsAt(index)) {
      const field = isObjectType(type) ? type.getFields()[node.name.value] : undefined;
      if (!field || !isNonNullType(field.type)) continue;
      for (const place of placesAt(index))
        run.errors.push(missingObject(`${typeName}.${field.name}`, [...place, renamed.get(told) ?? told]));
    }
  }
}
