import { print, visit, type DocumentNode, type FieldNode } from 'graphql';

/** What a document asks and with what: its variables, and each field by its path, with its arguments. */
export function selectionsOf(document: DocumentNode): string[] {
  const path: string[] = [];
  const found: string[] = [];
  visit(document, {
    VariableDefinition: (node) => void found.push(print(node)),
    Directive: (node) => void found.push([...path, print(node)].join(' ')),
    InlineFragment: {
      enter: (node) => void path.push(`on ${node.typeCondition?.name.value}`),
      leave: () => void path.pop(),
    },
    Field: {
      enter({ selectionSet: _, ...field }) {
        path.push(print(field as FieldNode).replaceAll(/\s+/g, ' '));
        found.push(path.join(' '));
      },
      leave: () => void path.pop(),
    },
  });
  return found;
}
