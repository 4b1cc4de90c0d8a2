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
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'PERSISTED_QUERY_REQUIRED'
  | 'INTROSPECTION_DISABLED'
  | 'CSRF_PREVENTED'
  | 'ISSUER_UNAVAILABLE'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'INTERNAL';

/** An error that clients may read: a message, its code, and what else helps to fix the request. */
export function clientError(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}

/** `BAD_USER_INPUT`, naming the invalid argument (a dotted path such as `where.near.radiusKm`). */
export function badUserInput(argument: string, message: string): GraphQLError {
  return clientError('BAD_USER_INPUT', message, { argument });
}

/**
 * `SUBGRAPH_UNAVAILABLE`, naming the service: the error of both engines if a service or its database is down. The cause
 * is for the log only: see `outagesOf`.
 */
export function unavailable(service: string, cause?: Error): GraphQLError {
  return new GraphQLError(`Service "${service}" is unavailable.`, {
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: service },
    ...(cause && { originalError: cause }),
  });
}

/** `DEADLINE_EXCEEDED`, naming the service: the error of what a service did not complete in time although it works. */
export const tooSlow = (service: string): GraphQLError =>
  clientError(
    'DEADLINE_EXCEEDED',
    `Service "${service}" took too long. Request less: smaller pages, narrower conditions, or several requests.`,
    { subgraph: service },
  );

/** The causes of unavailable services that this process knows, each once, however many fields it cost. */
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

/** graphql-js gives no code to the error of a null variable at a non-null argument with a default. */
const INVALID_ARGUMENT = /^Argument "\w+" (of |has )/;

/** Whether the message of an error without a code is about an argument of the client's. */
export const isArgumentError = (message: string): boolean => INVALID_ARGUMENT.test(message);

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
