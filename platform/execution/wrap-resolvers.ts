import { isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

export type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** Puts a function around each resolver of a schema, in place; fields that are plain properties have none. */
export function wrapResolvers(
  schema: GraphQLSchema,
  wrap: (resolve: Resolver, field: GraphQLField<unknown, unknown>) => Resolver,
): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) if (field.resolve) field.resolve = wrap(field.resolve, field);
  }
  return schema;
}
