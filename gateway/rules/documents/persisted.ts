import { GraphQLError } from 'graphql';
import { isPromise, type GraphQLParams } from 'graphql-yoga';
import { clientError } from '../../../platform/errors.ts';
import type { GatewayPlugin } from '../request-context.ts';

/** Documents that clients name instead of sending them. */
export interface Documents {
  /** The document with this id (the SHA-256 of its text, in hexadecimal digits); undefined if it is not registered. */
  find(id: string): string | undefined | Promise<string | undefined>;
  /** Whether a text is a registered document. */
  has(text: string): boolean | Promise<boolean>;
}

/** Yoga does not know the `documentId` of the GraphQL over HTTP draft. */
type Params = GraphQLParams & { documentId?: unknown };

const ID = /^(?:sha256:)?([0-9a-f]{64})$/i;

/**
 * The parameters of a request with the text of its document; synchronous if the document is in memory.
 * @param idInUrl the id in the URL of a GET
 * @throws GraphQLError if the document is not registered, and has to be
 */
export type FindDocument = (params: Params, idInUrl?: string | null) => GraphQLParams | Promise<GraphQLParams>;

/** @param only whether documents that are not registered are refused */
export function createFindDocument(documents: Documents, only: boolean): FindDocument {
  return (params, idInUrl) => {
    const { documentId, ...rest } = params;
    if (rest.query != null) {
      if (documentId != null) throw ambiguous();
      if (!only) return params;
      const isKnown = typeof rest.query === 'string' && documents.has(rest.query);
      return once(isKnown, (known) => {
        if (!known) throw required();
        return params;
      });
    }
    const named = documentId ?? idInUrl ?? idOfApollo(rest);
    if (named != null) {
      const id = idOf(named);
      return once(id === undefined ? undefined : documents.find(id), (query) => {
        if (query === undefined) throw notFound();
        return { ...rest, query };
      });
    }
    if (only) throw required();
    return params;
  };
}

/**
 * Lets requests name a registered document, by `documentId: "sha256:…"` (GraphQL over HTTP), or by
 * `extensions.persistedQuery.sha256Hash` (Apollo).
 */
export function usePersistedDocuments(find: FindDocument): GatewayPlugin {
  return {
    onParams({ params, request, setParams }) {
      // Yoga's own check, which comes later, refuses parameters that are not an object.
      if (typeof params !== 'object' || params === null || Array.isArray(params)) return undefined;
      return once(find(params, request.method === 'GET' ? documentIdOf(searchOf(request.url)) : null), setParams);
    },
  };
}

/** Calls a function with a value, once the value is available. */
function once<Value, Result>(value: Value | Promise<Value>, then: (value: Value) => Result): Result | Promise<Result> {
  return isPromise(value) ? value.then(then) : then(value);
}

/** The id of the document that the URL of a GET names; undefined if it names none, or has a text. */
export function documentNamedIn(url: string): string | undefined {
  const search = searchOf(url);
  return search.has('query') ? undefined : idOf(documentIdOf(search) ?? idOfApollo({ extensions: jsonOf(search) }));
}

const searchOf = (url: string): URLSearchParams => new URL(url, 'http://localhost').searchParams;

/** Yoga does not read it from a GET. */
const documentIdOf = (search: URLSearchParams): string | null => search.get('documentId');

/** The extensions of a URL; invalid JSON is refused once the request is read. */
function jsonOf(search: URLSearchParams): Record<string, unknown> {
  try {
    return Object(JSON.parse(search.get('extensions') ?? '{}'));
  } catch {
    return {};
  }
}

/** An id without its prefix, in lower case; undefined if it is not a SHA-256. */
const idOf = (named: unknown): string | undefined =>
  typeof named === 'string' ? ID.exec(named)?.[1]?.toLowerCase() : undefined;

function idOfApollo({ extensions }: GraphQLParams): unknown {
  const persisted: unknown = extensions?.['persistedQuery'];
  return typeof persisted === 'object' && persisted !== null && 'sha256Hash' in persisted
    ? persisted.sha256Hash
    : undefined;
}

const ambiguous = (): GraphQLError =>
  new GraphQLError('Send either `documentId` or `query`, not both.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });

const notFound = (): GraphQLError =>
  clientError(
    'PERSISTED_QUERY_NOT_FOUND',
    "No document is registered under this id. An id is the SHA-256 of the document's text, in 64 hexadecimal digits: register the document first, or send its text.",
    { http: { status: 400 } },
  );

const required = (): GraphQLError =>
  clientError(
    'PERSISTED_QUERY_REQUIRED',
    'Only registered documents are accepted here: have your institution register this one, then send its `documentId`.',
    { http: { status: 403 } },
  );
