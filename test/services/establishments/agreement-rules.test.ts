import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { encodeNodeId } from '../../../services/kit/reading/node-id.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

const chr = '570005165';
const mercy = '570026682';
const legouest = '570000596';
const stranger = '570000059';

/** An action of an agreement of CHR and HIA Legouest that holds from 2015 to 2024. */
const action = (values: Record<string, string>): string => {
  const row = {
    reference: 'rule-action',
    agreement_reference: 'rule-agreement',
    label: 'Action',
    domain: 'CARE',
    mode: 'JOINT_TEAM',
    first_status: 'IMPLEMENTED',
    period: '[2015-01-01,2025-01-01)',
    source_code: 'illustrative',
    ...values,
  };
  return `insert into cooperation_action (${Object.keys(row).join()}) values (${Object.values(row)
    .map((value) => `'${value}'`)
    .join()})`;
};

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
});

beforeEach(async () => {
  await database.query(`delete from cooperation_action where agreement_reference = 'rule-agreement'`);
  await database.query(`delete from agreement where reference = 'rule-agreement'`);
  await database.query(
    `insert into agreement (reference, kind, title, status, period, source_code) values ('rule-agreement', 'COOPERATION', 'Règles', 'IN_FORCE', '[2015-01-01,2025-01-01)', 'illustrative')`,
  );
  await database.query(
    `insert into agreement_party values ('rule-agreement', '${chr}'), ('rule-agreement', '${legouest}')`,
  );
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

describe("an action's period", () => {
  it.each(['[2015-01-01,2025-01-01)', '[2016-01-01,2016-01-02)', '[2020-01-01,2025-01-01)'])(
    'may be %s',
    async (period) => {
      await database.query(action({ period }));
    },
  );

  it.each(['[2014-12-31,2025-01-01)', '[2015-01-01,2025-01-02)', '[2026-01-01,)', '[2015-01-01,)', '(,)'])(
    'may not be %s, which is not within its agreement',
    async (period) => {
      await expect(database.query(action({ period }))).rejects.toThrow('cooperation_action_within_agreement');
    },
  );

  it('keeps the agreement from ending before it', async () => {
    await database.query(action({}));
    const shorten = `update agreement set period = '[2015-01-01,2020-01-01)' where reference = 'rule-agreement'`;
    await expect(database.query(shorten)).rejects.toThrow('cooperation_action_within_agreement');
  });
});

describe('those whom an action names', () => {
  it('are parties of its agreement or sites of one', async () => {
    await database.query(action({ provider_finess: chr, site_finess: mercy }));
    await database.query(
      `insert into cooperation_action_beneficiary values ('rule-action', '${legouest}'), ('rule-action', '${mercy}')`,
    );
  });

  it.each([
    ['provider_finess', stranger],
    ['site_finess', stranger],
    // The legal entity of a party that is a site is no party itself.
    ['provider_finess', '750810814'],
  ])('are no strangers: %s %s', async (column, finess) => {
    await expect(database.query(action({ [column]: finess }))).rejects.toThrow(
      `action rule-action names ${finess}, which is neither a party of the agreement rule-agreement nor a site of one`,
    );
  });

  it('are no strangers: a beneficiary', async () => {
    await database.query(action({}));
    const add = `insert into cooperation_action_beneficiary values ('rule-action', '${stranger}')`;
    await expect(database.query(add)).rejects.toThrow(`names ${stranger}`);
  });

  it('keep a party from leaving the agreement', async () => {
    await database.query(action({ provider_finess: chr }));
    const leave = `delete from agreement_party where agreement_reference = 'rule-agreement' and establishment_finess = '${chr}'`;
    await expect(database.query(leave)).rejects.toThrow(`names ${chr}`);
  });

  it('may change with the party in one transaction', async () => {
    await database.query(action({ provider_finess: chr }));
    await database.query(`
      begin;
      delete from agreement_party where agreement_reference = 'rule-agreement' and establishment_finess = '${chr}';
      update cooperation_action set provider_finess = '${legouest}' where reference = 'rule-action';
      commit`);
    expect(
      await database.query(`select provider_finess from cooperation_action where reference = 'rule-action'`),
    ).toEqual([{ provider_finess: legouest }]);
  });
});

describe('ids', () => {
  const nodes = (ids: string[]): Promise<any> =>
    service.execute(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Agreement { reference } ... on CooperationAction { reference agreement { id } } } }`,
      { ids },
    );

  it('find agreements and actions, and leave the objects of other services to them', async () => {
    await database.query(action({}));
    const ids = [
      encodeNodeId('Agreement', 'rule-agreement'),
      encodeNodeId('CooperationAction', 'rule-action'),
      encodeNodeId('CooperationAction', 'no-action'),
      encodeNodeId('CareUnit', 'some-unit'),
    ];
    const { data } = await nodes(ids);
    expect(data.nodes).toEqual([
      { __typename: 'Agreement', id: ids[0], reference: 'rule-agreement' },
      { __typename: 'CooperationAction', id: ids[1], reference: 'rule-action', agreement: { id: ids[0] } },
      null,
      { __typename: 'CareUnit', id: ids[3] },
    ]);
  });

  it('are what other subgraphs find them by', async () => {
    await database.query(action({}));
    const id = encodeNodeId('CooperationAction', 'rule-action');
    const { data } = await service.execute(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on CooperationAction { label } } }`,
      {
        representations: [
          { __typename: 'CooperationAction', id },
          { __typename: 'CooperationAction', id: encodeNodeId('Agreement', 'rule-agreement') },
          { __typename: 'CooperationAction', id: 'nonsense' },
        ],
      },
    );
    expect(data._entities).toEqual([{ label: 'Action' }, null, null]);
  });
});

it('a membership shows the agreement that it rests on', async () => {
  await database.query(
    `insert into membership (grouping_code, establishment_finess, role, agreement_reference, source_code) values ('44108', '${stranger}', 'ASSOCIATE', 'rule-agreement', 'illustrative')`,
  );
  const { data } = await service.execute(
    `{ grouping(code: "44108") { members(role: [ASSOCIATE]) { nodes { agreement { reference } } } } }`,
  );
  expect(data.grouping.members.nodes).toContainEqual({ agreement: { reference: 'rule-agreement' } });
});
