import { afterAll, beforeAll, expect, it } from 'vitest';
import { establishments } from '../../services/establishments/index.ts';
import { insights } from '../../services/insights/index.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../support/subgraph.ts';

let database: TestDatabase;
let register: TestSubgraph;
let readSide: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await database.query(`insert into establishment (finess, level, name, territory_code, source_code)
    select '2A0009999', 'SITE', 'Ajaccio', '2A', min(code) from source`);
  register = await testSubgraph(establishments, database.url);
  readSide = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await register.close();
  await readSide.close();
  await database.drop();
});

it.each([
  ['{ found: territory(code: "2a") { code } }', { code: '2A' }],
  ['{ found: territory(code: "reg-94") { code } }', { code: 'REG-94' }],
  [
    '{ found: territories(where: { code: { in: ["2a", "Reg-94"] } }) { nodes { code } } }',
    { nodes: [{ code: '2A' }, { code: 'REG-94' }] },
  ],
  ['{ found: establishment(finess: "2a0009999") { finess } }', { finess: '2A0009999' }],
  ...['finess: { startsWith: "2a00099" }', 'finess: { eq: "2a0009999" }', 'finess: { contains: "a00099" }'].map(
    (condition): [string, object] => [
      `{ found: establishments(where: { ${condition} }) { totalCount } }`,
      { totalCount: 1 },
    ],
  ),
  ...['territory: { eq: "2a" }', 'territory: { in: ["reg-94"] }'].map((condition): [string, object] => [
    `{ found: establishments(where: { name: { eq: "Ajaccio" }, ${condition} }) { totalCount } }`,
    { totalCount: 1 },
  ]),
])('the register reads small letters of its codes as capitals: %s', async (document, found) => {
  const { data, errors } = await register.execute(document);
  expect(errors).toEqual([]);
  expect(data).toEqual({ found });
});

it('so does the read side', async () => {
  const { data, errors } = await readSide.execute(
    `{ findEstablishments(where: { name: { eq: "Ajaccio" }, territory: { eq: "2a" } }) { nodes { establishment { finess } } }
       careOfferIndicators(territories: ["reg-94"], codes: [MRIS_PER_100K], year: 2024) { territory { code } } }`,
  );
  expect(errors).toEqual([]);
  expect(data.findEstablishments).toEqual({ nodes: [{ establishment: { finess: '2A0009999' } }] });
});

it('codes that others choose are compared as they are', async () => {
  await database.query(
    `insert into "grouping" (code, kind, name, source_code) select 'own-code', 'OTHER', 'Own', min(code) from source`,
  );
  const count = async (code: string): Promise<number> =>
    (
      await register.execute(`query ($code: String) { groupings(where: { code: { eq: $code } }) { totalCount } }`, {
        code,
      })
    ).data.groupings.totalCount;
  expect([await count('own-code'), await count('OWN-CODE')]).toEqual([1, 0]);
});
