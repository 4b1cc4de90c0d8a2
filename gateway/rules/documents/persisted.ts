import { GraphQLError } from 'graphql';
import { isPromise, type GraphQLParams } from 'graphql-yoga';
import { clientError } from '../../../platform/errors.ts';
import { hashIn, idOf, isMismatch, type AutomaticDocuments } from './automatic.ts';
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

/**
 * The parameters of a request with the text of its document; synchronous if the document is in memory.
 * @param idInUrl the id in the URL of a GET
 * @throws GraphQLError if the document is not registered, and has to be
 */
export type FindDocument = (params: Params, idInUrl?: string | null) => GraphQLParams | Promise<GraphQLParams>;

/**
 * @param documents the registered documents
 * @param automatic the documents that clients have sent; undefined if those that are not registered are refused
 */
export function createFindDocument(documents: Documents, automatic: AutomaticDocuments | undefined): FindDocument {
  const only = automatic === undefined;
  return (params, idInUrl) => {
    const { documentId, ...rest } = params;
    if (rest.query != null) {
      if (documentId != null) throw ambiguous();
      const isAccepted = !only || (typeof rest.query === 'string' && documents.has(rest.query));
      return once(isAccepted, (accepted) => {
        if (!accepted) throw required();
        if (isMismatch(rest)) throw mismatch();
        return params;
      });
    }
    const byId = documentId ?? idInUrl;
    const named = byId ?? hashIn(rest);
    if (named != null) {
      const kept = byId == null ? automatic?.find(rest) : undefined;
      const id = idOf(named);
      return once(kept ?? (id === undefined ? undefined : documents.find(id)), (query) => {
        if (query === undefined) throw byId == null ? unknownHash(only) : notFound();
        return { ...rest, query };
      });
    }
    if (only) throw required();
    return params;
  };
}

/**
 * Lets requests name a registered document, by `documentId: "sha256:…"` (GraphQL over HTTP), or by
 * `extensions.persistedQuery.sha256Hash` (Apollo), and by the latter also one that a client has sent before.
 */
export function usePersistedDocuments(find: FindDocument, automatic: AutomaticDocuments | undefined): GatewayPlugin {
  return {
    onParams({ params, request, setParams }) {
      // Yoga's own check, which comes later, refuses parameters that are not an object.
      if (typeof params !== 'object' || params === null || Array.isArray(params)) return undefined;
      return once(find(params, request.method === 'GET' ? documentIdOf(searchOf(request.url)) : null), setParams);
    },
    onExecute({ args }) {
      automatic?.learn((args.contextValue as { params: GraphQLParams }).params);
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
  return search.has('query') ? undefined : idOf(documentIdOf(search) ?? hashIn({ extensions: jsonOf(search) }));
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

const ambiguous = (): GraphQLError =>
  new GraphQLError('Send either `documentId` or `query`, not both.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });

const mismatch = (): GraphQLError =>
  new GraphQLError(
    'The hash in `extensions.persistedQuery` is not that of `query`: send the SHA-256 of exactly this text, or none.',
    { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } },
  );

const NOT_REGISTERED =
  "No document is registered under this id. An id is the SHA-256 of the document's text, in 64 hexadecimal digits: register the document first";

const notFound = (): GraphQLError =>
  clientError('PERSISTED_QUERY_NOT_FOUND', `${NOT_REGISTERED}, or send its text.`, { http: { status: 400 } });

/**
 * Clients compare the messages, which their protocol fixes. Those that read only responses with status 200 get it, unless
 * they accept the media type that tells GraphQL's own errors from those of others.
 */
const unknownHash = (only: boolean): GraphQLError => {
  const http = { status: 400, spec: true };
  return only
    ? clientError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', { hint: `${NOT_REGISTERED}.`, http })
    : clientError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', {
        hint: 'Send the text of the document with its hash: from then on the hash is enough.',
        http,
      });
};

const required = (): GraphQLError =>
  clientError(
    'PERSISTED_QUERY_REQUIRED',
    'Only registered documents are accepted here: have your institution register this one, then send its `documentId`.',
    { http: { status: 403 } },
  );
