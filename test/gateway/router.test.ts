import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { signRequest } from '../../services/shared/signature.ts';
import { secret } from '../support/fleet.ts';
import { testHub, type TestHub } from '../support/hub.ts';
import { partner } from '../support/tokens.ts';

// The supergraph is no router's own: Apollo's plans and executes it too, over the same services.
let hub: TestHub;
let router: ApolloServer;

beforeAll(async () => {
  hub = await testHub();
  const gateway = new ApolloGateway({
    supergraphSdl: await readSupergraph(),
    buildService: ({ name: service }) =>
      new RemoteGraphQLDataSource({
        url: hub.urls[service]!,
        fetcher: async (url, init) => {
          const body = String(init!.body);
          return fetch(url, {
            ...init,
            headers: { ...init!.headers, ...signRequest(secret, { service, body }, partner) },
          } as RequestInit);
        },
      }),
  });
  router = new ApolloServer({ gateway });
  await router.start();
});

afterAll(async () => {
  await router.stop();
  await hub.close();
});

describe.each(await readOperations())('the operation $name', ({ document, variables }) => {
  test('is answered alike by another Federation 2 router', async () => {
    const { body } = await router.executeOperation({ query: document, variables });
    if (body.kind !== 'single') throw new Error('not a single answer');
    const { data, errors = [] } = JSON.parse(JSON.stringify(body.singleResult)) as {
      data: unknown;
      errors?: unknown[];
    };
    expect(errors).toEqual([]);
    expect(data).toEqual((await hub.execute(document, variables)).data);
  });
});
