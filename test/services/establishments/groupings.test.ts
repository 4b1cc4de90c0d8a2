import { afterAll, beforeAll, expect, it } from 'vitest';
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

it('tells when a grouping ended, and the inhabitants of its communes in the latest year', async () => {
  await database.query(`
    insert into grouping_population (grouping_code, commune_code, year, population, source_code) values
      ('44108', '57463', 2020, 1, 'illustrative'), ('44108', '57463', 2023, 1000, 'illustrative'), ('44108', '57672', 2023, 500, 'illustrative')`);
  await database.query(`update "grouping" set closed_on = '2023-01-01' where code = '44107'`);
  const { data, statements } = await service.execute(
    `{ groupings(where: { code: { in: ["44107", "44108"] } }) { nodes { code closedOn population } } }`,
  );
  expect(data.groupings.nodes).toEqual([
    { code: '44107', closedOn: '2023-01-01', population: null },
    { code: '44108', closedOn: null, population: 1500 },
  ]);
  expect(statements).toHaveLength(2);
});

it('has the eleven territorial groups of Grand Est with their 93 members of 2018', async () => {
  const { data } = await service.execute(`{ groupings(where: { code: { startsWith: "441" } }, first: 50) {
    nodes { code members(asOf: "2018-10-02", role: [SUPPORT, MEMBER], first: 50) { nodes { role establishment { finess } source { code } } } } } }`);
  const groups = data.groupings.nodes as { code: string; members: { nodes: any[] } }[];
  expect(groups.map(({ code, members }) => [code, members.nodes.length])).toEqual([
    ['44101', 12],
    ['44102', 10],
    ['44103', 3],
    ['44104', 5],
    ['44105', 14],
    ['44106', 6],
    ['44107', 3],
    ['44108', 6],
    ['44109', 9],
    ['44110', 11],
    ['44111', 14],
  ]);
  const supports = groups.flatMap(({ code, members }) =>
    members.nodes
      .filter(({ role }) => role === 'SUPPORT')
      .map(({ establishment }) => `${code} ${establishment.finess}`),
  );
  expect(supports).toEqual([
    '44101 670780055',
    '44105 510000029',
    '44107 570000158',
    '44108 570005165',
    '44109 550006795',
    '44110 540023264',
    '44111 880007059',
  ]);
});

it('tells who succeeded an establishment, and has the successor in its place', async () => {
  const { data, statements } =
    await service.execute(`{ establishments(where: { finess: { in: ["080000615", "080011174", "550000095"] } }) { nodes {
    finess succession { succeededOn successor { name } predecessor { finess } source { code } }
    before: memberships(asOf: "2020-12-31") { nodes { grouping { code } } } after: memberships(asOf: "2023-01-01") { nodes { grouping { code } } } } } }`);
  const group = (code: string) => ({ nodes: [{ grouping: { code } }] });
  const none = { nodes: [] };
  expect(data.establishments.nodes).toEqual([
    {
      finess: '080000615',
      succession: {
        succeededOn: '2021-01-01',
        successor: { name: 'CHI NORD ARDENNES' },
        predecessor: { finess: '080000615' },
        source: { code: 'sae-2021' },
      },
      before: group('44104'),
      after: none,
    },
    { finess: '080011174', succession: null, before: none, after: group('44104') },
    {
      finess: '550000095',
      succession: {
        succeededOn: '2023-01-01',
        successor: { name: 'CH DE BAR-LE-DUC FAINS-VEEL' },
        predecessor: { finess: '550000095' },
        source: { code: 'sae-2023' },
      },
      before: group('44109'),
      after: none,
    },
  ]);
  expect(statements).toHaveLength(7);
});
