import { afterAll, beforeAll, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

// The two hospitals of Metz in the reference dataset, which rely on each other, and the laundry that both rely on.
const [military, regional, laundry] = ['570000596', '570005165', '570023200'] as const;
const names: Record<string, string> = { [military]: 'M', [regional]: 'R', [laundry]: 'L' };

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

/** How many ties there are on each path, in each domain. */
const counted = (nodes: any[]): Record<string, number> => {
  const paths = nodes.map(({ path, domain }) => `${path.map((each: any) => names[each.finess]).join('')} ${domain}`);
  return Object.fromEntries([...Map.groupBy(paths, (path) => path)].map(([path, all]) => [path, all.length]));
};

it('each hospital of Metz relies on the other, and on the laundry both itself and through the other', async () => {
  const { data, errors, statements } = await ofEstablishments(
    service,
    [military, regional],
    'dependencies(maxDepth: 3, first: 50) { totalCount truncated nodes { domain label depth share soleProvider path { finess } action { id } } }',
  );
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(3);
  const [ofMilitary, ofRegional] = data._entities.map((each: any) => each.dependencies);
  // The research platform is used, and joined as an associated centre: one tie.
  expect(counted(ofMilitary.nodes)).toEqual({
    'MR CARE': 3,
    'MR IMAGING': 2,
    'MR LABS': 2,
    'MR PHARMACY': 2,
    'MR RESEARCH': 2,
    'ML LAUNDRY': 1,
    'MRL LAUNDRY': 1,
  });
  expect(counted(ofRegional.nodes)).toEqual({
    'RM CARE': 2,
    'RM LABS': 1,
    'RL LAUNDRY': 1,
    'RML LAUNDRY': 1,
  });
  expect(ofMilitary).toMatchObject({ totalCount: 13, truncated: false });
  // The care units are staffed by both; of the rest, no known share is the whole need.
  const sole = Map.groupBy(ofMilitary.nodes as any[], ({ soleProvider }) => soleProvider);
  expect(sole.get(false)?.map(({ domain }) => domain)).toEqual(['CARE', 'CARE', 'CARE']);
  expect(sole.get(null)?.every(({ share }) => share !== 1)).toBe(true);
  expect(sole.get(true)?.every(({ share }) => share === 1)).toBe(true);
  expect(ofMilitary.nodes.find((node: any) => node.label.endsWith('PURCHASING')).share).toBe(0.4);
  expect(ofMilitary.nodes.every(({ action }: any) => action !== null)).toBe(true);
});

it('when the laundry of Metz stops, both hospitals lose their linen, and nothing else', async () => {
  const { data, errors, statements } = await service.execute(
    `query ($resource: ID!) {
      impactAnalysis(resource: $resource, maxDepth: 3) {
        truncated
        affected(first: 50) { totalCount nodes { domain label depth consumer { finess } path { finess } } }
        unmet { domain share dailyVolume establishment { finess } alternatives(first: 3) { finess } }
      }
    }`,
    { resource: encodeNodeId('Laundry', 'metz-blanchisserie') },
  );
  expect(errors).toEqual([]);
  expect(statements).toHaveLength(3);
  const { affected, unmet, truncated } = data.impactAnalysis;
  expect([affected.totalCount, truncated]).toEqual([2, false]);
  expect(counted(affected.nodes)).toEqual({
    'LM LAUNDRY': 1,
    'LR LAUNDRY': 1,
  });
  // Besançon, the Jura and the Hainaut: from Thionville, the north is nearer than from Metz.
  const [besancon, jura, hainaut] = ['250019213', '390005403', '590048591'].map((finess) => ({ finess }));
  expect(unmet).toEqual([
    {
      domain: 'LAUNDRY',
      share: 1,
      dailyVolume: 800,
      establishment: { finess: military },
      alternatives: [besancon, jura, hainaut],
    },
    {
      domain: 'LAUNDRY',
      share: 1,
      dailyVolume: 6200,
      establishment: { finess: regional },
      alternatives: [besancon, hainaut, jura],
    },
  ]);
});

it('when the kitchen of the regional hospital stops, it is hit itself', async () => {
  const { data } = await service.execute(
    'query ($resource: ID!) { impactAnalysis(resource: $resource, maxDepth: 1) { affected { nodes { domain path { finess } } } } }',
    { resource: encodeNodeId('Kitchen', 'metz-cuisine-chr') },
  );
  expect(counted(data.impactAnalysis.affected.nodes)).toEqual({ 'R CATERING': 1 });
});
