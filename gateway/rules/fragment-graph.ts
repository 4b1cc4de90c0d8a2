import {
  GraphQLError,
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Definition = FragmentDefinitionNode | OperationDefinitionNode;

/** The fragments of a document, and what it begins with. */
export interface FragmentGraph {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The operations, and the fragments that nothing spreads: validation reads these too. */
  roots: readonly Definition[];
}

/**
 * Which definitions of a document spread which.
 * @throws GraphQLError if a fragment includes itself; validation refuses it too, but not before everything is expanded
 */
export function fragmentGraphOf(document: DocumentNode): FragmentGraph {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const spreads = new Map<Definition, Set<string>>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    spreads.set(definition, addSpreads(definition.selectionSet, new Set()));
  }
  refuseCycles(fragments, spreads);
  const isSpread = new Set([...spreads.values()].flatMap((names) => [...names]));
  const roots = [...spreads.keys()].filter((definition) => {
    if (definition.kind === Kind.OPERATION_DEFINITION) return true;
    const { value: name } = definition.name;
    // Of two fragments of one name, which is invalid, only one is ever spread.
    return !isSpread.has(name) || fragments.get(name) !== definition;
  });
  return { fragments, roots };
}

function addSpreads({ selections }: SelectionSetNode, names: Set<string>): Set<string> {
  for (const selection of selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) names.add(selection.name.value);
    else if (selection.selectionSet) addSpreads(selection.selectionSet, names);
  }
  return names;
}

function refuseCycles(fragments: FragmentGraph['fragments'], spreads: ReadonlyMap<Definition, Set<string>>): void {
  const done = new Set<string>();
  const path: string[] = [];
  const follow = (name: string): void => {
    const fragment = fragments.get(name);
    if (!fragment || done.has(name)) return;
    if (path.includes(name)) throw withinItself(name, path.slice(path.indexOf(name) + 1));
    path.push(name);
    for (const inner of spreads.get(fragment)!) follow(inner);
    path.pop();
    done.add(name);
  };
  for (const name of fragments.keys()) follow(name);
}

function withinItself(name: string, via: string[]): GraphQLError {
  const way = via.length === 0 ? '' : ` via ${via.map((each) => `"${each}"`).join(', ')}`;
  return new GraphQLError(`Cannot spread fragment "${name}" within itself${way}.`, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { spec: true, status: 400 } },
  });
}
