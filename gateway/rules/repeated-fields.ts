import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
/** The fields of each response name: how many there are, and their selection sets. */
type Merged = Map<string, { count: number; inner: SelectionSetNode[] }>;

/**
 * The most fields of one response name that are merged into one: those of one selection set with its fragments, and those
 * of the selection sets of fields that are merged themselves. Validation compares each of them with each other.
 *
 * It takes as long as there are fields with fragments expanded: limit these before, and refuse fragments within themselves.
 */
export function mostRepeated(selectionSets: readonly SelectionSetNode[], fragments: Fragments): number {
  const merged: Merged = new Map();
  const spread = new Set<string>();
  for (const selectionSet of selectionSets) collect(selectionSet, fragments, spread, merged);
  let most = 0;
  for (const { count, inner } of merged.values()) {
    most = Math.max(most, count);
    if (inner.length > 0) most = Math.max(most, mostRepeated(inner, fragments));
  }
  return most;
}

function collect(selectionSet: SelectionSetNode, fragments: Fragments, spread: Set<string>, merged: Merged): void {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      const name = responseName(selection);
      let found = merged.get(name);
      if (!found) merged.set(name, (found = { count: 0, inner: [] }));
      found.count++;
      if (selection.selectionSet) found.inner.push(selection.selectionSet);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, fragments, spread, merged);
    } else {
      const name = selection.name.value;
      const fragment = fragments.get(name);
      // A fragment that is spread twice into the same set is there once.
      if (!fragment || spread.has(name)) continue;
      spread.add(name);
      collect(fragment.selectionSet, fragments, spread, merged);
    }
  }
}

const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;
