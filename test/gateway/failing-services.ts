import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { createRemoteGateway, type RemoteGatewayOptions } from '../../gateway/server/remote-gateway.ts';
import type { Gateway } from '../../gateway/server/gateway.ts';
import { serveSubgraph } from '../../services/kit/subgraph/server.ts';
import type { Subgraph } from '../../platform/contract/subgraph.ts';
import { post, type Answer } from './engines.ts';
import { fixtureSubgraphs } from './fixture-subgraphs.ts';
import { compose } from './fixtures/subgraph.ts';

/** Stops what a test started, after the test, in reverse order. */
export const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** The remote engine over the fixture's services, with `labs` at another address. */
export async function startWith(
  labsUrl: string,
  options: Partial<RemoteGatewayOptions> = {},
): Promise<{ gateway: Gateway; logged: string[] }> {
  const { subgraphs } = fixtureSubgraphs();
  const urls: Record<string, string> = { labs: labsUrl };
  for (const each of subgraphs.filter(({ name }) => name !== 'labs')) {
    const server = await serveSubgraph(each, { port: 0, logger: { error: () => {} } });
    stops.push(() => server.close());
    urls[each.name] = server.url;
  }
  const logged: string[] = [];
  const gateway = createRemoteGateway({
    supergraph: compose(subgraphs),
    urls,
    logger: { error: (details, message) => void logged.push(`${message} ${JSON.stringify(details)}`) },
    ...options,
  });
  stops.push(() => gateway.dispose());
  return { gateway, logged };
}

/** Sends requests to the remote engine over a test's own services. */
export async function startOver(
  subgraphs: Subgraph[],
): Promise<(query: string, variables?: object) => Promise<Answer>> {
  const urls: Record<string, string> = {};
  for (const each of subgraphs) {
    const server = await serveSubgraph(each, { port: 0, logger: { error: () => {} } });
    stops.push(() => server.close());
    urls[each.name] = server.url;
  }
  const gateway = createRemoteGateway({ supergraph: compose(subgraphs), urls, logger: { error: () => {} } });
  stops.push(() => gateway.dispose());
  return async (query, variables) => {
    const response = await gateway.fetch(post({ query, variables }));
    return { status: response.status, ...((await response.json()) as object) };
  };
}

/** Starts a test's own server. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

/** An address at which nothing listens. */
export async function deadUrl(): Promise<string> {
  const url = await serve(() => {});
  await stops.pop()!();
  return url;
}

/** Sends a query to a gateway, and returns the response also as text. */
export async function ask(gateway: Gateway, query: string): Promise<Answer & { text: string }> {
  const response = await gateway.fetch(post({ query }));
  const text = await response.text();
  return { status: response.status, text, ...(JSON.parse(text) as object) };
}

/** Replies with a body of JSON. */
export const json =
  (body: string, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body);
