import { GraphQLError } from 'graphql';

/** Marks the error of a required field on an object that the field's own service does not know; never leaves the gateway. */
const MISSING_OBJECT = 'MISSING_OBJECT';

/** What both engines put at a required field whose object its service does not know. */
export const missingObject = (coordinate: string, path?: readonly (string | number)[]): GraphQLError =>
  new GraphQLError(`Cannot return null for non-nullable field ${coordinate}.`, {
    ...(path && { path }),
    extensions: { code: MISSING_OBJECT },
  });

/**
 * Whether an error says no more than the data does: an object that its service does not know is null. Where the null had to
 * climb further, and took what is known with it, the error stays.
 */
export function isPlainlyMissing(error: GraphQLError, data: unknown): boolean {
  if (error.extensions?.['code'] !== MISSING_OBJECT || (error.path?.length ?? 0) < 2) return false;
  const reached = error.path!.slice(0, -1).reduce<unknown>(
    // Undefined where a null came before the object's own place.
    (place, key) => (place === null ? undefined : (place as Record<string, unknown> | undefined)?.[key]),
    data,
  );
  return reached === null;
}
