import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { parse, print } from 'graphql';
import { clientError } from '../../platform/errors.ts';
import { statusCodeOf, type Health } from '../../platform/health.ts';
import type { GatewayOptions } from './gateway.ts';
import { introspectionDisabled } from '../rules/introspection.ts';
import type { GatewayPlugin } from '../rules/request-context.ts';

/** A path that no URL has: disables the health check that Yoga would serve beside the hub's own. */
export const NO_PATH = ' ';

/** Serves what is not GraphQL: health, the public schema as a file, and the explorer's page. */
export function useEndpoints(
  options: Pick<GatewayOptions, 'supergraph' | 'explorer' | 'introspection'>,
  health: () => Promise<Health>,
): GatewayPlugin {
  const { supergraph, explorer, introspection = true } = options;
  let sdl: string | undefined;

  async function respond(path: string, accept: string): Promise<Response | undefined> {
    if (path === '/health/live') return json(200, { status: 'live' });
    if (path === '/health/ready') {
      const found = await health();
      return json(statusCodeOf(found), found);
    }
    if (path === '/schema.graphql') {
      if (!introspection) return json(403, { errors: [introspectionDisabled()] });
      sdl ??= `${print(transformSupergraphToPublicSchema(parse(supergraph)))}\n`;
      return new Response(sdl, {
        headers: {
          'content-type': 'text/plain; charset=utf-8',
          'content-disposition': 'attachment; filename="schema.graphql"',
        },
      });
    }
    if (path === '/graphql' && explorer !== undefined && accept.includes('text/html')) {
      const page = typeof explorer === 'string' ? explorer : explorer();
      return new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8', vary: 'accept' } });
    }
    return undefined;
  }

  return {
    async onRequest({ request, url, endResponse }) {
      const isRead = request.method === 'GET';
      const response = isRead ? await respond(url.pathname, request.headers.get('accept') ?? '') : undefined;
      if (response) endResponse(response);
      // Yoga would answer GraphQL on every path that ends in `/graphql`.
      else if (url.pathname !== '/graphql') endResponse(json(404, { errors: [notFound(url.pathname)] }));
    },
  };
}

const notFound = (path: string) => clientError('NOT_FOUND', `Nothing is served at ${path}: the graph is at /graphql.`);

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
