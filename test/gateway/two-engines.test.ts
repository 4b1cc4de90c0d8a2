import { execute, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testHub, type TestHub } from '../support/hub.ts';
import { openReference, type Reference } from '../fuzz/difference.ts';
import { partner } from '../support/tokens.ts';
import { METZ, OPERATIONS } from './misread-operations.ts';

let hub: TestHub;
let reference: Reference;

beforeAll(async () => {
  hub = await testHub();
  reference = await openReference(hub);
});

afterAll(async () => {
  await reference?.close();
  await hub?.close();
});

describe('both engines answer as graphql-js does, byte for byte', () => {
  test.each(OPERATIONS)('%s', async (_, query, variables = {}) => {
    const [local, remote] = await Promise.all([
      hub.executeOn('local', query, variables),
      hub.executeOn('remote', query, variables),
    ]);
    const result = await execute({
      schema: reference.schema,
      document: parse(query),
      variableValues: variables,
      contextValue: { requestId: 'reference', caller: partner },
    });
    const wanted = JSON.stringify({ data: result.data, places: placesOf(result.errors) });
    for (const { data, errors } of [local, remote])
      expect(JSON.stringify({ data, places: placesOf(errors) })).toBe(wanted);
  });
});

const placesOf = (errors: readonly { path?: unknown; locations?: unknown }[] = []): unknown =>
  errors.map(({ path, locations }) => ({ path, locations }));

const LISTS: [string, string][] = [
  [
    'groupBy',
    'query ($v: AggregateDimension = REGION) { aggregateEstablishments(groupBy: [$v], measures: [MRIS]) { values { value } } }',
  ],
  [
    'measures',
    'query ($v: AggregateMeasure = MRIS) { aggregateEstablishments(groupBy: [REGION], measures: [$v]) { values { value } } }',
  ],
  ['ids', 'query ($v: ID = "x") { nodes(ids: [$v]) { id } }'],
  ['orderBy', 'query ($v: EstablishmentOrderField = NAME) { establishments(orderBy: [{ field: $v }]) { totalCount } }'],
  [
    'orderBy',
    'query ($v: OrderDirection = ASC) { establishments(orderBy: [{ field: NAME, direction: $v }]) { totalCount } }',
  ],
  ['where', 'query ($v: EstablishmentWhere = {}) { establishments(where: { OR: [$v] }) { totalCount } }'],
  ['where', 'query ($v: String = "x") { establishments(where: { finess: { in: [$v] } }) { totalCount } }'],
  [
    'where',
    'query ($v: Float = 1) { establishments(where: { near: { latitude: 1, longitude: 1, radiusKm: $v } }) { totalCount } }',
  ],
  [
    'territories',
    'query ($v: String = "57") { careOfferIndicators(codes: [MRIS_PER_100K], year: 2024, territories: [$v]) { value } }',
  ],
  ['where', 'query ($v: GroupingKind = GHT) { groupings(where: { kind: [$v] }) { totalCount } }'],
  ['years', `query ($v: Int = 2024) { establishment(${METZ}) { careActivity(years: [$v]) { year } } }`],
];

describe('a null in a list or an object that takes none is the error of its field', () => {
  test.each(LISTS)('%s: %s', async (argument, query) => {
    const { data, errors } = await hub.execute(query, { v: null });
    expect(JSON.stringify(data)).toMatch(/^\{"\w+":(?:\{"careActivity":)?null\}+$/);
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(new RegExp(`^Argument "${argument}" has invalid value .*\\$v`)),
        path: argument === 'years' ? ['establishment', 'careActivity'] : Object.keys(data),
        locations: [expect.anything()],
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
    expect(hub.logged).toEqual([]);
  });
});

test.each([
  'query ($s: Boolean = true) { sources @skip(if: $s) { code } a: __typename }',
  `query ($s: Boolean = false) { establishment(${METZ}) { name @include(if: $s) } }`,
  'query ($s: Boolean = false) { __schema { queryType { name @skip(if: $s) } } }',
])('a null condition is refused: %s', async (query) => {
  const { data, errors } = await hub.execute(query, { s: null });
  expect(data).toBeUndefined();
  expect(errors.map(({ message, extensions }) => [message, extensions])).toEqual([
    [
      'Argument "if" of non-null type "Boolean!" must not be null: variable "$s" is null. Give it true or false, or leave it out.',
      { code: 'BAD_USER_INPUT' },
    ],
  ]);
});

test('what is not answered costs nothing, and what is answered costs', async () => {
  const query = (condition: string) =>
    `{ establishments(first: 100, where: { finess: { in: ["570000158"] } }) { nodes { finess } nodes ${condition} { ... on Establishment { sites(first: 100) { nodes { finess sites(first: 100) { nodes { finess } } } } } } } }`;
  expect((await hub.execute(query(''))).errors[0]!.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'cost' });
  const { data, errors } = await hub.execute(query('@include(if: false)'));
  expect(errors).toEqual([]);
  expect(data.establishments.nodes).toEqual([{ finess: '570000158' }]);
});

test('a number beyond those of JavaScript is an error of its argument', async () => {
  const query = (latitude: string) =>
    `query ($l: Float = 1) { establishments(where: { near: { latitude: ${latitude}, longitude: $l, radiusKm: 1 } }) { totalCount } }`;
  for (const latitude of ['1e400', '-1e400', `1${'0'.repeat(400)}`]) {
    const { data, errors } = await hub.execute(query(latitude));
    expect(data).toEqual({ establishments: null });
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(/^Argument "where" has an invalid value: a number in it is Infinity/),
        locations: [{ line: 1, column: 47 }],
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  }
});
