import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import type { RequestReader } from '../reading/request-reader.ts';

/**
 * Lets each mutation of a schema begin and end without what its request has read, which it may have written: routers other
 * than the hub's send several in one request.
 */
export function forgetAroundMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = async (source, args, reader: RequestReader<object>, info) => {
      reader.forget();
      try {
        return (await resolve(source, args, reader, info)) as unknown;
      } finally {
        reader.forget();
      }
    };
  }
}
