import { graphql } from 'graphql';
import type { Kysely, KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clinical } from '../../services/clinical/index.ts';
import { establishments } from '../../services/establishments/index.ts';
import { insights } from '../../services/insights/index.ts';
import { RequestReader } from '../../services/kit/reading/request-reader.ts';
import type { Service } from '../../services/kit/service.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});

afterAll(() => database.drop());

/** How many statements Kysely compiles for each of the same requests, one after the other. */
async function compiledFor(service: Service, document: string, requests: object[]): Promise<number[]> {
  const { subgraph, close } = await testSubgraph(service, database.url);
  const { db } = subgraph.createContext({ requestId: 'test' }) as RequestReader<object>;
  let compiled = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      compiled++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const counted: Kysely<object> = db.withPlugin(counting);
  const counts: number[] = [];
  for (const variableValues of requests) {
    compiled = 0;
    const { errors } = await graphql({
      schema: subgraph.schema,
      source: document,
      variableValues: variableValues as Record<string, unknown>,
      contextValue: new RequestReader(counted, {}),
    });
    expect(errors).toBeUndefined();
    counts.push(compiled);
  }
  await close();
  return counts;
}

it.each<[string, Service, string, object[]]>([
  [
    'an object by its key',
    establishments,
    'query ($finess: String!) { establishment(finess: $finess) { longName } }',
    [{ finess: '570000596' }, { finess: '570005165' }],
  ],
  ['a page', establishments, '{ establishments(first: 7) { nodes { longName } } }', [{}, {}]],
  [
    'lists of several parents',
    clinical,
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Establishment { careActivity(years: [2023]) { beds } } } }',
    [
      ['570000596', '570005165'],
      ['570000596', '570005165', '540023264'],
    ].map((numbers) => ({
      of: numbers.map((finess) => ({ __typename: 'Establishment', finess })),
    })),
  ],
  [
    'a search across domains in an order',
    insights,
    '{ findEstablishments(where: { isMilitary: true }, orderBy: [{ measure: MCO_BEDS }], first: 7) { nodes { __typename } } }',
    [{}, {}],
  ],
])('the statement of %s is compiled once', async (_, service, document, requests) => {
  expect(await compiledFor(service, document, requests)).toEqual([1, 0]);
});

it('a search in another order has another statement', async () => {
  const document = `query ($orderBy: [CrossDomainOrder!]) { findEstablishments(where: { isMilitary: false }, orderBy: $orderBy, first: 7) { nodes { __typename } } }`;
  const orders = [
    [{ measure: 'SCANNERS' }],
    [{ measure: 'MRIS' }],
    [{ measure: 'SCANNERS', direction: 'ASC' }],
    [{ measure: 'SCANNERS' }],
  ];
  const requests = orders.map((orderBy) => ({ orderBy }));
  expect(await compiledFor(insights, document, requests)).toEqual([1, 1, 1, 0]);
});
