import type { ExecutionResult, GraphQLError } from 'graphql';
import { locatedError } from '../operation/located-error.ts';

const WORDS =
  'It is not known whether the mutation was done: read what it should have changed before you send it again.';

/** The codes of errors after which a mutation that was begun may have been done, or not. */
const OPEN_CODES: ReadonlySet<unknown> = new Set(['DEADLINE_EXCEEDED', 'SUBGRAPH_UNAVAILABLE']);

/** The error of a mutation of which no reply says what became of it. */
export function outcomeUnknown({ message, path, extensions, locations, originalError }: GraphQLError): GraphQLError {
  return locatedError(`${message} ${WORDS}`, { path, extensions, originalError }, locations);
}

/** The result of a mutation, where an error says so if it is not known whether its root field was done. */
export function withUnknownOutcomes(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => (isOpen(error) ? outcomeUnknown(error) : error)) };
}

/** Whether an error leaves open what was done. What is selected of a root field is read once that is done. */
function isOpen({ path = [], extensions: { code, limit, isUnsent } }: GraphQLError): boolean {
  if (path.length !== 1 || isUnsent) return false;
  // A service's reply that was too long to be read.
  return OPEN_CODES.has(code) || limit === 'responseBytes';
}
