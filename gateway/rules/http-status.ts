import type { GraphQLError } from 'graphql';
import type { ErrorCode } from '../../platform/errors.ts';

/** The status of a response that has one error instead of what was requested, by its code; others are 400. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  ISSUER_UNAVAILABLE: 503,
  SUBGRAPH_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
};

/** The response to a request that is not one of the graph, and failed: the error as the graph answers it, with the status of its code. */
export function errorResponse({ message, extensions: { http, unexpected: _, ...extensions } }: GraphQLError): Response {
  const given = http as { status?: number; headers?: Record<string, string> } | undefined;
  const status = given?.status ?? STATUS[extensions['code'] as ErrorCode] ?? 400;
  return Response.json(
    { errors: [{ message, extensions }] },
    { status, headers: { 'cache-control': 'no-store', ...given?.headers } },
  );
}
