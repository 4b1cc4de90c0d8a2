import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeNodeId } from '../../services/kit/reading/node-id.ts';
import { testHub, type TestHub } from '../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
});

afterAll(() => hub.close());

/** The data of a query, the same on both engines. */
async function ask(query: string, variables = {}): Promise<any> {
  const { data, errors } = await hub.execute(query, variables);
  expect(errors).toEqual([]);
  return data;
}

const [mercy, legouest] = ['570026682', '570000596'];

describe('what an analyst asks, over the reference dataset', () => {
  it('which public hospitals of two departments depend on whom, and which of them on nobody else', async () => {
    const { findEstablishments } = await ask(`{ findEstablishments(
      where: { sector: [PUBLIC], territory: { in: ["54", "57"] }, dependsOn: {} }
    ) { nodes { establishment { finess sector dependencies(first: 50) { nodes { share soleProvider } } } matchedBy { condition fact } } } }`);
    expect(findEstablishments.nodes.length).toBeGreaterThan(0);
    for (const { establishment, matchedBy } of findEstablishments.nodes) {
      expect(establishment.sector).toBe('PUBLIC');
      expect(matchedBy.map(({ condition }: any) => condition)).toContain('dependsOn');
      for (const { share, soleProvider } of establishment.dependencies.nodes) if (soleProvider) expect(share).toBe(1);
    }
  });

  it('how many beds there are per inhabitant: of a part of the hospitals, no rate and no rank', async () => {
    const data = await ask(`{
      territory(code: "57") { coverage(domains: [CAPACITY]) { state }
        indicators(codes: [MCO_BEDS_PER_100K], year: 2024) { value numerator denominator nationalValue ratioToNational rank reason } }
      grouping(code: "44108") { population indicators(codes: [MRIS_PER_100K], year: 2024) { value memberSum reason } }
    }`);
    expect(data.territory.coverage).toEqual([{ state: 'PARTIAL' }]);
    expect(data.territory.indicators).toEqual([
      {
        value: null,
        numerator: expect.any(Number),
        denominator: expect.any(Number),
        nationalValue: null,
        ratioToNational: null,
        rank: null,
        reason: expect.stringContaining('not loaded in full'),
      },
    ]);
    // A catchment that no file gives is null, with the reason.
    expect(data.grouping.population).toBeNull();
    for (const { value, reason } of data.grouping.indicators)
      expect([value, reason]).toEqual([null, expect.any(String)]);
  });

  it('what the framework agreement has come to, by progress and mode, in words', async () => {
    const { agreement } = await ask(`{ agreement(reference: "accord-cadre-metz-2014") {
      actions(first: 100) { totalCount nodes { status mode } progress: groupBy(field: STATUS) { count key { code label(language: FR) } } } } }`);
    const { nodes, totalCount, progress } = agreement.actions;
    expect(nodes).toHaveLength(totalCount);
    expect(progress).toContainEqual({
      key: { code: 'IN_DEVELOPMENT', label: 'en développement' },
      count: nodes.filter(({ status }: any) => status === 'IN_DEVELOPMENT').length,
    });
  });

  it('which university hospitals are associated with which groups, and how many are not known', async () => {
    const { coverage, groupings } = await ask(`{
      coverage(domains: [UNIVERSITY_ASSOCIATIONS, GROUP_MEMBERS]) { domain state known note }
      groupings(where: { kind: [GHT], territory: ["REG-44"] }, first: 50) { nodes { code members(role: [ASSOCIATE]) { nodes { establishment { isUniversityHospital } } } } }
    }`);
    const associated = groupings.nodes.filter(({ members }: any) =>
      members.nodes.some(({ establishment }: any) => establishment.isUniversityHospital),
    );
    expect(associated.length).toBeGreaterThan(0);
    expect(coverage).toEqual([
      { domain: 'UNIVERSITY_ASSOCIATIONS', state: 'PARTIAL', known: 1, note: expect.stringContaining('ASSOCIATE') },
      {
        domain: 'GROUP_MEMBERS',
        state: 'PARTIAL',
        known: expect.any(Number),
        note: expect.stringContaining('finess-plus'),
      },
    ]);
  });

  it('who within 30 km of Metz has imaging and a laboratory of level P3, and whose it is', async () => {
    const { findEstablishments } = await ask(`{ findEstablishments(
      where: { level: SITE, isOpen: true, near: { territory: "57463", radiusKm: 30 }, imaging: {}, labs: { biosafety: [P3] } }
    ) { nodes { distanceKm establishment { finess } matchedBy { condition by { finess } } } } }`);
    const found = new Map<string, any>(findEstablishments.nodes.map((one: any) => [one.establishment.finess, one]));
    expect([...found.keys()].toSorted()).toEqual([legouest, mercy].toSorted());
    for (const { distanceKm } of found.values()) expect(distanceKm).toBeLessThan(30);
    // The military hospital shares that of Mercy.
    expect(found.get(legouest).matchedBy).toContainEqual({ condition: 'labs', by: { finess: mercy } });
  });

  it('what stops when the laundry stops: linen alone, and how little of laundries is known', async () => {
    const { impactAnalysis, coverage } = await ask(
      `query ($resource: ID!) {
        impactAnalysis(resource: $resource) { criterion affected(first: 50) { nodes { domain depth } } }
        coverage(domains: [LAUNDRY]) { state expected } }`,
      { resource: encodeNodeId('Laundry', 'metz-blanchisserie') },
    );
    expect(impactAnalysis.affected.nodes).toEqual([
      { domain: 'LAUNDRY', depth: 1 },
      { domain: 'LAUNDRY', depth: 1 },
    ]);
    expect(impactAnalysis.criterion).toContain('Same service');
    expect(coverage).toEqual([{ state: 'PARTIAL', expected: null }]);
  });

  it('how many beds are in which sector, and of which group establishments are members, or not', async () => {
    const { bySector, byGroup } = await ask(`{
      bySector: aggregateEstablishments(groupBy: [SECTOR], measures: [MCO_BEDS], year: 2024) { dimensions { code label } values { value } }
      byGroup: aggregateEstablishments(groupBy: [GHT], measures: [ESTABLISHMENTS]) { dimensions { code label } values { value } } }`);
    expect(bySector.map(({ dimensions }: any) => dimensions[0].code)).toContain('PUBLIC');
    const told = byGroup.map(({ dimensions: [{ code, label }] }: any) => [code, label]);
    expect(told).toContainEqual(['UNK', 'unknown']);
    expect(told).toContainEqual(['44108', 'Lorraine Nord']);
  });
});
