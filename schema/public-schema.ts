import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { Kind, OperationTypeNode, type DocumentNode, type ObjectTypeDefinitionNode } from 'graphql';

/**
 * What clients see of a supergraph. The description of its query type is the schema's too: supergraphs have none for the
 * schema, and routers do not parse any.
 */
export function publicDocument(supergraph: DocumentNode): DocumentNode {
  const { definitions, ...document } = transformSupergraphToPublicSchema(supergraph);
  const query = definitions.find(
    (definition): definition is ObjectTypeDefinitionNode =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query',
  );
  if (!query?.description) return { ...document, definitions };
  const schema = {
    kind: Kind.SCHEMA_DEFINITION,
    description: query.description,
    operationTypes: definitions.flatMap((definition) => rootOf(definition as ObjectTypeDefinitionNode)),
  } as const;
  return { ...document, definitions: [schema, ...definitions] };
}

/** The operations that a type is the root of, by its name: supergraphs rename none. */
function rootOf({ kind, name }: ObjectTypeDefinitionNode) {
  const operation = Object.values(OperationTypeNode).find((each) => each === name?.value.toLowerCase());
  if (operation === undefined || kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  const type = { kind: Kind.NAMED_TYPE, name } as const;
  return [{ kind: Kind.OPERATION_TYPE_DEFINITION, operation, type } as const];
}
