import {
  GraphQLScalarType,
  Kind,
  specifiedScalarTypes,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';

const COERCED = new GraphQLScalarType({ name: 'maillage__Coerced' });
const PLAIN_SCALARS = new Set(specifiedScalarTypes.map(({ name }) => name));

/** The schema for the compiler, with the type that `prepareOperation` gives to variables. */
export function schemaForCompiler(schema: GraphQLSchema): GraphQLSchema {
  const getType = (name: string) => (name === COERCED.name ? COERCED : schema.getType(name));
  return Object.create(schema, { getType: { value: getType } }) as GraphQLSchema;
}

/**
 * An operation in a form that graphql-jit 0.8 compiles correctly, independent of the document that it comes from:
 * - each use of a fragment gets nodes of its own, because the compiler stores `@skip` and `@include` on the nodes that it
 *   visits, and two uses would share their conditions;
 * - variables are taken as graphql-js coerced them, because the compiler does not terminate on a recursive input type
 *   (`where: { AND: [...] }`).
 */
export function prepareOperation(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const prepared: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: operation.variableDefinitions?.map(takeAsCoerced),
    selectionSet: inlineFragments(operation.selectionSet, fragments),
  };
  return { kind: Kind.DOCUMENT, definitions: [prepared] };
}

function takeAsCoerced(definition: VariableDefinitionNode): VariableDefinitionNode {
  if (isPlainScalar(definition.type)) return definition;
  const type: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } };
  return { ...definition, type, defaultValue: undefined };
}

function isPlainScalar(type: TypeNode): boolean {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner.kind === Kind.NAMED_TYPE && PLAIN_SCALARS.has(inner.name.value);
}

function inlineFragments(
  selectionSet: SelectionSetNode,
  fragments: Map<string, FragmentDefinitionNode>,
): SelectionSetNode {
  const selections = selectionSet.selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const { typeCondition, selectionSet: spread } = fragments.get(selection.name.value)!;
      const { directives = [] } = selection;
      return {
        kind: Kind.INLINE_FRAGMENT,
        typeCondition,
        directives,
        selectionSet: inlineFragments(spread, fragments),
      };
    }
    if (selection.selectionSet === undefined) return { ...selection };
    return { ...selection, selectionSet: inlineFragments(selection.selectionSet, fragments) };
  });
  return { ...selectionSet, selections };
}
