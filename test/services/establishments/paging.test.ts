import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

const document = `query Page($where: EstablishmentWhere, $orderBy: [EstablishmentOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  establishments(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount
    nodes { finess }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const listed = { name: { startsWith: 'zz page' } };

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
  // 45 rows with many ties: 9 names, 5 opening days and as many unknown ones.
  await database.query(`
    insert into establishment (finess, level, name, opened_on, latitude, longitude, source_code)
    select '99' || lpad(n::text, 7, '0'), 'SITE', 'ZZ page ' || chr(65 + n % 9),
           case when n % 6 < 5 then date '2000-01-01' + n % 6 end, 40 + n % 7, 2, (select min(code) from source)
    from generate_series(1, 45) n`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

interface Page {
  establishments: {
    totalCount: number;
    nodes: { finess: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  };
}

async function page(variables: Record<string, unknown>): Promise<Page['establishments']> {
  const { data, errors, statements } = await service.execute<Page>(document, { where: listed, ...variables });
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(2);
  return data.establishments;
}

const near = { ...listed, near: { latitude: 43, longitude: 2, radiusKm: 2000 } };
// A degree to the north is as far as one to the south, whatever the digits.
const place = `round(earth_distance(ll_to_earth(43, 2), ll_to_earth(latitude, longitude)))`;

describe.each([
  ['by number', {}, 'finess'],
  ['by name', { orderBy: [{ field: 'NAME' }] }, 'name_folded, finess'],
  ['by name, backwards', { orderBy: [{ field: 'NAME', direction: 'DESC' }] }, 'name_folded desc, finess desc'],
  ['by opening day', { orderBy: [{ field: 'OPENED_ON' }] }, 'opened_on nulls last, finess'],
  [
    'by opening day, latest first',
    { orderBy: [{ field: 'OPENED_ON', direction: 'DESC' }] },
    'opened_on desc nulls last, finess desc',
  ],
  [
    'by two keys of different directions',
    { orderBy: [{ field: 'OPENED_ON', direction: 'DESC' }, { field: 'NAME' }] },
    'opened_on desc nulls last, name_folded, finess',
  ],
  ['by distance', { where: near, orderBy: [{ field: 'DISTANCE' }] }, `${place}, finess`],
  [
    'by relevance',
    { where: { ...listed, search: 'page zz' }, orderBy: [{ field: 'RELEVANCE', direction: 'DESC' }] },
    // All have both words, and most of them another letter; `a` and `d` are ignored.
    `(name ~ '[AD]$') desc, finess desc`,
  ],
])('a list ordered %s', (_, variables, order) => {
  let expected: string[];

  beforeAll(async () => {
    const rows = await database.query<{ finess: string }>(
      `select finess from establishment where name like 'ZZ%' order by ${order}`,
    );
    expected = rows.map((row) => row.finess);
    expect(expected).toHaveLength(45);
  });

  it('visits every row once, in order, forward', async () => {
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { nodes, pageInfo, totalCount } = await page({ ...variables, first: 7, after });
      expect(totalCount).toBe(45);
      expect(pageInfo.hasPreviousPage).toBe(after !== undefined);
      seen.push(...nodes.map((node) => node.finess));
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    expect(seen).toEqual(expected);
  });

  it('visits every row once, in order, backward', async () => {
    const seen: string[] = [];
    for (let before: string | undefined, more = true; more;) {
      const { nodes, pageInfo } = await page({ ...variables, last: 7, before });
      expect(pageInfo.hasNextPage).toBe(before !== undefined);
      seen.unshift(...nodes.map((node) => node.finess));
      ({ startCursor: before, hasPreviousPage: more } = pageInfo);
    }
    expect(seen).toEqual(expected);
  });

  it('keeps what lies between two cursors', async () => {
    const whole = await service.execute(
      `query ($where: EstablishmentWhere, $orderBy: [EstablishmentOrder!]) {
      establishments(where: $where, orderBy: $orderBy, first: 45) { edges { cursor node { finess } } } }`,
      { where: listed, ...variables },
    );
    const { edges } = whole.data.establishments;
    const { nodes } = await page({ ...variables, first: 20, after: edges[9].cursor, before: edges[15].cursor });
    expect(nodes.map((node) => node.finess)).toEqual(expected.slice(10, 15));
  });
});

describe('lists without conditions, whose statements are kept', () => {
  it('does not take one order, direction or bound for another', async () => {
    const orders = [
      ['opened_on nulls last, finess', 'ASC'],
      ['opened_on desc nulls last, finess desc', 'DESC'],
    ] as const;
    for (const [order, direction] of [...orders, ...orders]) {
      const rows = await database.query<{ finess: string }>(`select finess from establishment order by ${order}`);
      const expected = rows.map((row) => row.finess);
      const asked = { where: null, orderBy: [{ field: 'OPENED_ON', direction }] };
      const forward: string[] = [];
      const backward: string[] = [];
      for (let after: string | undefined, more = true; more;) {
        const { nodes, pageInfo } = await page({ ...asked, first: 30, after });
        forward.push(...nodes.map((node) => node.finess));
        ({ endCursor: after, hasNextPage: more } = pageInfo);
      }
      for (let before: string | undefined, more = true; more;) {
        const { nodes, pageInfo } = await page({ ...asked, last: 40, before });
        backward.unshift(...nodes.map((node) => node.finess));
        ({ startCursor: before, hasPreviousPage: more } = pageInfo);
      }
      expect(forward).toEqual(expected);
      expect(backward).toEqual(expected);
    }
  });
});

const name = { field: 'NAME' };
const cursor = (...content: unknown[]): string => Buffer.from(JSON.stringify(content)).toString('base64url');

describe('bad pages are refused', () => {
  it.each([
    ['too many', { first: 101 }, 'first', '101'],
    ['too many from the end', { last: 101 }, 'last', '101'],
    ['a negative number', { first: -1 }, 'first', '-1'],
    ['both ends', { first: 1, last: 1 }, 'last', 'cannot be combined'],
    ['an invalid cursor', { after: 'nonsense' }, 'after', 'is not a valid cursor; use a value from `edges.cursor`'],
    ["a cursor whose content is not the list's", { before: cursor('FINESS ASC', 3) }, 'before', 'not a valid cursor'],
    ['a cursor without its value', { after: cursor('FINESS ASC') }, 'after', 'another list or order'],
    [
      'a cursor of another order',
      { orderBy: [name], after: cursor('FINESS ASC', 'a') },
      'after',
      'another list or order',
    ],
    [
      'a cursor of the other direction',
      { orderBy: [name], after: cursor('NAME DESC,FINESS DESC', 'a', 'b') },
      'after',
      'another list or order',
    ],
    [
      'a cursor with another type of value',
      { orderBy: [{ field: 'OPENED_ON' }], after: cursor('OPENED_ON ASC,FINESS ASC', 'x', 'y') },
      'after',
      'OPENED_ON is not of the type date',
    ],
    ['an order without what it needs', { orderBy: [{ field: 'DISTANCE' }] }, 'orderBy', 'where.near'],
    ['relevance without a search', { orderBy: [{ field: 'RELEVANCE' }] }, 'orderBy', 'where.search'],
    ['an order twice', { orderBy: [{ field: 'NAME' }, { field: 'NAME', direction: 'DESC' }] }, 'orderBy', 'NAME twice'],
  ])('%s', async (_, variables, argument, words) => {
    const { data, errors, statements } = await service.execute(document, variables);
    expect(data).toEqual({ establishments: null });
    expect(errors[0]).toMatchObject({ path: ['establishments'], extensions: { code: 'BAD_USER_INPUT', argument } });
    expect(errors[0]!.message).toContain(words);
    expect(statements).toEqual([]);
  });

  it('takes none, and says that there are more', async () => {
    expect(await page({ first: 0 })).toMatchObject({
      totalCount: 45,
      nodes: [],
      pageInfo: { hasNextPage: true, startCursor: null },
    });
  });
});
