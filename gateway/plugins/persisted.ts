import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { clientError } from '../../services/shared/errors.ts';
import type { GatewayPlugin } from './request-id.ts';

/** Documents that clients name instead of sending them. */
export interface Documents {
  /** The document with this id (the SHA-256 of its text, in hexadecimal digits); undefined where there is none. */
  find(id: string): string | undefined | Promise<string | undefined>;
  /** Whether a text is one of them. */
  has(text: string): boolean | Promise<boolean>;
}

/** `documentId` of the GraphQL over HTTP draft is none of the parameters that Yoga knows. */
type Params = GraphQLParams & { documentId?: unknown };

const ID = /^(?:sha256:)?([0-9a-f]{64})$/i;

/**
 * Lets requests name a registered document: by `documentId: "sha256:…"` (GraphQL over HTTP), or by
 * `extensions.persistedQuery.sha256Hash` (Apollo). With `only`, no other document is answered.
 */
export function usePersistedDocuments(documents: Documents, only: boolean): GatewayPlugin {
  async function requireRegistered(query: unknown): Promise<void> {
    if (typeof query !== 'string' || !(await documents.has(query))) throw required();
  }

  async function documentOf(named: unknown): Promise<string> {
    const id = typeof named === 'string' ? ID.exec(named)?.[1]?.toLowerCase() : undefined;
    const query = id === undefined ? undefined : await documents.find(id);
    if (query === undefined) throw notFound();
    return query;
  }

  return {
    onParams({ params, request, setParams }) {
      // What is no object of parameters is refused by Yoga's own check, which comes after.
      if (typeof params !== 'object' || params === null || Array.isArray(params)) return undefined;
      const { documentId, ...rest } = params as Params;
      if (rest.query != null) {
        if (documentId != null) throw twice();
        return only ? requireRegistered(rest.query) : undefined;
      }
      const named = documentId ?? idOfUrl(request) ?? idOfApollo(rest);
      if (named != null) return documentOf(named).then((query) => setParams({ ...rest, query }));
      if (only) throw required();
      return undefined;
    },
  };
}

/** Yoga does not take it from a GET. */
function idOfUrl({ method, url }: Request): string | null {
  return method === 'GET' ? new URL(url, 'http://localhost').searchParams.get('documentId') : null;
}

function idOfApollo({ extensions }: GraphQLParams): unknown {
  const persisted: unknown = extensions?.['persistedQuery'];
  return typeof persisted === 'object' && persisted !== null && 'sha256Hash' in persisted
    ? persisted.sha256Hash
    : undefined;
}

const twice = (): GraphQLError =>
  new GraphQLError('Give `documentId` or `query`, not both.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });

const notFound = (): GraphQLError =>
  clientError(
    'PERSISTED_QUERY_NOT_FOUND',
    'No document is registered under this id, which is the SHA-256 of its text in 64 hexadecimal digits. Register it first, or send its text.',
    { http: { status: 400 } },
  );

const required = (): GraphQLError =>
  clientError(
    'PERSISTED_QUERY_REQUIRED',
    'Only registered documents are answered here. Have your institution register this one, and name it by `documentId`.',
    { http: { status: 403 } },
  );
