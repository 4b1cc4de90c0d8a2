import { isScalarType, valueFromASTUntyped, type GraphQLScalarType, type GraphQLSchema } from 'graphql';

/** Makes a schema check the values of custom scalars, as the local engine does; services receive what the client wrote. */
export function checkScalars(schema: GraphQLSchema, scalars: GraphQLScalarType[]): GraphQLSchema {
  for (const { name, parseValue, parseLiteral } of scalars) {
    const type = schema.getType(name);
    if (!isScalarType(type)) continue;
    type.parseValue = (value) => {
      parseValue(value);
      return value;
    };
    type.parseLiteral = (node, variables) => {
      parseLiteral(node, variables);
      return valueFromASTUntyped(node, variables);
    };
  }
  return schema;
}
