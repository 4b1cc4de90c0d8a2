import { isObjectType, type GraphQLSchema } from 'graphql';
import { argumentError } from './argument-slots.ts';

/** Makes fields fail whose arguments could not be read. The resolvers are changed in place. */
export function refuseInvalidArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const { args, resolve } = field;
      if (args.length === 0 || !resolve) continue;
      field.resolve = (source, values: Record<string, unknown>, context, info) => {
        for (const { name } of args) {
          const error = argumentError(values[name]);
          if (error) throw error;
        }
        return resolve(source, values, context, info);
      };
    }
  }
  return schema;
}
