import { extendSchema, isObjectType, parse, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** Finds the object of a representation from another subgraph. */
export type ReferenceResolver = (
  representation: Record<string, string>,
  context: never,
) => Promise<object | null> | object | null;

interface Representation {
  __typename: string;
}

/**
 * Adds the fields that routers request of a Federation 2 subgraph: its SDL (`_service`), and the objects of
 * representations (`_entities`).
 * @param typeDefs the SDL to publish
 * @param references how each entity type is found, by name; also added to the type's extensions, for the local gateway
 */
export function withFederation(
  schema: GraphQLSchema,
  typeDefs: string,
  references: Map<string, ReferenceResolver>,
): GraphQLSchema {
  const names = [...references.keys()];
  const entities =
    names.length > 0
      ? `union _Entity = ${names.join(' | ')} extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`
      : '';
  const additions = `scalar _Any type _Service { sdl: String! } extend type Query { _service: _Service! } ${entities}`;
  const extended = extendSchema(schema, parse(additions), { assumeValidSDL: true });
  const fields = extended.getQueryType()!.getFields();
  fields['_service']!.resolve = () => ({ sdl: typeDefs });
  if (fields['_entities']) {
    fields['_entities'].resolve = (_root, { representations }: { representations: Representation[] }, context) =>
      representations.map((representation) => find(references, representation, context as never));
  }
  for (const [name, resolveReference] of references) {
    entityType(extended, name).extensions = { apollo: { subgraph: { resolveReference } } };
  }
  return extended;
}

async function find(
  references: Map<string, ReferenceResolver>,
  representation: Representation,
  context: never,
): Promise<object | null> {
  const { __typename } = representation;
  const resolve = references.get(__typename);
  if (!resolve) throw new Error(`There is no entity type ${__typename}.`);
  const found = await resolve(representation as never, context);
  // GraphQL resolves the type of a union's member by it.
  return found && Object.defineProperty(found, '__typename', { value: __typename, configurable: true });
}

function entityType(schema: GraphQLSchema, name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (isObjectType(type)) return type;
  throw new TypeError(`${name} is not an object type of the schema.`);
}
