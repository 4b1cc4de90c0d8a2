import { GraphQLError } from 'graphql';
import { ErrorPlaces } from './error-places.ts';
import type { OutputShape, Selection } from './selection.ts';
import type { Path, ResponseTree } from './response-tree.ts';

/** A null in a required position: it empties the nearest nullable position around it. */
const INVALID_NULL = Symbol('null in a required position');

/**
 * Gives the services' data the form that the client selected, as the GraphQL specification prescribes: each selected field
 * and nothing else, where a null in a required position empties the nearest nullable position around it, with an error.
 * Denied fields are null, with an error each.
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
  return { data: data === INVALID_NULL ? null : data, errors: places.errors };
}

function completeObject(
  typeName: string,
  selection: Selection,
  raw: ResponseTree,
  path: Path,
  places: ErrorPlaces,
): ResponseTree | typeof INVALID_NULL {
  const completed: ResponseTree = {};
  for (const field of selection) {
    const { key, name, coordinate, shape, refusal } = field;
    if (name === '__typename') {
      completed[key] = typeName;
      continue;
    }
    path.push(key);
    if (refusal) places.add(path, refusal);
    const value = completeValue(shape, refusal ? null : raw[key], path, places, coordinate);
    path.pop();
    if (value === INVALID_NULL) return INVALID_NULL;
    completed[key] = value;
  }
  return completed;
}

function completeValue(shape: OutputShape, raw: unknown, path: Path, places: ErrorPlaces, coordinate: string): unknown {
  const value = raw === null || raw === undefined ? null : completePresent(shape, raw, path, places, coordinate);
  if (value !== null || !shape.isRequired) return value;
  if (!places.explain(path, raw === undefined))
    places.add(path, new GraphQLError(`Cannot return null for non-nullable field ${coordinate}.`));
  return INVALID_NULL;
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
      if (value === INVALID_NULL) return null;
      items.push(value);
    }
    return items;
  }
  if (values) return values.has(raw) ? raw : null;
  if (!selectionOf) return raw;
  const found = selectionOf((raw as ResponseTree)['__typename']);
  if (!found) return null;
  const value = completeObject(found.type.name, found.selection, raw as ResponseTree, path, places);
  return value === INVALID_NULL ? null : value;
}
