import { diff } from '@graphql-inspector/core';
import { UrlLoader } from '@graphql-tools/url-loader';
import { GraphQLClient } from 'graphql-request';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { useHub } from './hub.ts';

const hub = useHub();
const query = '{ sources { code title } }';
const sources = { sources: expect.arrayContaining([{ code: expect.any(String), title: expect.any(String) }]) };
const allOptions = { schemaDescription: true, specifiedByUrl: true, inputValueDeprecation: true };

test.each(['GET', 'POST'] as const)('graphql-request works by %s', async (method) => {
  const client = new GraphQLClient(hub.url, { method });
  expect(await client.request(query)).toEqual(sources);
});

test.each([{}, { method: 'GET' as const }, { useGETForQueries: true }])(
  "graphql-tools' url-loader reads the schema with %j",
  async (options) => {
    const [loaded] = await new UrlLoader().load(hub.url, options);
    expect(loaded!.schema!.getQueryType()!.getFields()).toHaveProperty('establishments');
  },
);

test('introspection and the file have the same schema, by graphql-inspector and in print', async () => {
  const sdl = await (await fetch(new URL('/schema.graphql', hub.url))).text();
  const response = await fetch(`${hub.url}?query=${encodeURIComponent(getIntrospectionQuery(allOptions))}`);
  const { data } = (await response.json()) as any;
  const [read, introspected] = [buildSchema(sdl), buildClientSchema(data)];
  const print = (schema: typeof read) => printSchema(lexicographicSortSchema(schema));
  expect(print(introspected)).toBe(print(read));
  expect(await diff(read, buildSchema(print(introspected)))).toEqual([]);
});

test('the kit is served', async () => {
  const response = await fetch(new URL('/clients.json', hub.url));
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.json()).toMatchObject({
    possibleTypes: { ProductionUnit: ['Kitchen', 'Laundry'] },
    keys: { Establishment: ['id'], Source: ['code'], Coding: null },
    connections: { Query: { establishments: expect.arrayContaining(['where', 'orderBy']) } },
    scalars: { Date: 'string', DateTime: 'string' },
  });
});
