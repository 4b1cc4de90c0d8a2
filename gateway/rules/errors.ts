import { GraphQLError, type ExecutionResult } from 'graphql';
import { isAsyncIterable, mapAsyncIterator } from 'graphql-yoga';
import { isArgumentError, outagesOf, type ErrorCode } from '../../platform/errors.ts';
import { isPlainlyMissing } from '../../platform/contract/missing.ts';
import { withoutSuggestion } from './introspection.ts';
import type { ErrorLog } from './error-log.ts';
import type { GatewayPlugin } from './request-context.ts';

/** The codes whose errors were written for clients. Whatever else goes wrong is the hub's own business. */
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
/** The codes of what the hub could not do: the request's id, for whoever asks its operator why. */
const SUPPORT_CODES: ReadonlySet<unknown> = new Set<ErrorCode>(['SUBGRAPH_UNAVAILABLE', 'DEADLINE_EXCEEDED']);
/** The codes of requests that fail as HTTP requests, whatever the media type of the answer. */
const HTTP_CODES: ReadonlySet<unknown> = new Set<ErrorCode | 'BAD_REQUEST'>([
  'BAD_REQUEST',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_REQUIRED',
  'INTROSPECTION_DISABLED',
  'CSRF_PREVENTED',
]);
/** What servers and libraries add for developers. */
const PRIVATE_EXTENSIONS = ['stacktrace', 'exception', 'originalError'];

/** A result as its client may see it. @param isHeard whether the client is still there */
export type Mask = <Result extends ExecutionResult>(result: Result, requestId: string, isHeard: boolean) => Result;

/** Lets errors with a public code pass; any other leaves as `INTERNAL` with the request's id, and goes to the log whole. */
export function createMask(logger: ErrorLog, introspection = true): Mask {
  const toTell = introspection ? (message: string) => message : withoutSuggestion;

  function toPublic(error: GraphQLError, requestId: string, isHeard: boolean): GraphQLError {
    const { path, nodes, source, positions } = error;
    const place = { path, nodes, source, positions };
    const code = publicCodeOf(error);
    if (code !== 'INTERNAL') {
      const extensions: Record<string, unknown> = { ...error.extensions, code };
      if (SUPPORT_CODES.has(code)) extensions['requestId'] = requestId;
      for (const name of PRIVATE_EXTENSIONS) delete extensions[name];
      // Yoga would answer 200 to clients that accept `application/json` alone.
      if (HTTP_CODES.has(code) && extensions['http']) extensions['http'] = { ...extensions['http'], spec: false };
      return new GraphQLError(toTell(error.message), { ...place, extensions });
    }
    // What was stopped because its client left went as it should.
    if (isHeard) logger.error({ err: error.originalError ?? error, requestId, path }, 'Unexpected error');
    // `unexpected` tells Yoga to answer 500 where there is no data; it does not leave the gateway.
    return new GraphQLError('Internal error', {
      ...place,
      extensions: { code: 'INTERNAL', requestId, unexpected: true },
    });
  }

  return (result, requestId, isHeard) => {
    if (!result.errors?.length) return result;
    const told = result.errors.filter((error) => !isPlainlyMissing(error, result.data));
    if (isHeard) for (const err of outagesOf(told)) logger.error({ err, requestId }, 'Service unavailable');
    const { errors: _, ...rest } = result;
    const errors = told.map((error) => toPublic(error, requestId, isHeard));
    return (errors.length > 0 ? { ...rest, errors } : rest) as typeof result;
  };
}

/** Masks what leaves the gateway. */
export function useErrors(mask: Mask): GatewayPlugin {
  return {
    // The one place that every answer passes, whether it failed at parsing, at validation or in a resolver.
    onResultProcess({ request, result, setResult, serverContext: { requestId } }) {
      const maskOne = (each: ExecutionResult) => mask(each, requestId, !request.signal.aborted);
      if (isAsyncIterable(result)) setResult(mapAsyncIterator(result, maskOne));
      else setResult(Array.isArray(result) ? result.map(maskOne) : maskOne(result));
    },
  };
}

/** How an operation ended, in a word: `OK`, or the code of the first error that its client sees. */
export function outcomeOf({ data, errors }: ExecutionResult): string {
  const told = errors?.find((error) => !isPlainlyMissing(error, data));
  return told ? publicCodeOf(told) : 'OK';
}

/** The code that an error leaves with: `INTERNAL`, where it was not written for clients. */
export function publicCodeOf(error: GraphQLError): string {
  const isUserInput = !error.originalError && isArgumentError(error.message);
  const code = error.extensions?.['code'] ?? (isUserInput ? 'BAD_USER_INPUT' : undefined);
  return PUBLIC_CODES.has(code) ? String(code) : 'INTERNAL';
}
