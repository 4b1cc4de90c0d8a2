import {
  getOperationAST,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field of a request to a service, by its name in the reply. */
export interface RequestedField {
  key: string;
  node: FieldNode;
}

/** The fields of a planned request, which are read if something has gone wrong. */
export type RequestedFields = () => {
  root: RequestedField[];
  /** The fields that a list of entities requests of objects of one type. */
  entities(list: string, typeName: string): RequestedField[];
};

type Fragments = Record<string, FragmentDefinitionNode>;

export function requestedFields(operation: string): RequestedFields {
  let read: ReturnType<RequestedFields> | undefined;
  return () => (read ??= readFields(parse(operation, { noLocation: true })));
}

function readFields(document: DocumentNode): ReturnType<RequestedFields> {
  const fragments = fragmentsOf(document);
  const root = fieldsIn(getOperationAST(document)!.selectionSet, fragments, undefined);
  return {
    root,
    entities(list, typeName) {
      const selectionSet = root.find(({ key }) => key === list)?.node.selectionSet;
      return selectionSet ? fieldsIn(selectionSet, fragments, typeName) : [];
    },
  };
}

/** A document's fragments, by name. */
function fragmentsOf(document: DocumentNode): Fragments {
  const fragments: Fragments = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** The fields of a selection; the fragments of planned requests have object types as conditions, and no others. */
function fieldsIn(
  selectionSet: SelectionSetNode,
  fragments: Fragments,
  typeName: string | undefined,
): RequestedField[] {
  const fields: RequestedField[] = [];
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
