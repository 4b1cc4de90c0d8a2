import { GraphQLError } from 'graphql';

/** The codes an error of the hub may carry in `extensions.code`. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'DEADLINE_EXCEEDED'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_REQUIRED'
  | 'INTROSPECTION_DISABLED'
  | 'CSRF_PREVENTED'
  | 'ISSUER_UNAVAILABLE'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'INTERNAL';

/** An error that the client may read as it is: a message, its code, and what else helps to mend the request. */
export function clientError(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}

/** `BAD_USER_INPUT`, naming the argument (a dotted path such as `where.near.radiusKm`) that is wrong. */
export function badUserInput(argument: string, message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message, { argument });
}

/**
 * `SUBGRAPH_UNAVAILABLE`, naming the service that does not answer: what both engines say of one that is down, or whose
 * database is. The cause is for the log alone: see `outagesOf`.
 */
export function unavailable(service: string, cause?: Error): GraphQLError {
  return new GraphQLError(`The service "${service}" does not answer.`, {
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: service },
    ...(cause && { originalError: cause }),
  });
}

/** What made services unavailable, where this process knows it: each cause once, however many fields it cost. */
export function outagesOf(errors: readonly GraphQLError[]): Set<Error> {
  const causes = new Set<Error>();
  for (const error of errors) {
    if (error.extensions?.['code'] !== 'SUBGRAPH_UNAVAILABLE') continue;
    let cause: Error | undefined = error.originalError;
    while (cause instanceof GraphQLError) cause = cause.originalError;
    if (cause) causes.add(cause);
  }
  return causes;
}

/** graphql-js gives no code to an argument whose variable is null where the schema has a default but no null. */
const ARGUMENT_FAULT = /^Argument "\w+" (of |has )/;

/** Whether an error without a code, by its message, is of an argument that the client gave. */
export const isArgumentFault = (message: string): boolean => ARGUMENT_FAULT.test(message);

/** An error that a person at the command line can act on: only its message is printed, without a stack, and the exit code is 1. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

/** Runs a function, and rethrows the errors of one class as `OperatorError`. */
export function forOperators<Result>(kind: new (message: string) => Error, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof kind ? new OperatorError(error.message) : error;
  }
}
