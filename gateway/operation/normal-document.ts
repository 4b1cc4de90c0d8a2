import {
  Kind,
  parse,
  print,
  visit,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { ArgumentSlots } from './argument-slots.ts';
import type { NormalField, NormalSelection } from './normal-form.ts';

/** Stands for an empty selection in the text of a document: a name that no field may have. */
const PLACEHOLDER: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__empty' } };

/** The text of a normal operation: equal for operations that differ in literals, fragments or conditions alone. */
export function textOf(
  { operation, name }: OperationDefinitionNode,
  selection: NormalSelection,
  slots: ArgumentSlots,
): string {
  const selectionSet = selectionSetOf(selection, slots);
  return print({
    kind: Kind.OPERATION_DEFINITION,
    operation,
    name,
    variableDefinitions: slots.definitions,
    selectionSet,
  });
}

/** The document of a normal operation's text. Selections without fields are empty, which GraphQL has no text for. */
export function documentOf(text: string): DocumentNode {
  return visit(parse(text), {
    SelectionSet: (node) => (isPlaceholder(node.selections[0]!) ? { ...node, selections: [] } : undefined),
  });
}

function selectionSetOf(selection: NormalSelection, slots: ArgumentSlots): SelectionSetNode {
  const selections: SelectionNode[] = [];
  let typeName: string | undefined;
  let fragment: SelectionNode[] = [];
  for (const field of selection) {
    const node = nodeOf(field, slots);
    if (field.typeName === undefined) selections.push(node);
    else if (field.typeName === typeName) fragment.push(node);
    else selections.push(fragmentOf(field.typeName, (fragment = [node])));
    typeName = field.typeName;
  }
  return { kind: Kind.SELECTION_SET, selections: selections.length > 0 ? selections : [PLACEHOLDER] };
}

function nodeOf(field: NormalField, slots: ArgumentSlots): FieldNode {
  const { responseName, definition, selection } = field;
  const name = { kind: Kind.NAME, value: definition.name } as const;
  return {
    kind: Kind.FIELD,
    name,
    alias: responseName === definition.name ? undefined : { kind: Kind.NAME, value: responseName },
    arguments: slots.argumentsOf(field),
    selectionSet: selection && selectionSetOf(selection, slots),
  };
}

const fragmentOf = (typeName: string, selections: SelectionNode[]): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
  selectionSet: { kind: Kind.SELECTION_SET, selections },
});

const isPlaceholder = (node: SelectionNode): boolean =>
  node.kind === Kind.FIELD && node.name.value === PLACEHOLDER.name.value;
