import { cacheExchange, Client, fetchExchange } from '@urql/core';
import { cacheExchange as graphcache } from '@urql/exchange-graphcache';
import { persistedExchange } from '@urql/exchange-persisted';
import { expect, test, vi } from 'vitest';
import { keys, resolvers, schema } from '../../clients/graphcache.ts';
import { readOperations } from '../../schema/operations.ts';
import { pages, useHub } from './hub.ts';

const hub = useHub();
const operations = await readOperations();
const cached = () =>
  new Client({ url: hub.url, fetch: hub.fetch, exchanges: [graphcache({ keys, resolvers, schema }), fetchExchange] });

test('urql works with its default options, which send GETs', async () => {
  const client = new Client({ url: hub.url, fetch: hub.fetch, exchanges: [cacheExchange, fetchExchange] });
  hub.exchanges.length = 0;
  const { data, error } = await client.query('{ sources { code title } }', {}).toPromise();
  expect(error).toBeUndefined();
  expect(data.sources[0]).toMatchObject({ code: expect.any(String), title: expect.any(String) });
  expect(hub.exchanges).toEqual(['GET 200']);
});

test('graphcache pages with the kit, and answers from its cache as the network did, without a warning', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const client = cached();
  let after: string | null = null;
  let edges: { node: { id: string } }[] = [];
  for (let page = 0; page < 4; page++) {
    const { data }: { data?: any } = await client.query(pages, { after }).toPromise();
    ({ edges } = data.establishments);
    after = data.establishments.pageInfo.endCursor;
  }
  expect([edges.length, new Set(edges.map(({ node }) => node.id)).size]).toEqual([20, 20]);
  const compared = cached();
  expect(operations.length).toBeGreaterThan(0);
  for (const { name, document, variables } of operations) {
    const network = await compared.query(document, variables, { requestPolicy: 'network-only' }).toPromise();
    const cache = await compared.query(document, variables, { requestPolicy: 'cache-only' }).toPromise();
    expect({ name, data: cache.data }).toEqual({ name, data: network.data });
  }
  expect(warn.mock.calls.map(([text]) => String(text).slice(0, 300))).toEqual([]);
  warn.mockRestore();
});

test.each([
  [true, ['GET 400', 'GET 200', 'GET 200']],
  [false, ['POST 400', 'POST 200', 'POST 200']],
])('persisted queries learn (GET: %s)', async (preferGetForPersistedQueries, expected) => {
  const exchanges = [persistedExchange({ preferGetForPersistedQueries }), fetchExchange];
  const client = new Client({ url: hub.url, fetch: hub.fetch, exchanges, preferGetMethod: false });
  hub.exchanges.length = 0;
  const query = `query Learnt${preferGetForPersistedQueries} { sources { code title } }`;
  for (let index = 0; index < 2; index++) {
    const { data, error } = await client.query(query, {}).toPromise();
    expect([error, data.sources.length > 0]).toEqual([undefined, true]);
  }
  expect(hub.exchanges).toEqual(expected);
});
