import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from './asked-fields.ts';

/**
 * A document that asks the same, with each field once in its place: the runtime loses aliases of a field's second
 * selection, be it in a fragment or beside the first (`edges { cursor } edges { key: cursor }`). What a directive or
 * the type of the answer decides stays apart.
 */
export function mergeSelections(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const fragments = fragmentsOf(document);

  function merge(sets: readonly SelectionSetNode[], parent: GraphQLCompositeType): SelectionSetNode {
    const fields = new Map<string, FieldNode[]>();
    const apart: SelectionNode[] = [];
    const collect = (set: SelectionSetNode): void => {
      for (const selection of set.selections) {
        const isPlain = (selection.directives ?? []).length === 0;
        if (selection.kind === Kind.FIELD) {
          const key = (selection.alias ?? selection.name).value;
          if (!isPlain) apart.push(mergeField([selection], parent));
          else if (fields.has(key)) fields.get(key)!.push(selection);
          else fields.set(key, [selection]);
          continue;
        }
        const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value]! : selection;
        const condition = inner.typeCondition ? schema.getType(inner.typeCondition.name.value) : parent;
        if (!isCompositeType(condition)) continue;
        if (isPlain && alwaysApplies(schema, condition, parent)) collect(inner.selectionSet);
        else {
          const { typeCondition } = inner;
          const selectionSet = merge([inner.selectionSet], condition);
          apart.push({
            kind: Kind.INLINE_FRAGMENT,
            typeCondition,
            directives: selection.directives ?? [],
            selectionSet,
          });
        }
      }
    };
    sets.forEach(collect);
    return {
      kind: Kind.SELECTION_SET,
      selections: [...[...fields.values()].map((nodes) => mergeField(nodes, parent)), ...apart],
    };
  }

  function mergeField(nodes: readonly FieldNode[], parent: GraphQLCompositeType): FieldNode {
    const [node] = nodes as [FieldNode];
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    const type = field && getNamedType(field.type);
    if (!isCompositeType(type)) return node;
    return {
      ...node,
      selectionSet: merge(
        nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        type,
      ),
    };
  }

  const definitions = document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
    const root = schema.getRootType(definition.operation);
    return root ? [{ ...definition, selectionSet: merge([definition.selectionSet], root) }] : [definition];
  });
  return { ...document, definitions };
}

/** Whether every object of a type is one of the condition's. */
function alwaysApplies(schema: GraphQLSchema, condition: GraphQLCompositeType, parent: GraphQLCompositeType): boolean {
  return (
    condition === parent || (isAbstractType(condition) && isObjectType(parent) && schema.isSubType(condition, parent))
  );
}
