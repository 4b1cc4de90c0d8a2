import { GraphQLError } from 'graphql';
import type { OutputShape, SelectedField, Selection } from './selection.ts';
import { isResponseTree, type Path, type ResponseTree } from './response-tree.ts';

/** An error of a service, at another path. */
export function errorAt(error: GraphQLError, path: Path): GraphQLError {
  return new GraphQLError(error.message, { path, extensions: error.extensions });
}

/** A place in the client's response, and the field that it belongs to. */
interface Place {
  path: Path;
  field: SelectedField | undefined;
  /** If the path leads to a field of an object that is there, and is not selected: the selected fields that are absent. */
  rest?: SelectedField[];
}

/** The errors of a response, each at a path that the client selected. */
export class ErrorPlaces {
  readonly errors: GraphQLError[] = [];
  /** Every path that has an error, or leads to one. */
  readonly #explained = new Set<string>();

  constructor(
    selection: Selection,
    raw: ResponseTree,
    errors: readonly GraphQLError[],
    isMissingObject: (error: GraphQLError) => boolean,
  ) {
    for (const error of errors) {
      const place = selectedPlace(selection, raw, error.path ?? []);
      // A key that no client has selected costs the fields that could not be requested without it.
      if (place.rest) {
        if (isMissingObject(error)) continue;
        for (const field of place.rest) this.add([...place.path, field.key], error, field);
        continue;
      }
      // An error that no selected field depends on is dropped.
      if (place.path.length > 0) this.add(place.path, error, place.field);
    }
  }

  /** Adds an error at a path. */
  add(
    path: Readonly<Path>,
    { message, extensions, originalError }: GraphQLError,
    field: Pick<SelectedField, 'nodes'> | undefined,
  ): void {
    for (let length = 1; length <= path.length; length++) this.#explained.add(keyOf(path.slice(0, length)));
    this.errors.push(new GraphQLError(message, { path: [...path], extensions, originalError, nodes: field?.nodes }));
  }

  /**
   * Whether an error explains the null at a path. If the value is absent, an error at its object does too: the plan could
   * not request the value, because it lacked a key of the object.
   */
  explain(path: Readonly<Path>, isAbsent: boolean): boolean {
    if (this.errors.length === 0) return false;
    return this.#explained.has(keyOf(path)) || (isAbsent && this.#explained.has(keyOf(path.slice(0, -1))));
  }
}

function keyOf(path: Readonly<Path>): string {
  return path.join('\n');
}

/** The place of a path of the services within the fields that the client selected: plans also request keys. */
function selectedPlace(root: Selection, raw: ResponseTree, path: Readonly<Path>): Place {
  const place: Place = { path: [], field: undefined };
  let shape: OutputShape | undefined;
  let value: unknown = raw;
  for (const key of path) {
    if (typeof key === 'number') {
      place.path.push(key);
      shape = shape?.item;
      value = Array.isArray(value) ? value[key] : undefined;
      continue;
    }
    const field = shape
      ? fieldIn(shape, isResponseTree(value) ? value['__typename'] : undefined, key)
      : root.find((each) => each.ownName === key);
    if (!field) return isResponseTree(value) && shape ? { ...place, rest: absentIn(shape, value) } : place;
    place.path.push(field.key);
    place.field = field;
    shape = field.shape;
    value = isResponseTree(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return place;
}

/** The selected field of an object with a name in the services' data; of any type if the object's is unknown. */
function fieldIn(
  { selectionOf, typeNames }: OutputShape,
  typeName: unknown,
  ownName: string,
): SelectedField | undefined {
  for (const each of typeName === undefined ? [undefined, ...typeNames] : [typeName]) {
    const field = selectionOf?.(each)?.selection.find((selected) => selected.ownName === ownName);
    if (field) return field;
  }
  return undefined;
}

function absentIn({ selectionOf }: OutputShape, value: ResponseTree): SelectedField[] {
  const selection = selectionOf?.(value['__typename'])?.selection ?? [];
  return selection.filter(({ name, ownName }) => name !== '__typename' && !Object.hasOwn(value, ownName));
}
