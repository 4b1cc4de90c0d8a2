import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
  await database.query(`insert into source (code, title) values ('test', 'Test')`);
  await database.query(`
    insert into establishment (finess, level, name, territory_code, latitude, longitude, legal_entity_finess, closed_on, source_code) values
      ('990000001', 'LEGAL_ENTITY', 'Zz', '97611', null, null, null, null, 'test'),
      ('990000011', 'SITE', 'Zz', '97611', 10, 20, '990000001', null, 'test'),
      ('990000012', 'SITE', 'Zz', '97611', 10.2, 20.2, '990000001', null, 'test'),
      ('990000013', 'SITE', 'Zz', '97611', 10.4, 20.4, null, null, 'test'),
      ('990000014', 'SITE', 'Zz', '97611', 80, 80, null, '2001-01-01', 'test'),
      ('990000015', 'SITE', 'Zz', '97611', null, null, null, null, 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const near = (circle: object): Promise<Answer> =>
  service.execute(
    `query ($where: EstablishmentWhere!) { establishments(where: $where, orderBy: [{ field: DISTANCE }]) { nodes { finess } } }`,
    { where: { AND: [{ near: circle }] } },
  );

const found = ({ data }: Answer): string[] => data.establishments.nodes.map(({ finess }: any) => finess);

describe('near a place', () => {
  it('is near the centre of a territory: the middle of its open sites', async () => {
    const answer = await near({ territory: '97611', radiusKm: 10 });
    expect([answer.errors, answer.statements.length]).toEqual([[], 2]);
    expect(found(answer)).toEqual(['990000012']);
    expect(found(await near({ territory: '97611', radiusKm: 100 }))[0]).toBe('990000012');
    const { data } = await service.execute(
      '{ commune: territory(code: "97611") { centre { latitude longitude } isCentreDerived } none: territory(code: "97616") { centre { latitude } } }',
      {},
    );
    expect(data).toEqual({
      commune: { centre: { latitude: 10.2, longitude: 20.2 }, isCentreDerived: true },
      none: { centre: null },
    });
  });

  it('is near an establishment, or the sites of a legal entity', async () => {
    expect(found(await near({ establishment: '990000013', radiusKm: 1 }))).toEqual(['990000013']);
    expect(found(await near({ establishment: '990000001', radiusKm: 20 })).toSorted()).toEqual([
      '990000011',
      '990000012',
    ]);
  });

  it.each([
    ['no centre', { radiusKm: 5 }, 'where.AND.0.near'],
    ['half a point', { latitude: 5, radiusKm: 5 }, 'where.AND.0.near'],
    ['half a point and a territory', { latitude: 5, territory: '57', radiusKm: 5 }, 'where.AND.0.near'],
    ['two centres', { territory: '57', establishment: '570026682', radiusKm: 5 }, 'where.AND.0.near'],
    ['an unknown territory', { territory: '999', radiusKm: 5 }, 'where.AND.0.near.territory'],
    ['a territory without a located site', { territory: '97616', radiusKm: 5 }, 'where.AND.0.near.territory'],
    ['an unknown establishment', { establishment: '999999999', radiusKm: 5 }, 'where.AND.0.near.establishment'],
    [
      'an establishment without a location',
      { establishment: '990000015', radiusKm: 5 },
      'where.AND.0.near.establishment',
    ],
    ['a radius of 0', { territory: '97611', radiusKm: 0 }, 'where.AND.0.near.radiusKm'],
  ])('refuses %s', async (_, circle, argument) => {
    const { errors } = await near(circle);
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  });
});

describe('groupings by territory', () => {
  it('are those with a member there', async () => {
    const of = async (territory: string[]): Promise<string[]> =>
      (
        await service.execute(
          `query ($territory: [String!]) { groupings(where: { territory: $territory, kind: [GHT] }, first: 100) { nodes { code } } }`,
          { territory },
        )
      ).data.groupings.nodes.map(({ code }: any) => code);
    const expected = await database.query<{ code: string }>(`
      select distinct g.code from "grouping" g join membership m on m.grouping_code = g.code join establishment e on e.finess = m.establishment_finess
      join territory t on t.code = e.territory_code
      where g.kind = 'GHT' and t.department_code = '57' and m.role not in ('ASSOCIATE', 'PARTNER') and m.period @> current_date order by 1`);
    expect(expected.length).toBeGreaterThan(1);
    expect(await of(['57'])).toEqual(expected.map(({ code }) => code));
    expect(await of(['2A'])).toEqual([]);
    expect((await of(['57', 'REG-44'])).length).toBeGreaterThan(expected.length);
  });
});
