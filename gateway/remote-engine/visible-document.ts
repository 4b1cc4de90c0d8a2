import {
  isCompositeType,
  isObjectType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
} from 'graphql';
import type { FieldGuard, FieldGuards } from './field-guards.ts';
import { TYPENAME } from './planned-document.ts';

/** The guards of the fields that a document selects, of each type of object that may occur there. */
export function guardsIn(schema: GraphQLSchema, document: DocumentNode, guards: FieldGuards): FieldGuards {
  const found = new Map<string, FieldGuard>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        for (const type of possibleParents(schema, typeInfo)) {
          const coordinate = `${type.name}.${node.name.value}`;
          const guard = guards.get(coordinate);
          if (guard) found.set(coordinate, guard);
        }
      },
    }),
  );
  return found;
}

/**
 * A document without the fields that the caller may not see. If a field of an abstract type is denied on some of its
 * types, it is kept on the others.
 */
export function visibleDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  denied: { has(coordinate: string): boolean },
): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        const parents = possibleParents(schema, typeInfo);
        const allowed = parents.filter(({ name }) => !denied.has(`${name}.${node.name.value}`));
        if (allowed.length === parents.length) return undefined;
        return allowed.length === 0 ? null : onTypes(allowed, node);
      },
      SelectionSet: {
        leave: (node) => (node.selections.length === 0 ? { ...node, selections: [TYPENAME] } : undefined),
      },
    }),
  );
}

/** The types of object that the visited field may occur on. */
function possibleParents(schema: GraphQLSchema, typeInfo: TypeInfo): readonly GraphQLObjectType[] {
  const parent = typeInfo.getParentType();
  if (!isCompositeType(parent)) return [];
  return isObjectType(parent) ? [parent] : schema.getPossibleTypes(parent);
}

function onTypes(types: readonly GraphQLObjectType[], field: FieldNode): InlineFragmentNode {
  const fragment = (selections: InlineFragmentNode['selectionSet']['selections']): InlineFragmentNode => ({
    kind: Kind.INLINE_FRAGMENT,
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  });
  return fragment(
    types.map(({ name }) => ({
      ...fragment([field]),
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    })),
  );
}
