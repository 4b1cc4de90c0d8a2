import { expect, test } from 'vitest';
import { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import { post } from './engines.ts';
import { startOver } from './failing-services.ts';
import { compose, subgraph } from './fixtures/subgraph.ts';

const of = (name: string, type: string, delay: boolean) =>
  subgraph(
    name,
    `interface Thing { id: ID! } type ${type} implements Thing @key(fields: "id") { id: ID! ${name}: String } type Query { thing(id: ID!): Thing @shareable }`,
    {
      Query: {
        thing: (_: unknown, { id }: { id: string }) => {
          const found = id.startsWith(type) ? { __typename: type, id, [name]: name } : null;
          return delay ? Promise.resolve(found) : found;
        },
      },
    },
  );

test.each([true, false])('a root field of several subgraphs finds the objects of each (promise: %s)', async (delay) => {
  const subgraphs = [of('wards', 'Ward', delay), of('labs', 'Lab', delay)];
  const gateway = createLocalGateway({ supergraph: compose(subgraphs), subgraphs, logger: { error: () => {} } });
  const local = async (query: string) => (await gateway.fetch(post({ query }))).json();
  expect(await local('{ thing(id: "Ward 1") { __typename id ... on Ward { wards } } }')).toEqual({
    data: { thing: { __typename: 'Ward', id: 'Ward 1', wards: 'wards' } },
  });
  const lab = '{ thing(id: "Lab 1") { __typename id ... on Lab { labs } } }';
  expect(await local(lab)).toEqual({ data: { thing: { __typename: 'Lab', id: 'Lab 1', labs: 'labs' } } });
  expect(await local('{ thing(id: "x") { id } }')).toEqual({ data: { thing: null } });
  // As a router does, which asks a service that has the types of the selection.
  const remote = await startOver(subgraphs);
  expect((await remote('{ thing(id: "Lab 1") { ... on Lab { id labs } } }')).data).toEqual({
    thing: { id: 'Lab 1', labs: 'labs' },
  });
  await gateway.dispose();
});
