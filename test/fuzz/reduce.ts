import {
  Kind,
  parse,
  print,
  visit,
  type ASTNode,
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  type SelectionNode,
} from 'graphql';
import type { Operation } from './random-operation.ts';

/** What may be taken out of an operation. */
const REMOVABLE: ReadonlySet<string> = new Set([
  Kind.FIELD,
  Kind.INLINE_FRAGMENT,
  Kind.FRAGMENT_SPREAD,
  Kind.FRAGMENT_DEFINITION,
  Kind.ARGUMENT,
  Kind.OBJECT_FIELD,
  Kind.DIRECTIVE,
  Kind.VARIABLE_DEFINITION,
]);

/** How much longer a fragment that is put in its place may make an operation, in characters. */
const LONGER = 10;

/**
 * The smallest operation that is found, by taking parts out, of which something still holds.
 * @param holds whether it holds of an operation, which need not be valid
 */
export async function reduce(
  operation: Operation,
  holds: (operation: Operation) => Promise<boolean>,
): Promise<Operation> {
  let smallest = { ...operation, query: print(parse(operation.query)) };
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const candidate of smallerThan(smallest)) {
      if (candidate.query.length > smallest.query.length + LONGER || !(await holds(candidate))) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
  }
  return smallest;
}

/** The operation without one of its parts, the largest first, or with what a fragment or an alias stands for. */
function* smallerThan({ query, variables }: Operation): Generator<Operation> {
  const document = parse(query, { noLocation: true });
  const written = print(document);
  for (const node of partsOf(document)) {
    const without = { enter: (each: ASTNode) => (each === node ? null : undefined) };
    for (const visitor of [without, inPlaceOf(node, document)]) {
      const smaller = print(withoutUnused(visit(document, visitor)));
      if (smaller !== written) yield { query: smaller, variables };
    }
  }
  yield* named(variables, query);
}

/** Operations without one of their variables' values. */
function* named(variables: Operation['variables'], query: string): Generator<Operation> {
  for (const name of Object.keys(variables)) {
    const { [name]: _, ...rest } = variables;
    yield { query, variables: rest };
  }
}

/** Puts what a fragment selects in its place, and the name of a field in that of its alias. */
function inPlaceOf(node: ASTNode, document: DocumentNode): ASTVisitor {
  return {
    Field: (field) => (field === node && field.alias ? { ...field, alias: undefined } : undefined),
    SelectionSet: (set) => {
      if (!set.selections.includes(node as SelectionNode)) return undefined;
      const selections = set.selections.flatMap((each) =>
        each === node && each.kind !== Kind.FIELD ? selectedBy(each, document) : [each],
      );
      return { ...set, selections };
    },
  };
}

function selectedBy(node: FragmentSpreadNode | InlineFragmentNode, document: DocumentNode): readonly SelectionNode[] {
  if (node.kind === Kind.INLINE_FRAGMENT) return node.selectionSet.selections;
  const fragment = document.definitions.find(
    (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
  ) as FragmentDefinitionNode;
  return [{ ...fragment, kind: Kind.INLINE_FRAGMENT } as unknown as InlineFragmentNode];
}

/** A document without the fragments and variables that nothing uses. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  const note = (kind: string) => (node: { name: { value: string } }) => void used.add(`${kind} ${node.name.value}`);
  let pruned = document;
  for (let size = -1; size !== used.size || size === -1;) {
    size = used.size;
    used.clear();
    visit(pruned, {
      FragmentSpread: note('...'),
      Argument: { enter: ({ value }) => void visit(value, { Variable: note('$') }) },
    });
    pruned = visit(pruned, {
      FragmentDefinition: ({ name }) => (used.has(`... ${name.value}`) ? undefined : null),
      VariableDefinition: ({ variable }) => (used.has(`$ ${variable.name.value}`) ? false : null),
    });
  }
  return pruned;
}

function partsOf(document: DocumentNode): ASTNode[] {
  const parts: { node: ASTNode; size: number }[] = [];
  visit(document, {
    enter(node) {
      if (REMOVABLE.has(node.kind)) parts.push({ node, size: print(node).length });
    },
  });
  return parts.toSorted((one, other) => other.size - one.size).map(({ node }) => node);
}
