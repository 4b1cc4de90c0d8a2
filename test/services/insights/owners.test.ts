import { afterAll, beforeAll, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { addCareOffer } from '../../support/care-offer.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEntities } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

// 990000011 belongs to 990000001 in the register; in 2050 it belonged to 990000002, by the statistics of that year.
beforeAll(async () => {
  database = await cloneDatabase();
  await addCareOffer(database);
  await database.query(`
    insert into establishment (finess, level, name, territory_code, source_code) values ('990000002', 'LEGAL_ENTITY', 'ZZ other', 'ZA', 'test')`);
  await database.query(`
    insert into yearly_owner (year, site_finess, legal_entity_finess, table_name) values (2050, '990000011', '990000002', 'ID'), (2049, '990000011', null, 'ID')`);
  await database.query(`delete from membership where grouping_code in ('zz-1', 'zz-2')`);
  await database.query(`
    insert into membership (grouping_code, establishment_finess, role, source_code) values
      ('zz-1', '990000001', 'SUPPORT', 'test'), ('zz-2', '990000002', 'MEMBER', 'test')`);
  await database.query(`update "grouping" set kind = 'GHT' where code = 'zz-2'`);
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const find = async (where: string, year: number) => {
  const { data, errors, statements } =
    await service.execute(`{ findEstablishments(where: { territory: { in: ["ZA"] } ${where} }) {
    nodes { establishment { finess } measures(codes: [MCO_BEDS, INTERNS, MRIS], year: ${year}) { value } } } }`);
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(2);
  return data.findEstablishments.nodes
    .map((node: any) => [node.establishment.finess, ...node.measures.map((one: any) => one.value)])
    .filter(([finess]: [string]) => finess < '990000010');
};

it('figures of a year count for the owner of that year, others for that of the register', async () => {
  expect(await find('', 2050)).toEqual([
    ['990000001', 20, 3, 1],
    ['990000002', 40, 12, 1],
  ]);
  expect(await find('', 2049)).toEqual([
    ['990000001', 1, null, null],
    ['990000002', null, null, null],
  ]);
});

it.each([
  ['care: { beds: { gte: 40 }, year: 2050 }', ['990000002']],
  ['care: { discipline: [PSYCHIATRY], year: 2050 }', ['990000002']],
  ['care: { beds: { eq: 1 }, year: 2049 }', ['990000001']],
  ['imaging: { modality: [SCANNER], devices: { gte: 1 }, year: 2050 }', ['990000002']],
  ['imaging: { modality: [SCANNER], year: 2050 }', ['990000002']],
])('establishments are found by the figures of the owner: %s', async (where, expected) => {
  expect((await find(where, 2050)).map(([finess]: [string]) => finess)).toEqual(expected);
});

it('figures count in the group of the owner', async () => {
  const { data, errors } =
    await service.execute(`{ aggregateEstablishments(where: { territory: { in: ["ZA"] } }, groupBy: [GHT], measures: [MCO_BEDS, ESTABLISHMENTS], year: 2050) {
    dimensions { code } values { value } } }`);
  expect(errors).toEqual([]);
  const rows = data.aggregateEstablishments.map(({ dimensions, values }: any) => [
    dimensions[0]?.code ?? null,
    ...values.map((each: any) => each.value),
  ]);
  expect(rows).toEqual(
    expect.arrayContaining([
      ['zz-1', 20, 1],
      ['zz-2', 40, expect.anything()],
    ]),
  );
});

it('indicators of groupings sum the sites that their members owned in the year', async () => {
  const { data, errors } = await ofEntities(
    service,
    ['zz-1', 'zz-2'].map((code) => ({ __typename: 'Grouping', code })),
    '... on Grouping { indicators(codes: [INTERNS_PER_100K, MRI_EXAMS_PER_1000], year: 2050) { code numerator } }',
  );
  expect(errors).toEqual([]);
  expect(data._entities.map((each: any) => each.indicators.map((one: any) => one.numerator))).toEqual([[3], [12, 400]]);
});
