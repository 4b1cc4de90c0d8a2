import type { ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, mapAsyncIterator } from 'graphql-yoga';
import { outagesOf, type ErrorCode } from '../../platform/errors.ts';
import { locatedError } from '../operation/located-error.ts';
import { withoutSuggestion } from './introspection.ts';
import type { ErrorLog } from './error-log.ts';
import type { GatewayPlugin } from './request-context.ts';

/** The codes whose errors were written for clients; all other errors are masked. */
const HUB_CODES = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CONFLICT',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_REQUIRED',
  'INTROSPECTION_DISABLED',
  'CSRF_PREVENTED',
  'SUBGRAPH_UNAVAILABLE',
] satisfies ErrorCode[];
const PROTOCOL_CODES = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
];
const PUBLIC_CODES: ReadonlySet<unknown> = new Set([...HUB_CODES, ...PROTOCOL_CODES]);
/** The codes of failures of the hub, which carry the request's id, so that clients can ask the operator about them. */
const SUPPORT_CODES: ReadonlySet<unknown> = new Set<ErrorCode>(['SUBGRAPH_UNAVAILABLE', 'DEADLINE_EXCEEDED']);
/** The codes of requests that fail as HTTP requests, whatever the media type of the response. */
const HTTP_CODES: ReadonlySet<unknown> = new Set<ErrorCode | 'BAD_REQUEST'>([
  'BAD_REQUEST',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
  'PERSISTED_QUERY_REQUIRED',
  'INTROSPECTION_DISABLED',
  'CSRF_PREVENTED',
]);
/** Extensions that servers and libraries add for developers, and what the engine says of its requests. */
const PRIVATE_EXTENSIONS = ['stacktrace', 'exception', 'originalError', 'isUnsent'];

/** A result as its client may see it. @param isConnected whether the client is still connected */
export type Mask = <Result extends ExecutionResult>(result: Result, requestId: string, isConnected: boolean) => Result;

/** Passes errors with a public code; all others become `INTERNAL` with the request's id, and are logged in full. */
export function createMask(logger: ErrorLog, introspection = true): Mask {
  const publicMessage = introspection ? (message: string) => message : withoutSuggestion;

  function toPublic(error: GraphQLError, requestId: string, isConnected: boolean): GraphQLError {
    const { path, locations } = error;
    const code = publicCodeOf(error);
    if (code !== 'INTERNAL') {
      const extensions: Record<string, unknown> = { ...error.extensions, code };
      if (SUPPORT_CODES.has(code)) extensions['requestId'] = requestId;
      for (const name of PRIVATE_EXTENSIONS) delete extensions[name];
      // Yoga would answer 200 to clients that accept `application/json` alone.
      if (HTTP_CODES.has(code) && extensions['http']) extensions['http'] = { ...extensions['http'], spec: false };
      return locatedError(publicMessage(error.message), { path, extensions }, locations);
    }
    // An error after the client has disconnected is expected.
    if (isConnected) logger.error({ err: error.originalError ?? error, requestId, path }, 'Unexpected error');
    // `unexpected` makes Yoga respond with 500 if there is no data; it does not leave the gateway.
    return locatedError(
      'Internal error',
      { path, extensions: { code: 'INTERNAL', requestId, unexpected: true } },
      locations,
    );
  }

  return (result, requestId, isConnected) => {
    if (!result.errors?.length) return result;
    if (isConnected)
      for (const err of outagesOf(result.errors)) logger.error({ err, requestId }, 'Service unavailable');
    return { ...result, errors: result.errors.map((error) => toPublic(error, requestId, isConnected)) };
  };
}

/** Masks what leaves the gateway. */
export function useErrors(mask: Mask): GatewayPlugin {
  return {
    // The only hook that every result passes, whether it failed at parsing, at validation or in a resolver.
    onResultProcess({ request, result, setResult, serverContext: { requestId } }) {
      const maskOne = (each: ExecutionResult) => mask(each, requestId, !request.signal.aborted);
      if (isAsyncIterable(result)) setResult(mapAsyncIterator(result, maskOne));
      else setResult(Array.isArray(result) ? result.map(maskOne) : maskOne(result));
    },
  };
}

/** How an operation ended: `OK`, or the code of the first error that its client sees. */
export function outcomeOf({ errors }: ExecutionResult): string {
  return errors?.[0] ? publicCodeOf(errors[0]) : 'OK';
}

/** The code of an error for clients: `INTERNAL` if it was not written for them. */
export function publicCodeOf(error: GraphQLError): string {
  const code = error.extensions?.['code'];
  return PUBLIC_CODES.has(code) ? String(code) : 'INTERNAL';
}
