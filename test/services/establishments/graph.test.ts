import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

describe('the landscape of Metz and Thionville, from the reference dataset', () => {
  it('has the military hospital at its place', async () => {
    const { data } = await service.execute(`{ establishment(finess: "570000596") {
      name level isMilitary category { code } territory { level parent { code name parent { code name parent { code } } } } location { latitude longitude } legalEntity { finess level } } }`);
    expect(data.establishment).toMatchObject({
      name: 'HIA LEGOUEST',
      level: 'SITE',
      isMilitary: true,
      category: { code: '114' },
      territory: {
        level: 'COMMUNE',
        parent: { code: '57', name: 'Moselle', parent: { code: 'REG-44', name: 'Grand Est', parent: null } },
      },
      legalEntity: { finess: '750810814', level: 'LEGAL_ENTITY' },
    });
    expect(data.establishment.location.latitude).toBeCloseTo(49.1, 1);
    expect(data.establishment.location.longitude).toBeCloseTo(6.2, 1);
  });

  it("keeps the number that the annual statistics know the armed forces' health service by", async () => {
    const { data } = await service.execute(`{ establishment(finess: "750810814") { identifiers { system value } } }`);
    expect(data.establishment.identifiers).toContainEqual({ system: 'SAE_FINESS', value: '750821092' });
  });

  it('knows the support establishment of the territorial group, and both customers of the laundry', async () => {
    const { data } = await service.execute(`{
      group: grouping(code: "44108") { kind hasLegalPersonality members(role: [SUPPORT]) { nodes { role establishment { finess } source { code } } } }
      laundry: grouping(code: "570023200") { kind hasLegalPersonality legalEntity { finess } members { nodes { establishment { finess } } } } }`);
    expect(data.group).toMatchObject({
      kind: 'GHT',
      hasLegalPersonality: false,
      members: { nodes: [{ role: 'SUPPORT', establishment: { finess: '570005165' } }] },
    });
    expect(data.laundry).toMatchObject({
      kind: 'GCS_MEANS',
      hasLegalPersonality: true,
      legalEntity: { finess: '570023200' },
    });
    const customers = data.laundry.members.nodes.map((node: any) => node.establishment.finess);
    expect(customers.toSorted()).toEqual(['570000596', '570005165']);
  });

  it('is found by words', async () => {
    const search = async (words: string): Promise<string[]> => {
      const { data } = await service.execute(
        `query ($words: String) { establishments(where: { search: $words }) { nodes { finess } } }`,
        { words },
      );
      return data.establishments.nodes.map((node: any) => node.finess);
    };
    expect((await search('hopital mercy'))[0]).toBe('570026682');
    expect((await search('LEGOUEST')).toSorted()).toEqual(['570000596', '570029801']);
  });
});

describe('lists of many parents cost the same as of one', () => {
  const document = `query ($first: Int) { establishments(where: { level: LEGAL_ENTITY }, first: $first) { nodes {
    finess source { code } territory { name population parent { name } } identifiers { value }
    sites(first: 2) { totalCount nodes { finess legalEntity { finess } territory { code } } pageInfo { hasNextPage } groupBy(field: CATEGORY) { count } }
    memberships(first: 5) { totalCount nodes { role grouping { name members(first: 3) { nodes { establishment { finess } } } } source { code } } } } } }`;

  it('in statements', async () => {
    const one = await service.execute(document, { first: 1 });
    const many = await service.execute(document, { first: 30 });
    expect(many.errors).toEqual([]);
    expect(many.data.establishments.nodes).toHaveLength(30);
    expect(many.statements).toHaveLength(17);
    expect(one.statements.length).toBeLessThanOrEqual(17);
  });

  it('in what each gets: its own', async () => {
    const { data } = await service.execute(document, { first: 30 });
    for (const parent of data.establishments.nodes) {
      const rows = await database.query<{ finess: string }>(
        `select finess from establishment where legal_entity_finess = $1 order by finess`,
        [parent.finess],
      );
      expect(parent.sites.totalCount).toBe(rows.length);
      expect(parent.sites.nodes.map((site: any) => site.finess)).toEqual(rows.slice(0, 2).map((row) => row.finess));
      expect(parent.sites.pageInfo.hasNextPage).toBe(rows.length > 2);
      expect(parent.sites.groupBy.reduce((sum: number, group: any) => sum + group.count, 0)).toBe(rows.length);
      for (const site of parent.sites.nodes) expect(site.legalEntity.finess).toBe(parent.finess);
    }
  });
});

