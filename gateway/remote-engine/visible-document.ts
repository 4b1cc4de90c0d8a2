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
import type { Requirement, Requirements } from '../../platform/contract/access.ts';
import { TYPENAME } from './planned-document.ts';

/** The fields that a document selects, of each object that may be met there, and that ask something of callers. */
export function requirementsIn(schema: GraphQLSchema, document: DocumentNode, all: Requirements): Requirements {
  const found = new Map<string, Requirement>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        for (const type of possibleParents(schema, typeInfo)) {
          const coordinate = `${type.name}.${node.name.value}`;
          const requirement = all.get(coordinate);
          if (requirement) found.set(coordinate, requirement);
        }
      },
    }),
  );
  return found;
}

/**
 * What is left of a document without the fields that the caller may not see. Of an abstract type's field that some types
 * refuse, the others' remains.
 */
export function visibleDocument(schema: GraphQLSchema, document: DocumentNode, denied: Requirements): DocumentNode {
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

/** The types of object on which the visited field may be met. */
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
