import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insights } from '../../../services/insights/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { ofEstablishments } from '../../support/entities.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { addGraph, finess, named } from './dependencies-graph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(insights, database.url);
  await addGraph(database);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const fields =
  'consumer { finess } provider { finess } domain label resource share soleProvider depth path { finess } action { id }';
const told = ({ nodes }: { nodes: any[] }): string[] =>
  nodes.map((node) => `${node.depth} ${node.path.map(named).join('')} ${node.label.split(': ')[1]}`).toSorted();

async function of(name: string, args: string, selection = fields): Promise<any> {
  const { data, errors } = await ofEstablishments(
    service,
    [finess(name)],
    `dependencies(first: 100, ${args}) { nodes { ${selection} } totalCount truncated }`,
  );
  expect(errors).toEqual([]);
  return data._entities[0].dependencies;
}

describe('dependencies', () => {
  it.each([
    // The second scanner, since 2015; the first one has ended.
    ['a', 'maxDepth: 1', ['1 aAe MRI', '1 ab MRI', '1 ad SCANNER']],
    ['a', 'maxDepth: 1, asOf: "2019-12-31"', ['1 aAe MRI', '1 ab MRI', '1 ac SCANNER', '1 ad SCANNER']],
    ['a', 'maxDepth: 1, asOf: "2014-12-31"', ['1 aAe MRI', '1 ab MRI']],
    ['a', 'maxDepth: 1, asOf: "2020-01-01"', ['1 aAe MRI', '1 ab MRI', '1 ad SCANNER']],
    ['a', 'maxDepth: 1, domains: [LABS]', []],
    ['a', 'maxDepth: 3, domains: []', []],
    ['d', 'maxDepth: 1, domains: [LABS]', ['1 db GENETICS', '1 db VIROLOGY']],
    ['d', 'maxDepth: 6, domains: [LABS]', ['1 db GENETICS', '1 db VIROLOGY']],
    // What binds the legal entity is not its site's.
    ['A', 'maxDepth: 1', ['1 Ae MRI']],
    ['A', 'maxDepth: 6', ['1 Ae MRI', '2 AeB MRI']],
    // The circle is not closed: c does not rely on a for a's own sake. b is its providers' provider both by a and by d.
    [
      'a',
      'maxDepth: 2',
      ['1 aAe MRI', '1 ab MRI', '1 ad SCANNER', '2 aAeB MRI', '2 abc MRI', '2 adb GENETICS', '2 adb VIROLOGY'],
    ],
    [
      'a',
      'maxDepth: 3',
      [
        '1 aAe MRI',
        '1 ab MRI',
        '1 ad SCANNER',
        '2 aAeB MRI',
        '2 abc MRI',
        '2 adb GENETICS',
        '2 adb VIROLOGY',
        '3 abcd PET',
      ],
    ],
    ['f', 'maxDepth: 2', ['1 fa MRI', '2 faAe MRI', '2 fab MRI', '2 fad SCANNER']],
  ])('of %s upstream, %s', async (name, args, expected) => {
    const dependencies = await of(name, args);
    expect(told(dependencies)).toEqual(expected);
    expect(dependencies).toMatchObject({ totalCount: expected.length, truncated: false });
  });

  it.each([
    ['e', 'maxDepth: 1', ['1 eA MRI']],
    // What hits A hits a, and so those who rely on a.
    ['e', 'maxDepth: 2', ['1 eA MRI', '2 eAac MRI', '2 eAaf MRI']],
    ['b', 'maxDepth: 1', ['1 bBe MRI', '1 ba MRI', '1 bd GENETICS', '1 bd VIROLOGY']],
    ['B', 'maxDepth: 2', ['1 Be MRI', '2 BeA MRI']],
    ['a', 'maxDepth: 2', ['1 ac MRI', '1 af MRI', '2 acb MRI']],
    ['a', 'maxDepth: 2, asOf: "2019-12-31"', ['1 ac MRI', '1 af MRI', '2 acb MRI']],
  ])('of %s downstream, %s', async (name, args, expected) => {
    expect(told(await of(name, `direction: DOWNSTREAM, ${args}`))).toEqual(expected);
  });

  it('tell of a tie all that is known, and flows of the same as one', async () => {
    const { nodes } = await of('a', 'maxDepth: 1');
    expect(nodes.find((node: any) => named(node.provider) === 'b')).toEqual({
      consumer: { finess: finess('a') },
      provider: { finess: finess('b') },
      domain: 'IMAGING',
      label: 'Teleradiology: MRI',
      resource: null,
      share: 0.7,
      soleProvider: null,
      depth: 1,
      path: [{ finess: finess('a') }, { finess: finess('b') }],
      action: { id: encodeNodeId('CooperationAction', 'zz-action-1') },
    });
    const laboratory = await of('d', 'maxDepth: 1, domains: [LABS]');
    expect(laboratory.nodes[0]).toMatchObject({
      label: 'ZZ Labo: GENETICS',
      resource: encodeNodeId('Laboratory', 'zz-1'),
      share: 0.6,
      action: null,
    });
    // The share of one of two flows is not known, so neither is that of both.
    const pet = await of('c', 'maxDepth: 1');
    expect(pet.nodes.find((node: any) => named(node.provider) === 'd').share).toBeNull();
  });

  it.each([
    // Another serves it as well, on that day alone.
    ['a', '"2019-12-31"', { 'ab MRI': null, 'ac SCANNER': false, 'ad SCANNER': false, 'aAe MRI': null }],
    // Of none is it known that its share is the whole.
    ['a', 'null', { 'ab MRI': null, 'ad SCANNER': null, 'aAe MRI': null }],
    // It does part of it itself.
    ['d', 'null', { 'db GENETICS': false, 'db VIROLOGY': null }],
  ])('of %s on %s tell whether there is no one else', async (name, day, expected) => {
    const { nodes } = await of(name, `asOf: ${day}`);
    const sole = nodes.map((node: any) => [told({ nodes: [node] })[0]!.slice(2), node.soleProvider]);
    expect(Object.fromEntries(sole)).toEqual(expected);
  });

  it.each([
    ['maxDepth: 0', 'maxDepth'],
    ['maxDepth: 7', 'maxDepth'],
    ['maxDepth: -1', 'maxDepth'],
    ['first: 101', 'first'],
    ['first: -1', 'first'],
    ['after: "nonsense"', 'after'],
  ])('are refused with %s', async (args, argument) => {
    const { errors } = await ofEstablishments(service, [finess('a')], `dependencies(${args}) { totalCount }`);
    expect(errors[0]!.extensions).toEqual({ code: 'BAD_USER_INPUT', argument });
  });

  it('come in pages that hold where a tie has ended since', async () => {
    const page = async (after: string | null): Promise<any> => {
      const { data } = await ofEstablishments(
        service,
        [finess('a')],
        `dependencies(maxDepth: 3, first: 3, after: ${JSON.stringify(after)}) {
          edges { cursor node { ${fields} } } nodes { ${fields} } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
      );
      return data._entities[0].dependencies;
    };
    const all = await of('a', 'maxDepth: 3');
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    const third = await page(second.pageInfo.endCursor);
    expect([...first.nodes, ...second.nodes, ...third.nodes]).toEqual(all.nodes);
    expect(first.edges.map(({ node }: any) => node)).toEqual(first.nodes);
    expect(second.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: true,
      startCursor: second.edges[0].cursor,
      endCursor: second.edges[2].cursor,
    });
    expect(third).toMatchObject({ totalCount: 8, pageInfo: { hasNextPage: false } });
    expect(all.nodes.map(({ depth }: any) => depth)).toEqual([1, 1, 1, 2, 2, 2, 2, 3]);

    await database.query(`update clinical.teleradiology_flow set period = '(,2020-01-01)' where code = 'zz-9'`);
    const without = await page(first.pageInfo.endCursor);
    const left = all.nodes.slice(3).filter(({ path }: any) => !path.some((each: any) => named(each) === 'A'));
    expect(without.nodes).toEqual(left.slice(0, 3));
    await database.query(`update clinical.teleradiology_flow set period = '(,)' where code = 'zz-9'`);
  });

  it('cost a statement a depth, and one for sole providers, for one establishment or many', async () => {
    const cost = async (names: string[], maxDepth: number, selection: string): Promise<number> => {
      const asked = `dependencies(maxDepth: ${maxDepth}) { ${selection} }`;
      return (await ofEstablishments(service, names.map(finess), asked)).statements.length;
    };
    const everyone = ['a', 'b', 'c', 'd', 'e', 'f', 'A', 'B'];
    expect(await cost(everyone, 1, 'totalCount truncated nodes { depth }')).toBe(1);
    expect(await cost(['a'], 3, `nodes { ${fields} }`)).toBe(4);
    // By the second step, everyone has been met.
    expect(await cost(everyone, 3, `nodes { ${fields} }`)).toBe(3);
  });

  it('of nobody are none', async () => {
    const { data, errors } = await ofEstablishments(
      service,
      ['999999999', 'none'],
      'dependencies(maxDepth: 3) { totalCount truncated nodes { depth } pageInfo { endCursor hasNextPage } }',
    );
    expect(errors).toEqual([]);
    expect(data._entities[0].dependencies).toEqual(data._entities[1].dependencies);
    expect(data._entities[0].dependencies).toMatchObject({ totalCount: 0, truncated: false, nodes: [] });
  });
});
