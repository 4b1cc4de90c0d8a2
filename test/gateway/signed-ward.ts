import { hkdfSync } from 'node:crypto';
import { afterEach, beforeEach, vi } from 'vitest';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import type { Caller } from '../../platform/contract/caller.ts';
import { serveSubgraph, type SubgraphServer } from '../../services/kit/subgraph/server.ts';
import { secret } from '../support/secret.ts';
import { createIssuer } from '../support/tokens.ts';
import { post } from './engines.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

const { verifyToken, headersOf } = await createIssuer();
export { headersOf };
/** The ward's, as the documentation derives it. */
export const key = Buffer.from(hkdfSync('sha256', secret, '', 'ward', 32)).toString('hex');
export const stops: (() => Promise<unknown>)[] = [];
export const callers: (Caller | undefined)[] = [];
export const logged: string[] = [];
export const logger = {
  error: (details: object, message: string) => void logged.push(`${message} ${JSON.stringify(details)}`),
};

export const ward = subgraph(
  'ward',
  'type Query { beds(of: String): Int }',
  { Query: { beds: () => 3 } },
  ({ caller }) => {
    callers.push(caller);
    return {};
  },
);

export async function serve(keys: readonly string[] = [key]): Promise<SubgraphServer> {
  const server = await serveSubgraph(ward, { port: 0, logger, keys });
  stops.push(() => server.close());
  return server;
}

export function gateway(url: string, known: string | null = secret) {
  const made = createRemoteGateway({
    supergraph: compose([ward]),
    urls: { ward: url },
    logger,
    verifyToken,
    secret: known ?? undefined,
  });
  stops.push(() => made.dispose());
  return async (caller: Caller, query = '{ beds }'): Promise<any> => {
    const response = await made.fetch(post({ query }, await headersOf(caller)));
    return { status: response.status, ...((await response.json()) as object) };
  };
}

export const body = JSON.stringify({ query: '{ beds(of: "Thionville · été") }' });

export async function send(
  url: string,
  headers: Record<string, string>,
  sent = body,
): Promise<{ status: number; body: any }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: sent,
  });
  return { status: response.status, body: await response.json() };
}

export const refused = (message: string) => ({
  status: 401,
  body: { errors: [{ message, extensions: { code: 'UNAUTHENTICATED' } }] },
});

/** Empties the records before each test of the calling file, and stops what it started after it. */
export function useWard(): void {
  beforeEach(() => {
    callers.length = 0;
    logged.length = 0;
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const stop of stops.splice(0)) await stop();
  });
}
