import type { IncomingMessage } from 'node:http';
import { isPromise, type GraphQLParams } from 'graphql-yoga';
import type { FindDocument } from '../../rules/documents/persisted.ts';

/** The parameters of an ordinary request, with the text of its document. */
export interface PlainParams {
  query: string;
  operationName: string | null;
  variables: Record<string, unknown> | null;
  extensions: Record<string, unknown> | null;
}

export type MediaType = 'application/json' | 'application/graphql-response+json';

/** The media type in which Yoga answers requests with these `accept` headers; there are others. */
const RESPONSE_TYPES: ReadonlyMap<string | undefined, MediaType> = new Map([
  [undefined, 'application/json'],
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['application/json, text/plain, */*', 'application/json'],
  ['application/json, multipart/mixed', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/graphql-response+json, application/json', 'application/graphql-response+json'],
  ['application/graphql-response+json,application/json;q=0.9', 'application/graphql-response+json'],
  [
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    'application/graphql-response+json',
  ],
]);
const JSON_BODIES: ReadonlySet<string | undefined> = new Set([
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=utf-8',
]);
const DIGITS = /^[1-9]\d{0,14}$/;

const isJson = (type: string | undefined): boolean => JSON_BODIES.has(type) || JSON_BODIES.has(type?.toLowerCase());

/** The media type of the response to a POST of JSON, by its headers; undefined if the request is not an ordinary one. */
export function plainMediaType({ method, url, headers }: IncomingMessage, maxBytes: number): MediaType | undefined {
  if (method !== 'POST' || url !== '/graphql' || !isJson(headers['content-type'])) return undefined;
  // Yoga's plugins refuse it.
  if (headers['content-encoding'] !== undefined) return undefined;
  const length = headers['content-length'];
  if (length === undefined || !DIGITS.test(length) || Number(length) > maxBytes) return undefined;
  return RESPONSE_TYPES.get(headers.accept);
}

/**
 * The parameters of a body of JSON, with the text of the document; undefined if the request is not an ordinary one.
 * @param find finds the documents that requests name
 */
export function plainParams(body: Buffer, find: FindDocument): PlainParams | undefined {
  try {
    const given = JSON.parse(body.toString('utf8')) as GraphQLParams;
    if (!isObject(given)) return undefined;
    const found = find(given);
    if (!isPromise(found)) return ordinary(found);
    // Yoga's plugin looks it up too, and reports what is wrong.
    found.catch(() => undefined);
    return undefined;
  } catch {
    return undefined;
  }
}

function ordinary(params: GraphQLParams): PlainParams | undefined {
  const { query, operationName = null, variables = null, extensions = null, ...rest } = params;
  if (typeof query !== 'string' || Object.keys(rest).length > 0) return undefined;
  if ((variables !== null && !isObject(variables)) || (extensions !== null && !isObject(extensions))) return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  return { query, operationName: operationName || null, variables, extensions };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
