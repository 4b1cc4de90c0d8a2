import type { InputRewrite, RequiresSelection } from '@graphql-hive/router-query-planner';
import { rewritesOf } from './rewrites.ts';
import type { IsKind } from './subtypes.ts';
import { addTo, isResponseTree, type ResponseTree } from './response-tree.ts';

/** The representation by which a service finds an object; undefined if too little is known of the object. */
type Represent = (object: ResponseTree) => ResponseTree | undefined;

/** Reads the fields that a plan requires of objects. */
export function representationOf(
  requires: readonly RequiresSelection[],
  rewrites: readonly InputRewrite[] | undefined,
  isKind: IsKind,
): Represent {
  const rewrite = rewritesOf(rewrites, isKind);
  return (object) => {
    if (typeof object['__typename'] !== 'string') return undefined;
    const representation = readObject(object, requires, isKind);
    if (!representation) return undefined;
    representation['__typename'] ??= object['__typename'];
    rewrite?.(representation);
    return representation;
  };
}

/** A leaf as it is; undefined for an object of which only the type is known. */
function read(value: unknown, selections: readonly RequiresSelection[], isKind: IsKind): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => read(item, selections, isKind));
  return isResponseTree(value) ? readObject(value, selections, isKind) : value;
}

function readObject(
  object: ResponseTree,
  selections: readonly RequiresSelection[],
  isKind: IsKind,
): ResponseTree | undefined {
  const found: ResponseTree = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const { name, alias = name, selections: inner } = selection;
      const value = object[name] ?? object[alias];
      const known = inner ? read(value, inner, isKind) : value;
      if (known !== null && known !== undefined) found[alias] = known;
    } else if (selection.kind === 'InlineFragment' && isKind(object['__typename'], selection.typeCondition)) {
      const known = readObject(object, selection.selections, isKind);
      if (known) addTo(found, known);
    }
  }
  for (const key in found) if (key !== '__typename') return found;
  return undefined;
}
