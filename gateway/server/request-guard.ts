import type { IncomingMessage, ServerResponse } from 'node:http';
import { REQUEST_ID_HEADER, requestIdOf } from '../../platform/contract/request-id.ts';
import type { Metrics } from '../../platform/observability/metrics.ts';
import { badRequest } from '../rules/refusal-response.ts';
import type { RequestPolicy } from '../rules/request-policy.ts';
import { resultOf, sendResult } from './fast-path/send-result.ts';

type Listener = (req: IncomingMessage, res: ServerResponse) => void;

/** Headers that may occur once (RFC 9110): with several values, a proxy and the hub could each go by another one. */
const SINGLE: ReadonlySet<string> = new Set(['host', 'authorization', 'content-type']);
/** A host and perhaps a port, without user information or path; `URL` checks the rest. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]+)(?::\d{0,5})?$/i;
const INVALID_HOST = 'The header `Host` is invalid: send a host name or an address, with a port if need be.';
const INVALID_URL = 'The URL of the request is invalid: the graph is at /graphql.';
const ABSOLUTE = /^https?:\/\//i;

/** Answers requests that no part of the gateway could read with 400, and passes the others. */
export function guardedListener(listener: Listener, policy: RequestPolicy, metrics: Metrics | undefined): Listener {
  return (req, res) => {
    const problem = problemOf(req);
    if (problem === undefined) return listener(req, res);
    // Where the next request begins is as doubtful as this one.
    res.shouldKeepAlive = false;
    const requestId = requestIdOf(req.headers[REQUEST_ID_HEADER]);
    const running = { isCanceled: false };
    void sendResult(
      { req, res, requestId, running, mediaType: 'application/json' },
      resultOf(badRequest(400, problem)),
      policy,
      metrics,
    );
  };
}

/**
 * What is wrong with the target or the headers of a request (RFC 9112, section 3.2); undefined if nothing is. It is called
 * before anything reads them, because whatever parses URLs would fail on them. A target in absolute form is replaced by
 * its path, and the header `Host` by its host.
 */
function problemOf(request: IncomingMessage): string | undefined {
  const repeated = repeatedHeader(request.rawHeaders);
  if (repeated) return `The header \`${repeated}\` may be sent only once.`;
  const { headers, httpVersion } = request;
  if (headers.host === undefined && httpVersion !== '1.0')
    return 'The header `Host` is missing: send the name of the hub in it.';
  if (ABSOLUTE.test(request.url!) && !toOriginForm(request)) return INVALID_URL;
  const { url } = request;
  const { host } = headers;
  const origin = `http://${host ?? 'localhost'}`;
  if (host !== undefined && !HOST.test(host)) return INVALID_HOST;
  if (url!.startsWith('/') && URL.canParse(origin + url!)) return undefined;
  return URL.canParse(origin) ? INVALID_URL : INVALID_HOST;
}

function repeatedHeader(rawHeaders: readonly string[]): string | undefined {
  let seen: Set<string> | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    // The length excludes most headers.
    if (name.length !== 4 && name.length !== 13 && name.length !== 12) continue;
    const lower = name.toLowerCase();
    if (!SINGLE.has(lower)) continue;
    if (seen?.has(lower)) return lower;
    (seen ??= new Set()).add(lower);
  }
  return undefined;
}

/** @returns whether the URL is valid */
function toOriginForm(request: IncomingMessage): boolean {
  if (!URL.canParse(request.url!)) return false;
  const { host, pathname, search } = new URL(request.url!);
  request.url = pathname + search;
  request.headers.host = host;
  return true;
}
