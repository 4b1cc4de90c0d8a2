import type { GraphQLError } from 'graphql';
import type { FetchAPI } from 'graphql-yoga';
import { clientError } from '../../platform/errors.ts';
import { statusCodeOf, type Health } from '../../platform/health.ts';
import { introspectionDisabled } from '../rules/introspection.ts';
import { HTML, mediaTypeFor } from '../rules/media-types.ts';
import type { CountOperations } from '../rules/rate.ts';
import { notAllowed, refusalResponse } from '../rules/refusal-response.ts';
import type { GatewayPlugin, RequestContext } from '../rules/request-context.ts';
import type { GatewayOptions } from './gateway.ts';
import type { StaticParts } from './static-parts.ts';

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

/**
 * Answers requests for what is not GraphQL: health, the public schema and the client kit as files, and the explorer's page.
 * @param count counts requests for static parts, as one operation each
 */
export function useEndpoints(
  parts: StaticParts,
  { introspection = true }: Pick<GatewayOptions, 'introspection'>,
  health: () => Promise<Health>,
  count: CountOperations | undefined,
): GatewayPlugin {
  async function send(path: string, request: Request, context: RequestContext, fetchAPI: FetchAPI) {
    try {
      await count?.(context, 1);
    } catch (error) {
      return refusalResponse(error as GraphQLError);
    }
    const { status, headers, body = null } = await parts.at(path).responseFor((name) => request.headers.get(name));
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
      const isFile = parts.isFile(pathname);
      if (isFile && !introspection) return endResponse(refusalResponse(introspectionDisabled()));
      if (isFile || (parts.hasPage && mediaTypeFor(headers.get('accept'), true) === HTML))
        return endResponse(await send(pathname, request, serverContext, fetchAPI));
      // Yoga knows no HEAD. What it answers to a GET is right, as Node leaves the body out.
      if (method === 'HEAD') setRequest(asGet(request, fetchAPI));
      return undefined;
    },
  };
}

const asGet = ({ url, headers, signal }: Request, fetchAPI: FetchAPI): Request =>
  new fetchAPI.Request(url, { method: 'GET', headers, signal });

const notFound = (path: string) => clientError('NOT_FOUND', `Nothing is served at ${path}: the graph is at /graphql.`);

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
