import { GraphQLError } from 'graphql';
import { ErrorPlaces } from './error-places.ts';
import type { OutputShape, SelectedField, Selection } from './selection.ts';
import type { Path, ResponseTree } from './response-tree.ts';

/** A null in a required position: it empties the nearest nullable position around it. */
const INVALID_NULL = Symbol('null in a required position');

/** What the services returned for an operation. */
interface Returned {
  data: ResponseTree;
  errors: readonly GraphQLError[];
  /** The error of a field that cannot be executed; undefined for others. */
  refusalOf(field: SelectedField): GraphQLError | undefined;
  isMissingObject(error: GraphQLError): boolean;
}

interface Completing extends Pick<Returned, 'refusalOf'> {
  path: Path;
  places: ErrorPlaces;
}

/**
 * Gives the services' data the form that the client selected, as the GraphQL specification prescribes: each selected field
 * and nothing else, where a null in a required position empties the nearest nullable position around it, with an error.
 * Refused fields are null, with an error each.
 * @param typeName the root's
 */
export function complete(
  typeName: string,
  selection: Selection,
  { data: raw, errors, refusalOf, isMissingObject }: Returned,
): { data: ResponseTree | null; errors: GraphQLError[] } {
  const places = new ErrorPlaces(selection, raw, errors, isMissingObject);
  const data = completeObject(typeName, selection, raw, { path: [], places, refusalOf });
  return { data: data === INVALID_NULL ? null : data, errors: places.errors };
}

function completeObject(
  typeName: string,
  selection: Selection,
  raw: ResponseTree,
  completing: Completing,
): ResponseTree | typeof INVALID_NULL {
  const { path, places, refusalOf } = completing;
  const completed: ResponseTree = {};
  for (const field of selection) {
    const { key, ownName, name, shape } = field;
    if (name === '__typename') {
      completed[key] = typeName;
      continue;
    }
    path.push(key);
    const refusal = refusalOf(field);
    if (refusal) places.add(path, refusal, field);
    // Absent fields of a service that is down must not be read from the prototype of the object.
    const given = refusal ? null : Object.hasOwn(raw, ownName) ? raw[ownName] : undefined;
    const value = completeValue(shape, given, field, completing);
    path.pop();
    if (value === INVALID_NULL) return INVALID_NULL;
    completed[key] = value;
  }
  return completed;
}

function completeValue(shape: OutputShape, raw: unknown, field: SelectedField, completing: Completing): unknown {
  const value = raw === null || raw === undefined ? null : completePresent(shape, raw, field, completing);
  if (value !== null || !shape.isRequired) return value;
  const { path, places } = completing;
  if (!places.explain(path, raw === undefined)) {
    const error = new GraphQLError(`Cannot return null for non-nullable field ${field.coordinate}.`);
    places.add(path, error, field);
  }
  return INVALID_NULL;
}

function completePresent(
  { item, values, selectionOf }: OutputShape,
  raw: unknown,
  field: SelectedField,
  completing: Completing,
): unknown {
  if (item) {
    if (!Array.isArray(raw)) return null;
    const items: unknown[] = [];
    for (const [index, each] of (raw as unknown[]).entries()) {
      completing.path.push(index);
      const value = completeValue(item, each, field, completing);
      completing.path.pop();
      if (value === INVALID_NULL) return null;
      items.push(value);
    }
    return items;
  }
  if (values) return values.has(raw) ? raw : null;
  if (!selectionOf) return raw;
  const found = selectionOf((raw as ResponseTree)['__typename']);
  if (!found) return null;
  const value = completeObject(found.typeName, found.selection, raw as ResponseTree, completing);
  return value === INVALID_NULL ? null : value;
}
