import { expect, test } from 'vitest';
import { startOver } from './failing-services.ts';
import { subgraph } from './fixtures/subgraph.ts';

// Plans that take another way where `__typename` is requested that nothing depends on.

/** Counts the requests to services. */
function counted() {
  const requests: string[] = [];
  const requestsOf = (service: string) => () => {
    requests.push(service);
    return {};
  };
  return { requests, requestsOf };
}

test('an interface object that cannot be resolved is answered by the service that has it', async () => {
  const { requests, requestsOf } = counted();
  const ask = await startOver([
    subgraph(
      'rooms',
      'type Query { room: Place } interface Place @key(fields: "id") { id: ID! }',
      {
        Query: { room: () => ({ __typename: 'Ward', id: 'w1' }) },
        Place: { __resolveType: () => 'Ward' },
      },
      requestsOf('rooms'),
    ),
    subgraph(
      'beds',
      'type Query { bed: Place } type Place @key(fields: "id", resolvable: false) @interfaceObject { id: ID! beds: Int }',
      { Query: { bed: () => ({ id: 'w1', beds: 12 }) } },
    ),
  ]);
  expect(await ask('{ bed { id beds } }')).toEqual({ status: 200, data: { bed: { id: 'w1', beds: 12 } } });
  expect(await ask('{ bed { number: id } }')).toEqual({ status: 200, data: { bed: { number: 'w1' } } });
  expect(requests).toEqual([]);
  expect((await ask('{ room { id } }')).data).toEqual({ room: null });
});

test('what a root field provides of an interface is not requested again', async () => {
  const { requests, requestsOf } = counted();
  const refuse = (field: string) => () => {
    throw new Error(`${field}: another service provides it`);
  };
  const types = 'interface Plan { id: ID! steps: [Step] } interface Step { id: ID! label: String }';
  const ask = await startOver([
    subgraph(
      'register',
      'type Query { plan: Plan @shareable } interface Plan { id: ID! } type Path implements Plan @key(fields: "id") { id: ID! }',
      { Query: { plan: refuse('Query.plan') } },
      requestsOf('register'),
    ),
    subgraph(
      'plans',
      `${types} type Query { plan: Plan @shareable @provides(fields: "steps { id label }") }
       type Path implements Plan { id: ID! @shareable steps: [Step] @external }
       type Visit implements Step { id: ID! @external label: String @external }
       type Scan implements Step { id: ID! @external label: String @external }`,
      {
        Query: {
          plan: () => ({
            __typename: 'Path',
            id: 'p1',
            steps: [
              { __typename: 'Visit', id: 's1', label: 'One' },
              { __typename: 'Scan', id: 's2', label: 'Two' },
            ],
          }),
        },
      },
    ),
    subgraph(
      'steps',
      `${types}
       type Path implements Plan @key(fields: "id") { id: ID! steps: [Step] @shareable }
       type Visit implements Step @key(fields: "id") { id: ID! label: String @shareable minutes: Int }
       type Scan implements Step @key(fields: "id") { id: ID! label: String @shareable minutes: Int }`,
      {
        Path: {
          __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Path', id }),
          steps: () => [
            { __typename: 'Visit', id: 's1', minutes: 5 },
            { __typename: 'Scan', id: 's2', minutes: 9 },
          ],
        },
        Visit: { __resolveReference: refuse('Visit') },
      },
      requestsOf('steps'),
    ),
  ]);
  expect(await ask('{ plan { id steps { id label } } }')).toEqual({
    status: 200,
    data: {
      plan: {
        id: 'p1',
        steps: [
          { id: 's1', label: 'One' },
          { id: 's2', label: 'Two' },
        ],
      },
    },
  });
  expect(requests).toEqual([]);
  expect((await ask('{ plan { steps { id label ... on Scan { minutes } } } }')).data).toEqual({
    plan: {
      steps: [
        { id: 's1', label: 'One' },
        { id: 's2', label: 'Two', minutes: 9 },
      ],
    },
  });
  expect(requests).toEqual(['steps']);
});
