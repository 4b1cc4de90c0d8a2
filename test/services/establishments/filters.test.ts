import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { deriveSearchWords } from '../../../services/kit/register/search/derived.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { withoutCodeLookUps } from '../../support/plans.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
  await database.query(`truncate establishment, "grouping" cascade`);
  await database.query(`
    insert into establishment (finess, level, name, long_name, category_code, legal_status_code, is_military, is_university_hospital, opened_on, closed_on,
                               latitude, longitude, legal_entity_finess, territory_code, source_code)
    select v.*, (select min(code) from source) from (values
      ('111111111', 'LEGAL_ENTITY', 'CHU d''Épinal', null, '101', '9X', false, true, '1990-05-01'::date, null::date, null::float8, null::float8, null, '88'),
      ('111111112', 'SITE', 'HÔPITAL ÉMILE', 'Centre de Cœur', '101', null, false, true, null, null, 49.0, 6.0, '111111111', '88160'),
      ('111111113', 'SITE', '100% Santé_\\', null, '355', null, false, false, '2001-02-03', '2020-01-01', 49.1, 6.2, '111111111', '57463'),
      ('111111114', 'SITE', 'HIA Test', null, '114', null, true, false, '2001-02-04', null, 48.0, 2.0, null, '75056'),
      ('111111115', 'SITE', 'Nulle part', null, null, null, false, false, null, null, null, null, null, null)) v`);
  await database.query(`insert into identifier (establishment_finess, system, value, source_code)
    select '111111112', 'SIRET', '12345678900011', min(code) from source`);
  await database.query(deriveSearchWords);
  await database.query(`update establishment set sector = 'PUBLIC' where legal_status_code is not null or is_military`);
  await database.query(
    `insert into "grouping" (code, kind, name, source_code) select 'G1', 'GHT', 'Groupe', min(code) from source`,
  );
  await database.query(`
    insert into membership (grouping_code, establishment_finess, role, period, source_code)
    select 'G1', v.*, (select min(code) from source) from (values
      ('111111111', 'SUPPORT', '[2016-07-01,)'::daterange), ('111111114', 'ASSOCIATE', '[2017-01-01,2020-01-01)'::daterange)) v`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const find = (where: object): Promise<Answer> =>
  service.execute(`query ($where: EstablishmentWhere) { establishments(where: $where) { nodes { finess } } }`, {
    where,
  });

async function found(where: object): Promise<string> {
  const { data, errors, statements } = await find(where);
  expect(errors).toEqual([]);
  const { nodes } = data.establishments;
  expect(withoutCodeLookUps(statements, nodes.length > 0)).toHaveLength(1);
  return nodes.map((node: { finess: string }) => node.finess.at(-1)).join('');
}

describe('a filter keeps what it says', () => {
  it.each([
    ['nothing asked', {}, '12345'],
    ['finess eq', { finess: { eq: '111111112' } }, '2'],
    ['finess in', { finess: { in: ['111111112', '111111114', 'none'] } }, '24'],
    [
      'finess in a thousand',
      { finess: { in: ['111111113', ...Array.from({ length: 999 }, (_, index) => String(index))] } },
      '3',
    ],
    ['finess contains', { finess: { contains: '1115' } }, '5'],
    ['finess startsWith', { finess: { startsWith: '11111111' } }, '12345'],
    ['finess isNull', { finess: { isNull: true } }, ''],
    ['name eq, exactly', { name: { eq: 'HÔPITAL ÉMILE' } }, '2'],
    ['name eq, in other letters', { name: { eq: 'HOPITAL EMILE' } }, ''],
    ['name in', { name: { in: ['HIA Test', 'Nulle part'] } }, '45'],
    ['name contains, whatever the accents', { name: { contains: 'pital emi' } }, '2'],
    ['name startsWith, whatever the case', { name: { startsWith: 'hopital é' } }, '2'],
    ['category eq', { category: { eq: '101' } }, '12'],
    ['category startsWith', { category: { startsWith: '1' } }, '124'],
    ['category isNull', { category: { isNull: true } }, '5'],
    ['level', { level: 'LEGAL_ENTITY' }, '1'],
    ['territory, a commune', { territory: { eq: '57463' } }, '3'],
    ['territory, a department', { territory: { eq: '88' } }, '12'],
    ['territory, a region', { territory: { eq: 'REG-44' } }, '123'],
    ['territory in', { territory: { in: ['57', '75056'] } }, '34'],
    ['territory startsWith', { territory: { startsWith: '57' } }, '3'],
    ['territory isNull', { territory: { isNull: true } }, '5'],
    ['territory known, in the region', { territory: { isNull: false, eq: 'REG-44' } }, '123'],
    ['territory, in small letters', { territory: { eq: 'reg-44' } }, '123'],
    ['isOpen', { isOpen: true }, '1245'],
    ['not isOpen', { isOpen: false }, '3'],
    ['openOn while it was open', { openOn: '2019-12-31' }, '12345'],
    ['openOn the day it closed', { openOn: '2020-01-01' }, '1245'],
    ['openOn before some opened', { openOn: '2001-02-03' }, '1235'],
    ['identifier', { identifier: { system: 'SIRET', value: '12345678900011' } }, '2'],
    ['identifier of another register', { identifier: { system: 'SIREN', value: '12345678900011' } }, ''],
    ['sector', { sector: ['PUBLIC'] }, '14'],
    ['several sectors', { sector: ['PRIVATE_NON_PROFIT', 'UNKNOWN'] }, '235'],
    ['no sector', { sector: [] }, ''],
    ['isMilitary', { isMilitary: true }, '4'],
    ['not isMilitary', { isMilitary: false }, '1235'],
    ['isUniversityHospital', { isUniversityHospital: true }, '12'],
    ['openedOn eq', { openedOn: { eq: '2001-02-03' } }, '3'],
    ['openedOn gte and lt', { openedOn: { gte: '1990-05-01', lt: '2001-02-04' } }, '13'],
    ['closedOn isNull', { closedOn: { isNull: true } }, '1245'],
    ['near', { near: { latitude: 49.05, longitude: 6.1, radiusKm: 10 } }, '23'],
    [
      'near, to the metre: the next is 18.35 km away',
      { near: { latitude: 49.0, longitude: 6.0, radiusKm: 18.3 } },
      '2',
    ],
    ['memberOf by grouping', { memberOf: { grouping: { eq: 'G1' } } }, '1'],
    ['memberOf by kind', { memberOf: { kind: ['GHT', 'SIH'] } }, '1'],
    ['memberOf by another kind', { memberOf: { kind: ['SIH'] } }, ''],
    ['memberOf by role, in its time', { memberOf: { role: ['ASSOCIATE'], asOf: '2019-12-31' } }, '4'],
    ['memberOf at the end of its time', { memberOf: { role: ['ASSOCIATE'], asOf: '2020-01-01' } }, ''],
    ['memberOf of anything', { memberOf: { asOf: '2017-01-01' } }, '14'],
    ['AND', { AND: [{ category: { eq: '101' } }, { level: 'SITE' }] }, '2'],
    ['OR', { OR: [{ isMilitary: true }, { category: { isNull: true } }] }, '45'],
    ['OR beside a field', { level: 'SITE', OR: [{ category: { eq: '101' } }, { category: { eq: '114' } }] }, '24'],
    ['NOT, unknowns included', { NOT: { category: { eq: '101' } } }, '345'],
    ['NOT of OR', { NOT: { OR: [{ category: { eq: '101' } }, { isMilitary: true }] } }, '35'],
    ['an empty AND', { AND: [] }, '12345'],
    ['an empty OR', { OR: [] }, ''],
    ['nulls are not asked', { category: null, OR: null }, '12345'],
    ['search: words in any order', { search: 'emile hopital' }, '2'],
    ['search: accents and case', { search: 'épinal' }, '1'],
    ['search: the long name', { search: 'coeur' }, '2'],
    ['search: a part of a word', { search: 'mil' }, '2'],
    ['search: the beginning of a word', { search: 'tes' }, '4'],
    ['search: two letters are a whole word', { search: 'te' }, ''],
    ['search: pattern signs are no patterns', { search: '%_\\ sante' }, '3'],
    ['contains: pattern signs are no patterns', { finess: { contains: '1%1' } }, ''],
    ['contains: an underscore is itself', { finess: { contains: '1_1' } }, ''],
    ['contains: a backslash is itself', { finess: { contains: '1\\11' } }, ''],
  ])('%s', async (_, where, expected) => expect(await found(where)).toBe(expected));
});

describe('a filter that makes no sense is refused', () => {
  const nested = (depth: number): object => (depth === 0 ? { level: 'SITE' } : { AND: [nested(depth - 1)] });
  it.each([
    ['a search without a word', { search: ' - ' }, 'where.search'],
    ['contains with two letters', { name: { contains: 'ab' } }, 'where.name.contains'],
    ['a latitude beyond the pole', { near: { latitude: 91, longitude: 0, radiusKm: 1 } }, 'where.near.latitude'],
    [
      'a longitude beyond the date line',
      { near: { latitude: 0, longitude: -181, radiusKm: 1 } },
      'where.near.longitude',
    ],
    ['a radius of nothing', { OR: [{ near: { latitude: 0, longitude: 0, radiusKm: 0 } }] }, 'where.OR.0.near.radiusKm'],
    ['a radius around the world', { near: { latitude: 0, longitude: 0, radiusKm: 2001 } }, 'where.near.radiusKm'],
    ['a long list', { finess: { in: Array.from({ length: 1001 }, String) } }, 'where.finess.in'],
    ['too many conditions', nested(250), 'where'],
    ['too many in memberOf', { memberOf: { grouping: { contains: 'x' } } }, 'where.memberOf.grouping.contains'],
  ])('%s', async (_, where, argument) => {
    const { errors, statements } = await find(where);
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument } });
    expect(statements).toEqual([]);
  });

  it('a day that is none', async () => {
    const { errors } = await find({ openedOn: { eq: '2021-02-30' } });
    expect(errors[0]!.message).toContain('2021-02-30');
  });
});

describe('counts by a field', () => {
  const count = async (field: string, where: object = {}): Promise<string> => {
    const { data, statements } = await service.execute(
      `query ($where: EstablishmentWhere, $field: EstablishmentGroupField!) { establishments(where: $where) { groupBy(field: $field) { key { system code label } count } } }`,
      { where, field },
    );
    expect(statements).toHaveLength(1);
    return data.establishments.groupBy
      .map(({ key, count: many }: any) => `${key.code} ${key.label} ${many}`)
      .join(', ');
  };

  it.each([
    ['LEVEL', 'SITE site 4, LEGAL_ENTITY legal entity 1'],
    ['DEPARTMENT', '88 Vosges 2, 57 Moselle 1, 75 Paris 1, UNK unknown 1'],
    ['REGION', 'REG-44 Grand Est 3, REG-11 Île-de-France 1, UNK unknown 1'],
    ['SECTOR', 'UNKNOWN unknown 3, PUBLIC public 2'],
    ['LEGAL_STATUS', 'UNK unknown 4, 9X 9X 1'],
  ])('%s', async (field, expected) => expect(await count(field)).toBe(expected));

  it('over the same where', async () => expect(await count('DEPARTMENT', { isMilitary: true })).toBe('75 Paris 1'));
});
