import {
  getNamedType,
  isAbstractType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The document with `__typename` wherever the type of an object depends on the answer. */
export function withTypenames(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: {
        leave(node) {
          const { selectionSet } = node;
          if (!selectionSet || !isAbstractType(getNamedType(typeInfo.getType()))) return undefined;
          const selections = [...selectionSet.selections, TYPENAME];
          return { ...node, selectionSet: { ...selectionSet, selections } };
        },
      },
    }),
  );
}
