import { MIMEType } from 'node:util';
import type { GraphQLError } from 'graphql';
import Negotiator from 'negotiator';
import { badRequest } from './refusal-response.ts';
import type { GatewayPlugin, RequestContext } from './request-context.ts';

/** The media types of results, the preferred one first; the last two are for clients that read a result as a stream. */
const RESULT_TYPES = [
  'application/json',
  'application/graphql-response+json',
  'text/event-stream',
  'multipart/mixed',
] as const;
export const HTML = 'text/html';

/** The media types of bodies that a request may have. */
const BODY_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/graphql+json',
  'application/graphql',
  'application/x-www-form-urlencoded',
]);
const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

/** The media type that a client prefers, by its `accept` header; undefined if it takes none of these. */
export function mediaTypeFor(accept: string | null, hasPage: boolean): string | undefined {
  // An empty header is as good as none, which takes anything.
  const negotiator = new Negotiator({ headers: { accept: accept?.trim() || '*/*' } });
  // A client may name the charset of a text; it is UTF-8 whether it does or not.
  const offered = [...RESULT_TYPES, ...(hasPage ? [HTML] : [])].map((type) => `${type}; charset=utf-8`);
  return negotiator.mediaType(offered)?.split(';', 1)[0];
}

/** Remembers that a client takes none of the media types of results. */
interface MediaContext extends RequestContext {
  takesNothing?: boolean;
}

/**
 * Reads `accept` and `content-type` by RFC 9110 (case, parameters, quality values) and hands Yoga, which compares them as
 * text, their plain forms; and refuses media types and encodings that the graph does not speak.
 */
export function useMediaTypes(): GatewayPlugin {
  return {
    onRequest({ request: { headers }, serverContext }) {
      const accepted = mediaTypeFor(headers.get('accept'), false);
      (serverContext as MediaContext).takesNothing = accepted === undefined;
      headers.set('accept', accepted ?? RESULT_TYPES[0]);
      const type = headers.get('content-type');
      if (type !== null) headers.set('content-type', plainTypeOf(type));
    },
    onRequestParse({ request: { method, headers }, serverContext }) {
      if ((serverContext as MediaContext).takesNothing) throw notAcceptable();
      if (method !== 'POST') return;
      const encoding = headers.get('content-encoding');
      if (encoding !== null && !isIdentity(encoding)) throw unsupportedEncoding(encoding);
      requireBodyType(headers.get('content-type'));
    },
  };
}

/** A media type in lower case with its charset, or the text as it is if it is not a media type. */
function plainTypeOf(text: string): string {
  const type = parsed(text);
  if (!type) return text;
  const charset = type.params.get('charset');
  return charset === null ? type.essence : `${type.essence}; charset=${charset.toLowerCase()}`;
}

function parsed(text: string): MIMEType | undefined {
  try {
    return new MIMEType(text);
  } catch {
    return undefined;
  }
}

const isIdentity = (encoding: string): boolean =>
  encoding.split(',').every((part) => ['identity', ''].includes(part.trim().toLowerCase()));

function requireBodyType(given: string | null): void {
  const type = given === null ? undefined : parsed(given);
  const charset = type?.params.get('charset') ?? 'utf-8';
  if (type && BODY_TYPES.has(type.essence) && CHARSETS.has(charset)) return;
  const problem =
    given === null
      ? 'has no media type'
      : type && BODY_TYPES.has(type.essence)
        ? 'has an unsupported charset'
        : 'has an unsupported media type';
  throw badRequest(
    415,
    `The body of the request ${problem}: send JSON in UTF-8, with the header \`content-type: application/json\`.`,
  );
}

/** The error of a body that is compressed. */
export const unsupportedEncoding = (encoding: string): GraphQLError =>
  badRequest(
    415,
    `The body of the request has the encoding ${encoding.slice(0, 100)}, which is not supported: send it uncompressed, without the header \`content-encoding\`.`,
    { 'accept-encoding': 'identity' },
  );

const notAcceptable = (): GraphQLError =>
  badRequest(
    406,
    'The header `accept` allows none of the media types of the graph: accept application/json or application/graphql-response+json.',
  );
