import {
  isAbstractType,
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
  type ValueNode,
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

/** What is left out of a document: fields of some types of object, or wherever they have an argument by some variable. */
export interface Omitted {
  coordinates: { has(coordinate: string): boolean };
  variables: ReadonlySet<string>;
}

/**
 * A document without some fields. If a field of an abstract type is left out on some of its types, it is kept on the
 * others.
 */
export function visibleDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  { coordinates, variables }: Omitted,
): DocumentNode {
  const typeInfo = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        if (node.arguments?.some(({ value }) => isVariableIn(value, variables))) return null;
        const parents = possibleParents(schema, typeInfo);
        const allowed = parents.filter(({ name }) => !coordinates.has(`${name}.${node.name.value}`));
        if (allowed.length === parents.length) return undefined;
        if (allowed.length > 0) return onTypes(allowed, node);
        // The error of the field names the type of each object.
        return isAbstractType(typeInfo.getParentType()) ? TYPENAME : null;
      },
    }),
  );
}

const isVariableIn = (value: ValueNode, variables: ReadonlySet<string>): boolean =>
  value.kind === Kind.VARIABLE && variables.has(value.name.value);

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
