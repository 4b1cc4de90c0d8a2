import { GraphQLError } from 'graphql';
import type { OutputShape, Selection } from './selection.ts';
import { isResponseTree, type Path, type ResponseTree } from './response-tree.ts';

/** An error of a service, at another path. */
export function errorAt(error: GraphQLError, path: Path): GraphQLError {
  return new GraphQLError(error.message, { path, extensions: error.extensions });
}

/** The errors of a response, each at a path that the client selected. */
export class ErrorPlaces {
  readonly errors: GraphQLError[] = [];
  /** Every path that has an error, or leads to one. */
  readonly #explained = new Set<string>();

  constructor(selection: Selection, raw: ResponseTree, errors: readonly GraphQLError[]) {
    for (const error of errors) {
      const path = error.path ?? [];
      const length = selectedLength(selection, raw, path);
      // An error that no selected field depends on is dropped.
      if (length > 0) this.add(path.slice(0, length), error);
    }
  }

  /** Adds an error at a path. */
  add(path: Readonly<Path>, { message, extensions, originalError }: GraphQLError): void {
    for (let length = 1; length <= path.length; length++) this.#explained.add(keyOf(path.slice(0, length)));
    this.errors.push(new GraphQLError(message, { path: [...path], extensions, originalError }));
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

/** The length of a path within the fields that the client selected: plans also request keys, under names of their own. */
function selectedLength(root: Selection, raw: ResponseTree, path: Readonly<Path>): number {
  let fields = root;
  let shape: OutputShape | undefined;
  let value: unknown = raw;
  for (const [length, key] of path.entries()) {
    if (typeof key === 'number') {
      shape = shape?.item;
      value = Array.isArray(value) ? value[key] : undefined;
      continue;
    }
    if (shape) {
      if (!shape.selectionOf) return length;
      const found = shape.selectionOf(isResponseTree(value) ? value['__typename'] : undefined);
      // Without a known type, selected fields cannot be distinguished from others.
      if (!found) return path.length;
      fields = found.selection;
    }
    const field = fields.find((each) => each.key === key);
    if (!field) return length;
    shape = field.shape;
    value = isResponseTree(value) ? value[key] : undefined;
  }
  return path.length;
}
