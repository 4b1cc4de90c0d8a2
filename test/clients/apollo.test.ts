import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { expect, test } from 'vitest';
import { possibleTypes, typePolicies } from '../../clients/apollo.ts';
import { pages, useHub } from './hub.ts';

const hub = useHub();
const cacheOf = () => new InMemoryCache({ possibleTypes, typePolicies });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('Apollo Client pages with the policies of the kit, and identifies objects by their ids', async () => {
  const client = new ApolloClient({ cache: cacheOf(), link: new HttpLink({ uri: hub.url, fetch: hub.fetch }) });
  const query = client.watchQuery<any>({ query: gql(pages) });
  const subscription = query.subscribe({});
  let { endCursor } = (await client.query<any>({ query: gql(pages) })).data.establishments.pageInfo;
  for (let page = 1; page < 4; page++)
    ({ endCursor } = (await query.fetchMore({ variables: { after: endCursor } })).data.establishments.pageInfo);
  const { edges } = client.cache.readQuery<any>({ query: gql(pages) }).establishments;
  subscription.unsubscribe();
  expect([edges.length, new Set(edges.map(({ node }: any) => node.id)).size]).toEqual([20, 20]);
  const kept = Object.keys(client.cache.extract() as object);
  expect(kept.filter((key) => key.startsWith('Establishment:'))).toHaveLength(20);
  expect(kept).toContain(`Source:${edges[0].node.source.code}`);
});

test('it merges the parts of an object that two queries ask', async () => {
  const client = new ApolloClient({ cache: cacheOf(), link: new HttpLink({ uri: hub.url, fetch: hub.fetch }) });
  const ask = (part: string) =>
    client.query<any>({ query: gql(`{ establishment(finess: "570000596") { id category { ${part} } } }`) });
  const { code } = (await ask('code')).data.establishment.category;
  await ask('label');
  hub.exchanges.length = 0;
  expect((await ask('code')).data.establishment.category).toMatchObject({ code });
  expect(hub.exchanges).toEqual([]);
});

test.each([
  [false, ['POST 400', 'POST 200', 'POST 200']],
  [true, ['GET 400', 'POST 200', 'GET 200']],
])('its automatic persisted queries learn (GET: %s)', async (useGETForHashedQueries, expected) => {
  const query = gql(`query Learnt${useGETForHashedQueries} { sources { code title } }`);
  const link = ApolloLink.from([
    new PersistedQueryLink({ sha256, useGETForHashedQueries }),
    new HttpLink({ uri: hub.url, fetch: hub.fetch }),
  ]);
  const client = new ApolloClient({ cache: cacheOf(), link });
  hub.exchanges.length = 0;
  for (let index = 0; index < 2; index++) await client.query({ query, fetchPolicy: 'network-only' });
  expect(hub.exchanges).toEqual(expected);
});

test('each operation of a batch that is too long is told why', async () => {
  const link = new BatchHttpLink({ uri: hub.url, fetch: hub.fetch, batchMax: 20, batchInterval: 5 });
  const client = new ApolloClient({ cache: cacheOf(), link });
  const query = gql('query Sources { sources { code title } }');
  const asked = Array.from({ length: 12 }, () =>
    client.query({ query, fetchPolicy: 'no-cache', context: { queryDeduplication: false } }),
  );
  const reasons = (await Promise.allSettled(asked)).map((each) => each.status === 'rejected' && each.reason.message);
  expect(reasons).toEqual(asked.map(() => expect.stringContaining('A batch may have at most 10 operations')));
});
