import {
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';

/** The field that is selected if nothing else is. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The document that is planned: with `__typename` where what a client receives of an object depends on its type, and
 * where nothing is selected of it. It is not added elsewhere: the planner would ask another service for it.
 * @param partlyHidden the abstract types of which some objects are of a type that clients do not see
 */
export function plannedDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  partlyHidden: ReadonlySet<string>,
): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      // The name of a type is read under one name, whatever the client's.
      Field: (node) => (isTypename(node) ? TYPENAME : undefined),
      SelectionSet: {
        leave(node) {
          const { selections } = node;
          const isHidden = partlyHidden.has(typeInfo.getParentType()?.name ?? '');
          if (selections.length > 0 && !isHidden && !selections.some(dependsOnType)) return undefined;
          return { ...node, selections: [...selections.filter((each) => !isTypename(each)), TYPENAME] };
        },
      },
    }),
  );
}

/** Whether an operation selects nothing but `__typename` of its root, which needs no service. */
export const isTypenameOnly = (selections: readonly SelectionNode[]): boolean => selections.every(isTypename);

/** Whether a selection is one of objects of a type. */
const dependsOnType = ({ kind }: SelectionNode): boolean => kind === Kind.INLINE_FRAGMENT;

const isTypename = (node: SelectionNode): boolean => node.kind === Kind.FIELD && node.name.value === '__typename';
