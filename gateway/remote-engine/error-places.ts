import { GraphQLError } from 'graphql';
import type { OutputShape, Selection } from './selection.ts';
import { isResponseTree, type Path, type ResponseTree } from './response-tree.ts';

/** The errors of an answer, each at a place that the client selected. */
export class ErrorPlaces {
  readonly errors: GraphQLError[] = [];
  /** Every place that holds an error, or leads to one. */
  readonly #explained = new Set<string>();

  constructor(selection: Selection, raw: ResponseTree, errors: readonly GraphQLError[]) {
    for (const error of errors) {
      const path = error.path ?? [];
      const length = selectedLength(selection, raw, path);
      // What no field of the client's depends on costs nothing.
      if (length > 0) this.add(path.slice(0, length), error);
    }
  }

  /** Has an error stand at a place. */
  add(place: Readonly<Path>, { message, extensions, originalError }: GraphQLError): void {
    for (let length = 1; length <= place.length; length++) this.#explained.add(keyOf(place.slice(0, length)));
    this.errors.push(new GraphQLError(message, { path: [...place], extensions, originalError }));
  }

  /**
   * Whether an error says why this place is null. Where the value is absent, one at its object does: what the plan needed to
   * know of the object, to ask for the value, is lost.
   */
  explain(path: Readonly<Path>, isAbsent: boolean): boolean {
    if (this.errors.length === 0) return false;
    return this.#explained.has(keyOf(path)) || (isAbsent && this.#explained.has(keyOf(path.slice(0, -1))));
  }
}

function keyOf(path: Readonly<Path>): string {
  return path.join('\n');
}

/** How far a path goes through fields that the client selected: a plan asks for keys, under names of its own. */
function selectedLength(root: Selection, raw: ResponseTree, path: Readonly<Path>): number {
  let fields = root;
  let place: OutputShape | undefined;
  let value: unknown = raw;
  for (const [length, key] of path.entries()) {
    if (typeof key === 'number') {
      place = place?.item;
      value = Array.isArray(value) ? value[key] : undefined;
      continue;
    }
    if (place) {
      if (!place.selectionOf) return length;
      const found = place.selectionOf(isResponseTree(value) ? value['__typename'] : undefined);
      // Of what nobody knows the type of, nothing is left that could be told apart.
      if (!found) return path.length;
      fields = found.selection;
    }
    const field = fields.find((each) => each.key === key);
    if (!field) return length;
    place = field.place;
    value = isResponseTree(value) ? value[key] : undefined;
  }
  return path.length;
}
