import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

const SEARCH = 'query ($where: EstablishmentWhere) { establishments(where: $where) { totalCount } }';
const NODE = 'query ($id: ID!) { node(id: $id) { id } }';

it.each([
  ['a key', String.raw`{ establishment(finess: "\u0000") { name } }`, {}, ['establishment']],
  ['an id', NODE, { id: Buffer.from('Establishment:\0').toString('base64url') }, ['node']],
  [
    'a condition',
    SEARCH,
    { where: { name: { contains: 'ab\0cd' }, finess: { in: ['\0'] } } },
    ['establishments', 'totalCount'],
  ],
])('NUL, which PostgreSQL cannot store, is an error of the request: in %s', async (_, query, variables, path) => {
  const { errors } = await hub.execute(query, variables);
  expect(errors).toEqual([
    {
      message: 'Text must not contain the NUL character (U+0000).',
      path,
      locations: [{ line: 1, column: expect.any(Number) }],
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
  expect(hub.logged).toEqual([]);
});

test.each(['0000-01-01', '0000-12-31', '0000-02-29'])('the day %s, which no calendar has, is refused', async (day) => {
  const asOf = `{ establishment(finess: "570005165") { labReferrals(role: CONSUMER, asOf: "${day}") { specialty } } }`;
  const queries: [string, object][] = [
    [SEARCH, { where: { openedOn: { gte: day } } }],
    [SEARCH, { where: { openedOn: { lt: '2000-01-01', gte: day } } }],
    [SEARCH, { where: { NOT: { openedOn: { eq: day } } } }],
    [asOf, {}],
  ];
  for (const [query, variables] of queries) {
    const { errors } = await hub.execute(query, { ...variables });
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(new RegExp(`^The value "${day}" is not a day of the calendar`)),
        extensions: { code: 'BAD_USER_INPUT' },
      }),
    ]);
  }
  expect(hub.logged).toEqual([]);
});

const cursor = (...values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

describe('a forged cursor', () => {
  const PAGE = `query ($field: EstablishmentOrderField!, $after: String, $before: String) {
    establishments(where: { near: { latitude: 49, longitude: 6, radiusKm: 50 } }, orderBy: [{ field: $field }], after: $after, before: $before) { nodes { finess } }
  }`;
  const day = 'is not a day of the calendar';
  const range = 'is malformed, or out of the range of its type';
  const shape = 'is not a valid cursor';

  test.each([
    ['OPENED_ON', '99999999-99-99', day],
    ['OPENED_ON', '0000-00-00', day],
    ['OPENED_ON', '2023-02-29', day],
    ['OPENED_ON', '5874898-01-01', day],
    ['OPENED_ON', '2023-1-1', shape],
    ['OPENED_ON', 'today', shape],
    ['DISTANCE', '1e999', range],
    ['DISTANCE', '-1e999', range],
    ['DISTANCE', '-1e-9999', range],
    ['DISTANCE', `1${'0'.repeat(400)}`, range],
    ['DISTANCE', 'NaN', shape],
    ['DISTANCE', 'Infinity', shape],
    ['DISTANCE', '-infinity', shape],
    ['NAME', '\0', shape],
  ])('at %s %j is refused', async (field, value, message) => {
    for (const side of ['after', 'before']) {
      const forged = cursor(`${field} ASC,FINESS ASC`, value, '570000596');
      const { errors } = await hub.execute(PAGE, { field, [side]: forged });
      expect(errors).toEqual([
        expect.objectContaining({
          message: expect.stringContaining(message),
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
        }),
      ]);
      expect(errors[0]!.message.length).toBeLessThan(400);
    }
    expect(hub.logged).toEqual([]);
  });

  test('before and after all days is a place in the list', async () => {
    for (const value of ['infinity', '-infinity', '9999-12-31']) {
      const { errors } = await hub.execute(PAGE, {
        field: 'OPENED_ON',
        after: cursor('OPENED_ON ASC,FINESS ASC', value, '570000596'),
      });
      expect(errors).toEqual([]);
    }
  });
});
