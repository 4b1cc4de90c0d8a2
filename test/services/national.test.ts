import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { fold } from '../../platform/text.ts';
import type { TestDatabase } from '../support/database.ts';
import { cloneNational, hasRegister } from '../support/national.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

describe.runIf(hasRegister)('on the national register', () => {
  beforeAll(async () => {
    database = await cloneNational();
    service = await testSubgraph(establishments, database.url);
  });

  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  it('has 95,333 sites, and those that the reference dataset alone knows', async () => {
    const { data } = await service.execute(`{ all: establishments(where: { level: SITE }) { totalCount } }`);
    const [reference] = await database.query(
      `select count(*)::int from establishment where level = 'SITE' and listed_on is null`,
    );
    expect(data.all.totalCount).toBe(95_333 + reference!['count']);
  });

  it('never loses the legal entity of a site', async () => {
    const { data } = await service.execute(
      `{ establishment(finess: "010000024") { name legalEntity { finess level name category { code } sites(first: 100) { nodes { finess } } } } }`,
    );
    expect(data.establishment).toMatchObject({
      name: 'CH DE FLEYRIAT',
      legalEntity: { finess: '010780054', level: 'LEGAL_ENTITY', name: '010780054', category: { code: 'UNK' } },
    });
    expect(data.establishment.legalEntity.sites.nodes).toContainEqual({ finess: '010000024' });
  });

  it('finds by words what a person looks for, best first', async () => {
    const search = async (words: string): Promise<string[]> => {
      const { data } = await service.execute(
        `query ($words: String) { establishments(where: { search: $words }, first: 100) { nodes { finess } } }`,
        { words },
      );
      return data.establishments.nodes.map((node: any) => node.finess);
    };
    expect((await search('hopital mercy'))[0]).toBe('570026682');
    expect(await search('legouest')).toEqual(expect.arrayContaining(['570000596', '570029801']));
  });

  it('folds names as PostgreSQL does', async () => {
    const rows = await database.query<{ name: string; folded: string }>(
      'select distinct name, name_folded as folded from establishment union select distinct name, name_folded from territory',
    );
    expect(rows.length).toBeGreaterThan(90_000);
    expect(rows.filter((row) => fold(row.name) !== row.folded)).toEqual([]);
  });
});
