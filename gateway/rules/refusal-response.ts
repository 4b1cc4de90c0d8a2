import { GraphQLError } from 'graphql';

/** The error of a request that is wrong as an HTTP request. */
export const badRequest = (status: number, message: string, headers?: Record<string, string>): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status, ...(headers && { headers }) } } });

/** The response for an error that ends a request before Yoga reads it, with its status and headers. */
export function refusalResponse({ message, extensions: { http, ...extensions } }: GraphQLError): Response {
  const { status, headers } = http as { status: number; headers?: Record<string, string> };
  return Response.json(
    { errors: [{ message, extensions }] },
    { status, headers: { 'cache-control': 'no-store', ...headers } },
  );
}
