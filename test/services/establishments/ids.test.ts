import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
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

describe('global ids', () => {
  it('find objects of every kind, in one statement a kind, in order', async () => {
    const ids = [
      encodeNodeId('Grouping', '44108'),
      encodeNodeId('Establishment', '570000596'),
      encodeNodeId('Territory', '57'),
      encodeNodeId('Establishment', '570005165'),
    ];
    const { data, statements } = await service.execute(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Establishment { finess } ... on Territory { code } ... on Grouping { code } } }`,
      { ids },
    );
    expect(data.nodes).toEqual([
      { __typename: 'Grouping', id: ids[0], code: '44108' },
      { __typename: 'Establishment', id: ids[1], finess: '570000596' },
      { __typename: 'Territory', id: ids[2], code: '57' },
      { __typename: 'Establishment', id: ids[3], finess: '570005165' },
    ]);
    expect(statements).toHaveLength(3);
  });

  it.each([
    ['of nothing', encodeNodeId('Establishment', '000000000')],
    ['of no type', encodeNodeId('Nothing', '1')],
    ['of a type without global ids', encodeNodeId('Source', 'finess-reference')],
    ['that are none', 'x'],
  ])('%s are null', async (_, id) => {
    const { data, errors } = await service.execute(
      `query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }`,
      { id },
    );
    expect(data).toEqual({ node: null, nodes: [null] });
    expect(errors).toEqual([]);
  });

  it('are refused by the hundred', async () => {
    const { errors } = await service.execute(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, {
      ids: Array.from({ length: 101 }, String),
    });
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'ids' } });
  });
});

describe('representations of other subgraphs', () => {
  it('are resolved in one statement, unknown ones to null', async () => {
    const representations = ['570000596', '570005165', '000000000'].map((finess) => ({
      __typename: 'Establishment',
      finess,
    }));
    const { data, statements } = await service.execute(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Establishment { finess name } } }`,
      { representations },
    );
    expect(data._entities).toEqual([
      { finess: '570000596', name: 'HIA LEGOUEST' },
      { finess: '570005165', name: 'CHR METZ-THIONVILLE' },
      null,
    ]);
    expect(statements).toHaveLength(1);
  });
});
