import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type Answer, type TestSubgraph } from '../../support/subgraph.ts';
import { addHospitals, finess, named } from './impact-hospitals.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
  await addHospitals(database);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const report = (type: string, key: string, args = ''): Promise<Answer> =>
  service.execute(
    `query ($resource: ID!) { impactAnalysis(resource: $resource ${args}) { resource truncated
      affected(first: 100) { totalCount truncated nodes { consumer { finess } provider { finess } domain label depth path { finess } soleProvider } }
      unmet { domain share dailyVolume establishment { finess } alternatives { finess } most: alternatives(first: 100) { finess } } } }`,
    { resource: encodeNodeId(type, key) },
  );

const told = ({ impactAnalysis: { affected } }: any): string[] =>
  affected.nodes.map((node: any) => `${node.depth} ${node.path.map(named).join('→')} ${node.domain}`).toSorted();
const unmet = ({ impactAnalysis }: any): unknown[] =>
  impactAnalysis.unmet.map((each: any) => [
    named(each.establishment),
    each.domain,
    each.share,
    each.dailyVolume,
    each.alternatives.map(named).join(),
  ]);

describe('when a unit stops', () => {
  it('a kitchen: its customers are hit, its own legal entity too, and nothing that is no meal', async () => {
    const { data, errors } = await report('Kitchen', 'zz-1');
    expect(errors).toEqual([]);
    expect(told(data)).toEqual(['1 1 CATERING', '1 1→3 CATERING', '1 1→4 CATERING']);
    // 2 has 50 left of its capacity, 5 has 200; that of 6 and 9 is not known. 3 and 8 are closed.
    expect(unmet(data)).toEqual([
      ['1', 'CATERING', 1, 300, '6,9'],
      ['3', 'CATERING', 0.5, 200.1, '6,9'],
      ['4', 'CATERING', null, null, '5,2,6'],
    ]);
    expect(data.impactAnalysis.unmet[2].most.map(named)).toEqual(['5', '2', '6', '9']);
    expect(data.impactAnalysis).toMatchObject({
      resource: encodeNodeId('Kitchen', 'zz-1'),
      truncated: false,
      affected: { totalCount: 3, truncated: false },
    });
  });

  it('a laboratory: a need in several services is told once, with the part of the one that loses most', async () => {
    const { data } = await report('Laboratory', 'zz-1', 'maxDepth: 1');
    expect(told(data)).toEqual(['1 1→3 LABS', '1 1→3 LABS']);
    expect(unmet(data)).toEqual([['3', 'LABS', 0.9, null, '6,7']]);
  });

  it('a care unit: who only staffs it himself is hit where nobody else is said to', async () => {
    const joint = await report('CareUnit', 'zz-joint');
    expect(told(joint.data)).toEqual(['1 5→6 CARE']);
    // Those two staff it together.
    expect(joint.data.impactAnalysis.affected.nodes[0].soleProvider).toBe(false);
    expect(unmet(joint.data)).toEqual([['6', 'CARE', null, null, '5,2']]);
    const own = await report('CareUnit', 'zz-own');
    expect(told(own.data)).toEqual(['1 5 CARE', '2 5→6 CARE']);
    expect(unmet(own.data)).toEqual([['5', 'CARE', null, null, '6,2']]);
  });

  it('is followed within its own service, as far as it is asked', async () => {
    // 3 passes genetics on to 4, and 4 to 5; what 3 does in toxicology for 6 goes on.
    await database.query(`
      insert into clinical.laboratory (code, name, site_finess, specialties, biosafety, source_code) values
        ('zz-7', 'ZZ Relais', '${finess('3')}', '{GENETICS,TOXICOLOGY}', 'P2', 'test'), ('zz-8', 'ZZ Relais', '${finess('4')}', '{GENETICS}', 'P2', 'test')`);
    await database.query(`
      insert into clinical.lab_referral (code, requester_finess, laboratory_code, specialty, period, source_code) values
        ('zz-7', '${finess('4')}', 'zz-7', 'GENETICS', '(,)', 'test'), ('zz-8', '${finess('6')}', 'zz-7', 'TOXICOLOGY', '(,)', 'test'),
        ('zz-9', '${finess('5')}', 'zz-8', 'GENETICS', '(,)', 'test')`);
    const all = ['1 1→3 LABS', '1 1→3 LABS', '2 1→3→4 LABS', '3 1→3→4→5 LABS'];
    for (const [maxDepth, count] of [
      [1, 2],
      [2, 3],
      [3, 4],
      [null, 4],
    ] as const) {
      const { data } = await report('Laboratory', 'zz-1', `maxDepth: ${maxDepth}`);
      expect(told(data)).toEqual(all.slice(0, count));
    }
    const { data } = await service.execute(
      'query ($resource: ID!) { impactAnalysis(resource: $resource) { criterion } }',
      {
        resource: encodeNodeId('Laboratory', 'zz-1'),
      },
    );
    expect(data.impactAnalysis.criterion).toMatch(/^Same service/);
    for (const table of ['lab_referral', 'laboratory'])
      await database.query(`delete from clinical.${table} where code in ('zz-7', 'zz-8', 'zz-9')`);
  });
});

