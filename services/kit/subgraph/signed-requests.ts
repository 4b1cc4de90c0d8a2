import type { IncomingMessage, ServerResponse } from 'node:http';
import { anonymous } from '../../../platform/contract/caller.ts';
import { refusalOf, verifyRequest } from '../../../platform/contract/signature.ts';
import { clientError } from '../../../platform/errors.ts';
import { readBody, sendJson } from '../../../platform/http.ts';
import { scopeOf, type ServedScope } from './request-scope.ts';

/** What a service expects of the requests to one of its paths. */
interface Expected {
  service: string;
  /** The service's keys; without keys, every caller is anonymous. */
  keys: readonly string[] | undefined;
  /** What the signature covers beside the body: see `SignedRequest`. */
  target?: string;
  /** The methods of signed requests. */
  methods: readonly string[];
  maxBytes?: number | undefined;
}

/** The body of a request, and its scope as its gateway signed it; undefined if it was refused, and answered so. */
export async function receiveSigned(
  request: IncomingMessage,
  response: ServerResponse,
  { service, keys, target, methods, maxBytes }: Expected,
): Promise<{ body: Buffer; scope: ServedScope } | undefined> {
  const header = readerOf(request);
  const early = keys === undefined ? undefined : refusalBeforeBody(request, methods);
  if (early) return refuse(response, early.refusal);
  const body = await readBody(request, maxBytes);
  if (body === undefined) {
    response.writeHead(413, { connection: 'close' }).end();
    return undefined;
  }
  const terms = keys === undefined ? { caller: anonymous } : verifyRequest(keys, { service, target, body }, header);
  if ('refusal' in terms) return refuse(response, terms.refusal);
  return { body, scope: scopeOf(request, response, terms) };
}

/** Reads the headers of a request by their lower-case names. */
export const readerOf =
  (request: IncomingMessage) =>
  (name: string): string | undefined =>
    request.headers[name]?.toString();

/** Why a request cannot be one of a gateway, before its body is read. */
function refusalBeforeBody(request: IncomingMessage, methods: readonly string[]): { refusal: string } | undefined {
  // A GET of the graph has its operation in the URL, which is not signed there.
  if (!methods.includes(request.method!))
    return { refusal: `Requests of a gateway must be signed ${methods.join(' or ')} requests.` };
  return refusalOf(readerOf(request));
}

function refuse(response: ServerResponse, refusal: string): undefined {
  // What the caller still sends is not read.
  response.setHeader('connection', 'close');
  sendJson(response, 401, { errors: [clientError('UNAUTHENTICATED', refusal)] });
}
