import { GraphQLError } from 'graphql';

/** The code of the error of a required field on an object that the field's own service does not know; clients never see it. */
const MISSING_OBJECT = 'MISSING_OBJECT';

/** The error of both engines for a required field on an object that the field's own service does not know. */
export const missingObject = (coordinate: string, path?: readonly (string | number)[]): GraphQLError =>
  new GraphQLError(`Cannot return null for non-nullable field ${coordinate}.`, {
    ...(path && { path }),
    extensions: { code: MISSING_OBJECT },
  });

/** Whether an error is of an object that its service does not know. */
export const isMissingObject = ({ extensions }: GraphQLError): boolean => extensions?.['code'] === MISSING_OBJECT;

/**
 * Whether an error says no more than the data does: an object that its service does not know is null. If the null had to
 * propagate further, and removed known data, the error is kept.
 */
export function isPlainlyMissing(error: GraphQLError, data: unknown): boolean {
  if (!isMissingObject(error) || (error.path?.length ?? 0) < 2) return false;
  const reached = error.path!.slice(0, -1).reduce<unknown>(
    // Undefined if a null precedes the object's own position.
    (value, key) => (value === null ? undefined : (value as Record<string, unknown> | undefined)?.[key]),
    data,
  );
  return reached === null;
}