describe('time', () => {
  it('shows the memberships of the day that is asked', async () => {
    await database.query(`
      insert into membership (grouping_code, establishment_finess, role, period, source_code)
      select '570027854', v.finess, 'MEMBER', v.period::daterange, (select min(code) from source)
      from (values ('570005165', '[2015-01-01,2018-01-01)'), ('570005165', '[2018-01-01,2020-01-01)'), ('570000596', '[2016-01-01,)')) v(finess, period)`);
    const at = async (asOf: string | null): Promise<string[]> => {
      const { data } = await service.execute(
        `query ($asOf: Date) { grouping(code: "570027854") { members(asOf: $asOf) { nodes { period { start end } establishment { finess } } } } }`,
        { asOf },
      );
      return data.grouping.members.nodes.map(
        (node: any) => `${node.establishment.finess} ${node.period.start} ${node.period.end}`,
      );
    };
    expect(await at('2014-12-31')).toEqual([]);
    expect(await at('2017-12-31')).toEqual(['570005165 2015-01-01 2018-01-01', '570000596 2016-01-01 null']);
    expect(await at('2018-01-01')).toEqual(['570005165 2018-01-01 2020-01-01', '570000596 2016-01-01 null']);
    expect(await at(null)).toEqual(['570000596 2016-01-01 null']);
  });

  it('refuses two memberships of the same role at once', async () => {
    const twice = database.query(`
      insert into membership (grouping_code, establishment_finess, role, period, source_code)
      select '570027854', '570000687', 'MEMBER', p::daterange, (select min(code) from source) from unnest(array['[2015-01-01,2018-01-01)', '[2017-12-31,)']) p`);
    await expect(twice).rejects.toThrow('membership_period');
  });
});

describe('territories', () => {
  it('are a tree of regions, departments and communes', async () => {
    const { data, statements } = await service.execute(`{
      regions: territories(where: { level: REGION }) { totalCount }
      departments: territories(where: { level: DEPARTMENT }) { totalCount }
      communes: territories(where: { level: COMMUNE }) { totalCount }
      territory(code: "REG-44") { inseeCode name children(first: 20) { totalCount nodes { code name population(year: 1801) } } } }`);
    const [expected] = await database.query(
      `select count(*) filter (where level = 'REGION')::int as regions, count(*) filter (where level = 'COMMUNE')::int as communes from territory`,
    );
    expect(data.regions.totalCount).toBe(18);
    expect(data.regions.totalCount).toBe(expected!['regions']);
    expect(data.communes.totalCount).toBe(expected!['communes']);
    expect(data.territory).toMatchObject({ inseeCode: '44', name: 'Grand Est', children: { totalCount: 10 } });
    expect(data.territory.children.nodes.map((node: any) => node.code)).toEqual([
      '08',
      '10',
      '51',
      '52',
      '54',
      '55',
      '57',
      '67',
      '68',
      '88',
    ]);
    expect(data.territory.children.nodes[0].population).toBeNull();
    expect(statements).toHaveLength(7);
  });

  it('count their establishments on every level below', async () => {
    const { data } = await service.execute(
      `{ territories(where: { code: { in: ["57", "REG-44", "57463"] } }) { nodes { code establishments(where: { level: SITE }) { totalCount nodes { finess } } } } }`,
    );
    for (const { code, establishments: list } of data.territories.nodes) {
      const rows = await database.query(
        `select e.finess from establishment e join territory t on t.code = e.territory_code
         where e.level = 'SITE' and $1 in (t.code, t.department_code, t.region_code) order by 1`,
        [code],
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(list.totalCount).toBe(rows.length);
      expect(list.nodes.map((node: any) => node.finess)).toEqual(rows.map((row) => row['finess']).slice(0, 20));
    }
  });
});

describe('sources', () => {
  it('are listed whole, in one statement', async () => {
    const { data, statements } = await service.execute(`{ sources { code title importedAt extractedOn } }`);
    expect(data.sources.map((source: any) => source.code)).toContain('illustrative');
    expect(data.sources.find((source: any) => source.code === 'finess-reference').extractedOn).toBe('2021-01-08');
    expect(statements).toHaveLength(1);
  });
});

describe("the service's role", () => {
  it("may not change tables, nor touch what is not the service's", async () => {
    await database.query(`create table public.foreign_matter (n int)`);
    const run = (statement: string): Promise<unknown> => sql.raw(statement).execute(service.database.primary);
    await expect(run('drop table membership')).rejects.toThrow('must be owner');
    await expect(run('create table mine (n int)')).rejects.toThrow('permission denied');
    await expect(run('select * from public.foreign_matter')).rejects.toThrow('permission denied');
    await expect(run('create table public.mine (n int)')).rejects.toThrow('permission denied');
  });
});
