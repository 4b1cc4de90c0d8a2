import {
  BREAK,
  GraphQLScalarType,
  Kind,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';

const COERCED = new GraphQLScalarType({ name: 'maillage__Coerced' });

/** The schema for the compiler, with the type that `prepareOperation` gives to variables. */
export function schemaForCompiler(schema: GraphQLSchema): GraphQLSchema {
  const getType = (name: string) => (name === COERCED.name ? COERCED : schema.getType(name));
  return Object.create(schema, { getType: { value: getType } }) as GraphQLSchema;
}

/**
 * A document for the compiler: variables are taken as graphql-js coerced them, because graphql-jit 0.8 does not terminate
 * on a recursive input type (`where: { AND: [...] }`).
 */
export function prepareOperation(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const type: TypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: COERCED.name } };
  const variableDefinitions = operation.variableDefinitions?.map(({ kind, variable }) => ({ kind, variable, type }));
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, variableDefinitions }, ...fragments] };
}

/** Whether a document has `@skip` or `@include`, which graphql-jit 0.8 loses within fragments of a field. */
export function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive({ name }) {
      found = name.value === 'skip' || name.value === 'include';
      return found ? BREAK : undefined;
    },
  });
  return found;
}
