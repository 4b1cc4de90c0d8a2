import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { Kind, parse, print, visit } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { signRequest } from '../../platform/contract/signature.ts';
import { secret } from '../support/secret.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { partner } from '../support/tokens.ts';
import { post } from './engines.ts';

// Other routers plan and execute the supergraph too, over the same services, for which they sign their requests.
let hub: TestHub;
const operations = await readOperations();
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  hub = await testHub();
});

afterAll(async () => {
  for (const stop of stops) await stop();
  await hub.close();
});

type Ask = (query: string, variables: Record<string, unknown>) => Promise<{ data?: unknown; errors?: unknown[] }>;

/** Hive Gateway with its own planner in JavaScript, over the unchanged supergraph. */
async function hive(): Promise<Ask> {
  const serviceAt = new Map(Object.entries(hub.urls).map(([service, url]) => [url, service]));
  const runtime = createGatewayRuntime({
    supergraph: await readSupergraph(),
    transportEntries: Object.fromEntries(Object.entries(hub.urls).map(([name, location]) => [name, { location }])),
    logging: false,
    plugins: () => [
      {
        onFetch({ url, options, setOptions }) {
          const signed = { service: serviceAt.get(url)!, body: String(options.body) };
          setOptions({ ...options, headers: { ...options.headers, ...signRequest(secret, signed, partner) } });
        },
      },
    ],
  });
  stops.push(async () => runtime.dispose());
  return async (query, variables) => (await runtime.fetch(post({ query, variables }))).json();
}

/** Apollo's gateway, which refuses a supergraph with directives that it does not enforce. */
async function apollo(): Promise<Ask> {
  const supergraphSdl = withoutAccess(await readSupergraph());
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name: service }) =>
      new RemoteGraphQLDataSource({
        url: hub.urls[service]!,
        fetcher: async (url, init) => {
          const headers = { ...init!.headers, ...signRequest(secret, { service, body: String(init!.body) }, partner) };
          return fetch(url, { ...init, headers } as RequestInit);
        },
      }),
  });
  const server = new ApolloServer({ gateway });
  await server.start();
  stops.push(() => server.stop());
  return async (query, variables) => {
    const { body } = await server.executeOperation({ query, variables });
    if (body.kind !== 'single') throw new Error('not a single answer');
    return JSON.parse(JSON.stringify(body.singleResult)) as Awaited<ReturnType<Ask>>;
  };
}

/** The supergraph without its access directives, which the services enforce in any case. */
const withoutAccess = (supergraph: string): string =>
  print(
    visit(parse(supergraph), {
      Directive(node) {
        const [url] = (node.arguments ?? []).flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : []));
        const isAccess = node.name.value === 'requiresScopes' || url?.includes('/requiresScopes/');
        return isAccess ? null : undefined;
      },
    }),
  );

describe.each([
  ['Hive Gateway', hive],
  ["Apollo's gateway", apollo],
])('%s', (_, start) => {
  let ask: Ask;
  beforeAll(async () => {
    ask = await start();
  });

  test.each(operations)('answers $name as the hub does', async ({ document, variables }) => {
    const { data, errors = [] } = await ask(document, variables);
    expect(errors).toEqual([]);
    expect(data).toEqual((await hub.execute(document, variables)).data);
  });
});

test("Apollo's gateway refuses the unchanged supergraph, whose directives it does not enforce", async () => {
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl: await readSupergraph() }) });
  await expect(server.start()).rejects.toThrow();
});
