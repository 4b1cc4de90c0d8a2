import { GraphQLError } from 'graphql';

/** The error of a request that is wrong as an HTTP request. */
export const badRequest = (status: number, message: string, headers?: Record<string, string>): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status, ...(headers && { headers }) } } });

/** The error of a method that a path does not have. @param allowed those that it has, the last one being OPTIONS */
export const notAllowed = (method: string, path: string, allowed: readonly string[]): GraphQLError =>
  badRequest(405, `${path} does not support ${method} requests: use ${allowed.slice(0, -1).join(' or ')}.`, {
    allow: allowed.join(', '),
  });

/** The response for an error that ends a request before Yoga reads it, with its status and headers. */
export function refusalResponse({ message, extensions: { http, ...extensions } }: GraphQLError): Response {
  const { status, headers } = http as { status: number; headers?: Record<string, string> };
  return Response.json(
    { errors: [{ message, extensions }] },
    { status, headers: { 'cache-control': 'no-store', ...headers } },
  );
}
