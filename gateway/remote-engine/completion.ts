import { GraphQLError } from 'graphql';
import { forbidden } from '../../platform/contract/access.ts';
import { ErrorPlaces } from './error-places.ts';
import type { OutputShape, Selection } from './selection.ts';
import type { Path, ResponseTree } from './response-tree.ts';

/** A null where the schema has none: it empties the nearest place that may be null. */
const BLOWN = Symbol('null in a non-null place');

/**
 * Gives what services said the form that the client asked for, as the GraphQL specification prescribes: each selected field
 * is there and nothing else, and a null in a non-null place empties the nearest nullable place around it, with an error.
 * Fields that are denied are null, with an error each.
 * @param typeName the root's
 */
export function complete(
  typeName: string,
  selection: Selection,
  raw: ResponseTree,
  errors: readonly GraphQLError[],
): { data: ResponseTree | null; errors: GraphQLError[] } {
  const places = new ErrorPlaces(selection, raw, errors);
  const data = completeObject(typeName, selection, raw, [], places);
  return { data: data === BLOWN ? null : data, errors: places.errors };
}

function completeObject(
  typeName: string,
  selection: Selection,
  raw: ResponseTree,
  path: Path,
  places: ErrorPlaces,
): ResponseTree | typeof BLOWN {
  const completed: ResponseTree = {};
  for (const field of selection) {
    const { key, name, coordinate, place, denied } = field;
    if (name === '__typename') {
      completed[key] = typeName;
      continue;
    }
    path.push(key);
    if (denied) places.add(path, forbidden(coordinate, denied));
    const value = completeValue(place, denied ? null : raw[key], path, places, coordinate);
    path.pop();
    if (value === BLOWN) return BLOWN;
    completed[key] = value;
  }
  return completed;
}

function completeValue(place: OutputShape, raw: unknown, path: Path, places: ErrorPlaces, coordinate: string): unknown {
  const value = raw === null || raw === undefined ? null : completePresent(place, raw, path, places, coordinate);
  if (value !== null || !place.isRequired) return value;
  if (!places.explain(path, raw === undefined))
    places.add(path, new GraphQLError(`Cannot return null for non-nullable field ${coordinate}.`));
  return BLOWN;
}

function completePresent(
  { item, values, selectionOf }: OutputShape,
  raw: unknown,
  path: Path,
  places: ErrorPlaces,
  coordinate: string,
): unknown {
  if (item) {
    if (!Array.isArray(raw)) return null;
    const items: unknown[] = [];
    for (const [index, each] of (raw as unknown[]).entries()) {
      path.push(index);
      const value = completeValue(item, each, path, places, coordinate);
      path.pop();
      if (value === BLOWN) return null;
      items.push(value);
    }
    return items;
  }
  if (values) return values.has(raw) ? raw : null;
  if (!selectionOf) return raw;
  const found = selectionOf((raw as ResponseTree)['__typename']);
  if (!found) return null;
  const value = completeObject(found.type.name, found.selection, raw as ResponseTree, path, places);
  return value === BLOWN ? null : value;
}
