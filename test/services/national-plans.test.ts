import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { cloneNational, hasRegister } from '../support/national.ts';
import { explain, nodesOf, readWhole, visited, type Plan } from '../support/plans.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

const page = `query ($where: EstablishmentWhere, $orderBy: [EstablishmentOrder!], $first: Int = 100, $after: String, $last: Int, $before: String) {
  establishments(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { finess } } pageInfo { hasNextPage endCursor } } }`;

/** The plan of the one statement that a query costs. */
async function planOf(query: string, variables: object): Promise<Plan> {
  const plans = await explain(service, database, query, variables);
  expect(plans).toHaveLength(1);
  return plans[0]!;
}

describe.runIf(hasRegister)('on the national register', () => {
  beforeAll(async () => {
    database = await cloneNational();
    service = await testSubgraph(establishments, database.url);
    // No open file at hand lists the country's groupings. Ten times as many as it has: in fewer, reading the table whole is best.
    await database.query(`
      insert into "grouping" (code, kind, name, source_code)
      select 'T' || n, case when n % 10 = 0 then 'GHT' else 'GCS_MEANS' end, 'Groupe ' || n, (select min(code) from source) from generate_series(1, 20000) n`);
    await database.query(`
      insert into membership (grouping_code, establishment_finess, role, source_code)
      select 'T' || 1 + n % 2000, finess, case when n % 50 = 0 then 'SUPPORT' else 'MEMBER' end, (select min(code) from source)
      from (select finess, row_number() over (order by finess) as n from establishment where level = 'SITE') site where n <= 20000`);
    await database.query('vacuum analyze');
  });

  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  it('walks all pages of 100, visiting every site once; the last page costs what the first does', async () => {
    const where = { level: 'SITE' };
    const seen = new Set<string>();
    let pages = 0;
    for (let after: string | null = null, more = true; more; pages++) {
      const { data }: { data: any } = await service.execute(page, { where, after });
      for (const { node } of data.establishments.edges) {
        expect(seen.has(node.finess)).toBe(false);
        seen.add(node.finess);
      }
      ({ endCursor: after, hasNextPage: more } = data.establishments.pageInfo);
    }
    const [all] = await database.query(`select count(*)::int from establishment where level = 'SITE'`);
    expect(seen.size).toBe(all!['count']);
    expect(pages).toBe(Math.ceil(all!['count'] / 100));
    expect(await costOfEnds({ where })).toBeLessThanOrEqual(101);
  });

  it.each(['NAME', 'OPENED_ON', 'FINESS'])(
    'costs as much at the end as at the start, by %s both ways',
    async (field) => {
      for (const direction of ['ASC', 'DESC'])
        expect(await costOfEnds({ orderBy: [{ field, direction }] })).toBeLessThanOrEqual(101);
    },
  );

  /** The most rows that the first page, or the last one, looks at. */
  async function costOfEnds(variables: object): Promise<number> {
    const { data } = await service.execute(page, { ...variables, first: null, last: 100 });
    const first = await planOf(page, variables);
    const last = await planOf(page, { ...variables, after: data.establishments.edges[0].cursor });
    expect([...readWhole(first), ...readWhole(last)]).toEqual([]);
    return Math.max(visited(first, 'establishment'), visited(last, 'establishment'));
  }

  describe('every filter is served by an index', () => {
    it.each([
      ['finess.eq', { finess: { eq: '570000596' } }],
      ['finess.in', { finess: { in: ['570000596', '570026682'] } }],
      ['finess.contains', { finess: { contains: '00059' } }],
      ['finess.startsWith', { finess: { startsWith: '57002' } }],
      ['finess.isNull', { finess: { isNull: true } }],
      ['name.eq', { name: { eq: 'HIA LEGOUEST' } }],
      ['name.in', { name: { in: ['HIA LEGOUEST', 'CH DE FLEYRIAT'] } }],
      ['name.contains', { name: { contains: 'legouest' } }],
      ['name.startsWith', { name: { startsWith: 'HIA' } }],
      ['name.isNull', { name: { isNull: true } }],
      ['category.eq', { category: { eq: '114' } }],
      ['category.in', { category: { in: ['114', '426'] } }],
      ['category.contains', { category: { contains: '426' } }],
      ['category.startsWith', { category: { startsWith: '42' } }],
      ['category.isNull', { category: { isNull: true } }],
      ['level', { level: 'LEGAL_ENTITY' }],
      ['territory.eq, a commune', { territory: { eq: '57463' } }],
      ['territory.eq, a department', { territory: { eq: '57' } }],
      ['territory.eq, a region', { territory: { eq: 'REG-44' } }],
      ['territory.in', { territory: { in: ['54', '55', '57', '88'] } }],
      ['territory.contains', { territory: { contains: '746' } }],
      ['territory.startsWith', { territory: { startsWith: '574' } }],
      ['territory.isNull', { territory: { isNull: true } }],
      ['near', { near: { latitude: 49.1, longitude: 6.2, radiusKm: 5 } }],
      ['isMilitary', { isMilitary: true }],
      ['isUniversityHospital', { isUniversityHospital: true }],
      ['openedOn.eq', { openedOn: { eq: '2015-01-01' } }],
      ['openedOn.gte', { openedOn: { gte: '2020-12-01' } }],
      ['openedOn.lt', { openedOn: { lt: '1850-01-01' } }],
      ['openedOn.isNull', { openedOn: { isNull: true } }],
      ['closedOn.eq', { closedOn: { eq: '2015-01-01' } }],
      ['closedOn.gte', { closedOn: { gte: '2020-12-01' } }],
      ['closedOn.isNull', { closedOn: { isNull: true } }],
      ['memberOf.grouping', { memberOf: { grouping: { eq: '44108' } } }],
      ['memberOf.kind', { memberOf: { kind: ['GHT'] } }],
      ['memberOf.role', { memberOf: { role: ['SUPPORT'] } }],
      ['changedSince, all', { changedSince: '2000-01-01T00:00:00Z' }],
      ['changedSince, none', { changedSince: '2999-01-01T00:00:00Z' }],
      ['search, a word', { search: 'legouest' }],
      ['search, two words', { search: 'hopital mercy' }],
      ['search, two letters', { search: 'zu' }],
      ['AND', { AND: [{ category: { eq: '101' } }, { territory: { eq: '57' } }] }],
      ['OR', { OR: [{ finess: { eq: '570000596' } }, { isMilitary: true }] }],
      ['NOT', { NOT: { category: { eq: '101' } } }],
    ])('%s', async (_, where) => expect(readWhole(await planOf(page, { where }))).toEqual([]));
  });

  it('a page of a large circle measures few distances', async () => {
    const where = { near: { latitude: 46.5, longitude: 2.5, radiusKm: 500 } };
    expect(visited(await planOf(page, { where, first: 5 }), 'establishment')).toBeLessThan(50);
  });

  describe('every order is served by an index', () => {
    const near = { near: { latitude: 49.1, longitude: 6.2, radiusKm: 20 } };
    it.each([
      ['NAME', {}],
      ['FINESS', {}],
      ['OPENED_ON', {}],
      ['DISTANCE', near],
      ['RELEVANCE', { search: 'mercy' }],
    ])('%s', async (field, where) => {
      for (const direction of ['ASC', 'DESC']) {
        const plan = await planOf(page, { where, orderBy: [{ field, direction }] });
        expect(readWhole(plan)).toEqual([]);
        // Only what a filter has already narrowed may be sorted.
        if (Object.keys(where).length === 0)
          expect(nodesOf(plan).map((node) => node['Node Type'])).not.toContain('Sort');
      }
    });
  });

  describe('territories and groupings too', () => {
    it.each([
      ['code', 'territories', { code: { eq: '57' } }],
      ['code.startsWith', 'territories', { code: { startsWith: '57' } }],
      ['code.contains', 'territories', { code: { contains: '746' } }],
      ['name', 'territories', { name: { eq: 'Metz' } }],
      ['name.contains', 'territories', { name: { contains: 'metz' } }],
      ['name.startsWith', 'territories', { name: { startsWith: 'metz' } }],
      ['level', 'territories', { level: 'DEPARTMENT' }],
      ['code', 'groupings', { code: { eq: '44108' } }],
      ['code.startsWith', 'groupings', { code: { startsWith: '441' } }],
      ['code.contains', 'groupings', { code: { contains: '410' } }],
      ['name', 'groupings', { name: { eq: 'Lorraine Nord' } }],
      ['name.contains', 'groupings', { name: { contains: 'lorraine' } }],
      ['name.startsWith', 'groupings', { name: { startsWith: 'lorraine n' } }],
      ['kind', 'groupings', { kind: ['SIH'] }],
      ['changedSince', 'territories', { changedSince: '2999-01-01T00:00:00Z' }],
      ['changedSince', 'groupings', { changedSince: '2999-01-01T00:00:00Z' }],
    ])('%s of %s', async (_, list, where) => {
      expect(
        readWhole(
          await planOf(
            `query ($where: ${list === 'territories' ? 'TerritoryWhere' : 'GroupingWhere'}) { ${list}(where: $where) { nodes { code } } }`,
            { where },
          ),
        ),
      ).toEqual([]);
    });

    it('the establishments of a territory, on each level', async () => {
      for (const code of ['57463', '57', 'REG-44']) {
        const plans = await explain(
          service,
          database,
          `query ($code: String!) { territory(code: $code) { establishments(first: 20) { nodes { finess } } } }`,
          { code },
        );
        expect(plans).toHaveLength(2);
        expect(plans.flatMap(readWhole)).toEqual([]);
      }
    });
  });
});