describe('when an establishment stops', () => {
  it('a site takes with it what stands there, whoever operates it', async () => {
    const { data } = await report('Establishment', finess('11'), 'maxDepth: 1');
    expect(told(data)).toEqual(['1 11→1 CATERING', '1 11→3 CATERING', '1 11→4 CATERING']);
    expect(unmet(data)).toEqual([
      ['1', 'CATERING', 1, 300, '6,9'],
      ['3', 'CATERING', 0.5, 200.1, '6,9'],
      ['4', 'CATERING', null, null, '5,2,6'],
    ]);
  });

  it('a legal entity stops with its sites, and is not hit itself', async () => {
    const { data } = await report('Establishment', finess('1'), 'maxDepth: 2');
    expect(told(data)).toEqual(['1 1→3 CATERING', '1 1→3 LABS', '1 1→3 LABS', '1 1→4 CATERING']);
    expect(unmet(data)).toEqual([
      ['3', 'CATERING', 0.5, 200.1, '6,9'],
      ['3', 'LABS', 0.9, null, '6,7'],
      ['4', 'CATERING', null, null, '5,2,6'],
    ]);
  });

  it('one who only staffs a unit elsewhere costs that unit, which cannot take over from itself', async () => {
    const { data } = await report('Establishment', finess('5'), 'maxDepth: 1');
    expect(told(data)).toEqual(['1 5→6 CARE']);
    expect(unmet(data)).toEqual([['6', 'CARE', null, null, '2']]);
  });
});

describe('an impact', () => {
  it.each([
    ['Kitchen', 'zz-none'],
    ['Laundry', 'zz-1'],
    ['Kitchen', 'zz-9'],
    ['TrainingPost', 'zz-none'],
    ['Establishment', '999999999'],
    ['Establishment', finess('9')],
  ])('of a %s %s, on which nothing rests, is empty', async (type, key) => {
    const { data, errors } = await report(type, key);
    expect(errors).toEqual([]);
    expect(data.impactAnalysis).toEqual({
      resource: encodeNodeId(type, key),
      truncated: false,
      affected: { totalCount: 0, truncated: false, nodes: [] },
      unmet: [],
    });
  });

  it.each([
    ['nonsense', undefined, 'resource'],
    [encodeNodeId('Grouping', '44108'), undefined, 'resource'],
    [encodeNodeId('Kitchen', 'a\0b'), undefined, 'resource'],
    [encodeNodeId('Kitchen', 'zz-1'), 0, 'maxDepth'],
    [encodeNodeId('Kitchen', 'zz-1'), 7, 'maxDepth'],
  ])('of %j to a depth of %j is refused', async (resource, maxDepth, argument) => {
    const { errors } = await service.execute(
      'query ($resource: ID!, $maxDepth: Int) { impactAnalysis(resource: $resource, maxDepth: $maxDepth) { truncated } }',
      { resource, maxDepth },
    );
    expect(errors[0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  });

  it.each([-1, 101])('is refused with %i alternatives', async (first) => {
    const { errors } = await service.execute(
      'query ($resource: ID!, $first: Int) { impactAnalysis(resource: $resource) { unmet { alternatives(first: $first) { finess } } } }',
      { resource: encodeNodeId('Kitchen', 'zz-1'), first },
    );
    expect(errors[0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'first' });
  });

  it('comes in pages, and costs the same for one who is hit as for many', async () => {
    const page = (after: string | null): Promise<Answer> =>
      service.execute(
        'query ($resource: ID!, $after: String) { impactAnalysis(resource: $resource) { affected(first: 2, after: $after) { nodes { label depth } pageInfo { endCursor hasNextPage } } } }',
        { resource: encodeNodeId('Kitchen', 'zz-1'), after },
      );
    const [first] = [await page(null)];
    const { nodes, pageInfo } = first.data.impactAnalysis.affected;
    const second = await page(pageInfo.endCursor);
    expect([nodes.length, pageInfo.hasNextPage]).toEqual([2, true]);
    expect([...nodes, ...second.data.impactAnalysis.affected.nodes]).toEqual(
      (await report('Kitchen', 'zz-1')).data.impactAnalysis.affected.nodes.map(({ label, depth }: any) => ({
        label,
        depth,
      })),
    );
    // What is lost, a statement for each step that meets somebody, sole providers, and the alternatives for both lengths.
    expect((await report('Kitchen', 'zz-1')).statements).toHaveLength(5);
    expect((await report('Laboratory', 'zz-1')).statements).toHaveLength(5);
    expect((await report('Establishment', finess('1'))).statements).toHaveLength(6);
  });
});
