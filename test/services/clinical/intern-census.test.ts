import { afterAll, beforeAll, expect, it } from 'vitest';
import { clinical } from '../../../services/clinical/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(clinical, database.url);
  await database.query(`
    insert into clinical.intern_census (establishment_finess, year, medicine, pharmacy, total, legal_entity_finess, source_code) values
      ('990000031', 2024, 3, null, 4, '990000030', 'test'), ('990000032', 2024, 5, null, null, '990000030', 'test'),
      ('990000030', 2024, 1, null, 1, '990000030', 'test'), ('990000031', 2023, 2, 0, 2, '990000030', 'test'),
      ('990000032', 2023, 9, 0, 9, '990000040', 'test')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

it('a legal entity has the interns of its sites in that year, and its own', async () => {
  const census = 'internCensus { year medicine pharmacy total establishment { finess } source { code } }';
  const { data, errors, statements } = await ofEstablishments(service, ['990000030', '990000031', '990000040'], census);
  expect([errors, statements.length]).toEqual([[], 1]);
  const of = (finess: string, year: number, medicine: number, pharmacy: number | null, total: number) => ({
    year,
    medicine,
    pharmacy,
    total,
    establishment: { finess },
    source: { code: 'test' },
  });
  expect(data._entities.map((each: any) => each.internCensus)).toMatchObject([
    [of('990000030', 2023, 2, 0, 2), of('990000030', 2024, 9, null, 5)],
    [of('990000031', 2023, 2, 0, 2), of('990000031', 2024, 3, null, 4)],
    [of('990000040', 2023, 9, 0, 9)],
  ]);
});
