import {
  getOperationAST,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field of a request to a service, by the name that it has in the answer. */
export interface SelectedField {
  key: string;
  node: FieldNode;
}

type Fragments = Record<string, FragmentDefinitionNode>;

/** A document's fragments, by name. */
export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments: Fragments = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** The fields at the root of a request. */
export function rootFields(document: DocumentNode): SelectedField[] {
  const operation = getOperationAST(document);
  return operation ? fieldsIn(operation.selectionSet, fragmentsOf(document), undefined) : [];
}

/** The fields that a request for entities asks of those of one type. */
export function entityFields(document: DocumentNode, entities: FieldNode, typeName: string): SelectedField[] {
  const { selectionSet } = entities;
  return selectionSet ? fieldsIn(selectionSet, fragmentsOf(document), typeName) : [];
}

/** Planned requests condition their fragments on object types alone. */
function fieldsIn(selectionSet: SelectionSetNode, fragments: Fragments, typeName: string | undefined): SelectedField[] {
  const fields: SelectedField[] = [];
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      const { name, alias } = selection;
      if (name.value !== '__typename') fields.push({ key: (alias ?? name).value, node: selection });
      continue;
    }
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
    const condition = inner?.typeCondition?.name.value;
    if (!inner || (typeName !== undefined && condition !== undefined && condition !== typeName)) continue;
    fields.push(...fieldsIn(inner.selectionSet, fragments, typeName));
  }
  return fields;
}
