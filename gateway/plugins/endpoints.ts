import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { parse, print } from 'graphql';
import { statusCodeOf, type Health } from '../../services/shared/health.ts';
import type { GatewayOptions } from '../gateway.ts';
import { introspectionDisabled } from './introspection.ts';
import type { GatewayPlugin } from './request-id.ts';

/** What is served beside GraphQL: health, the public schema as a file, and the explorer's page. */
export function useEndpoints(
  options: Pick<GatewayOptions, 'supergraph' | 'explorer' | 'introspection'>,
  health: () => Promise<Health>,
): GatewayPlugin {
  const { supergraph, explorer, introspection = true } = options;
  let sdl: string | undefined;

  async function answer(path: string, accept: string): Promise<Response | undefined> {
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
      if (request.method !== 'GET') return;
      const response = await answer(url.pathname, request.headers.get('accept') ?? '');
      if (response) endResponse(response);
    },
  };
}

function json(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
