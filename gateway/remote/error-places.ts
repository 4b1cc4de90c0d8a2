import { getNamedType, GraphQLError, isAbstractType, isObjectType, type GraphQLNamedOutputType } from 'graphql';
import type { Completion, Selected } from './completion.ts';

type Path = readonly (string | number)[];

/** The errors of an answer, each at a place that the client selected. */
export class ErrorPlaces {
  readonly errors: GraphQLError[] = [];
  /** Every place that holds an error, or leads to one. */
  readonly #explained = new Set<string>();

  constructor(completion: Completion, errors: readonly GraphQLError[]) {
    for (const error of errors) {
      const path = error.path ?? [];
      this.add(path.slice(0, selectedLength(completion, path)), error);
    }
  }

  /** Has an error stand at a place. */
  add(place: Path, { message, extensions, originalError }: GraphQLError): void {
    for (let length = 1; length <= place.length; length++) this.#explained.add(keyOf(place.slice(0, length)));
    this.errors.push(new GraphQLError(message, { path: [...place], extensions, originalError }));
  }

  /**
   * Whether an error says why this place is null. Where the value is absent, any error of the same object does: the
   * runtime drops all of a fragment's fields with the one that failed.
   */
  explain(path: Path, isAbsent: boolean): boolean {
    return this.#explained.has(keyOf(path)) || (isAbsent && this.#explained.has(keyOf(path.slice(0, -1))));
  }
}

function keyOf(path: Path): string {
  return path.join('\n');
}

/** How far a path goes through fields that the client selected: a plan asks for keys, under names of its own. */
function selectedLength(completion: Completion, path: Path): number {
  let fieldsByType: { type: GraphQLNamedOutputType; selected: Selected }[] = [
    { type: completion.root, selected: completion.rootFields },
  ];
  for (const [length, key] of path.entries()) {
    if (typeof key === 'number') continue;
    const found = fieldsByType.find(({ selected }) => selected.has(key));
    if (!found || !isObjectType(found.type)) return length;
    const nodes = found.selected.get(key)!;
    const field = found.type.getFields()[nodes[0]!.name.value];
    if (!field) return length;
    const type = getNamedType(field.type);
    const possible = isAbstractType(type) ? completion.schema.getPossibleTypes(type) : [type];
    fieldsByType = possible
      .filter(isObjectType)
      .map((each) => ({ type: each, selected: completion.subfields(each, nodes) }));
  }
  return path.length;
}
