import type { GraphQLError } from 'graphql';
import type { FetchAPI } from 'graphql-yoga';
import { clientError } from '../../platform/errors.ts';
import { statusCodeOf, type Health } from '../../platform/health.ts';
import { introspectionDisabled } from '../rules/introspection.ts';
import { HTML, mediaTypeFor } from '../rules/media-types.ts';
import type { CountOperations } from '../rules/rate.ts';
import { badRequest, refusalResponse } from '../rules/refusal-response.ts';
import type { GatewayPlugin, RequestContext } from '../rules/request-context.ts';
import type { GatewayOptions } from './gateway.ts';
import { clientKitPart, explorerPart, schemaPart, type StaticPart } from './static-part.ts';

/** A path that no URL has: disables the health check that Yoga would serve beside the hub's own. */
export const NO_PATH = ' ';

const READ = ['GET', 'HEAD', 'OPTIONS'];
/** The methods of each path. */
const METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['/graphql', ['GET', 'HEAD', 'POST', 'OPTIONS']],
  ['/schema.graphql', READ],
  ['/clients.json', READ],
  ['/health/live', READ],
  ['/health/ready', READ],
]);

type Options = Pick<GatewayOptions, 'supergraph' | 'explorer' | 'introspection' | 'frameAncestors'>;

/**
 * Answers requests for what is not GraphQL: health, the public schema and the client kit as files, and the explorer's page.
 * @param count counts requests for static parts, as one operation each
 */
export function useEndpoints(
  options: Options,
  health: () => Promise<Health>,
  count: CountOperations | undefined,
): GatewayPlugin {
  const { introspection = true, supergraph, explorer, frameAncestors } = options;
  const files = new Map([
    ['/schema.graphql', once(() => schemaPart(supergraph))],
    ['/clients.json', once(() => clientKitPart(supergraph))],
  ]);
  const page = explorer && once(() => explorerPart(explorer, frameAncestors));

  async function send(part: () => StaticPart, request: Request, context: RequestContext, fetchAPI: FetchAPI) {
    try {
      await count?.(context, 1);
    } catch (error) {
      return refusalResponse(error as GraphQLError);
    }
    const { status, headers, body = null } = await part().responseFor((name) => request.headers.get(name));
    // Yoga's own class keeps the buffer itself, not a copy of it.
    return new fetchAPI.Response(body as BodyInit | null, { status, headers });
  }

  return {
    async onRequest({ request, setRequest, url: { pathname }, serverContext, fetchAPI, endResponse }) {
      const { method, headers } = request;
      const allowed = METHODS.get(pathname);
      // Yoga would answer GraphQL on every path that ends in `/graphql`.
      if (allowed === undefined) return endResponse(json(404, { errors: [notFound(pathname)] }));
      if (!allowed.includes(method)) return endResponse(refusalResponse(notAllowed(method, pathname, allowed)));
      if (method === 'POST') return undefined;
      if (pathname === '/health/live') return endResponse(json(200, { status: 'live' }));
      if (pathname === '/health/ready') {
        const found = await health();
        return endResponse(json(statusCodeOf(found), found));
      }
      const file = files.get(pathname);
      if (file) {
        if (!introspection) return endResponse(refusalResponse(introspectionDisabled()));
        return endResponse(await send(file, request, serverContext, fetchAPI));
      }
      if (page && mediaTypeFor(headers.get('accept'), true) === HTML)
        return endResponse(await send(page, request, serverContext, fetchAPI));
      // Yoga knows no HEAD. What it answers to a GET is right, as Node leaves the body out.
      if (method === 'HEAD') setRequest(asGet(request, fetchAPI));
      return undefined;
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

const asGet = ({ url, headers, signal }: Request, fetchAPI: FetchAPI): Request =>
  new fetchAPI.Request(url, { method: 'GET', headers, signal });

const notFound = (path: string) => clientError('NOT_FOUND', `Nothing is served at ${path}: the graph is at /graphql.`);

const notAllowed = (method: string, path: string, allowed: readonly string[]) =>
  badRequest(405, `${path} does not support ${method} requests: use ${allowed.slice(0, -1).join(' or ')}.`, {
    allow: allowed.join(', '),
  });

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
