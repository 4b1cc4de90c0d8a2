import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { partner } from '../../support/tokens.ts';

let database: TestDatabase;
let service: TestSubgraph;
const long = '2020-01-01T00:00:00.000Z';
const recent = '2021-01-01T00:00:00Z';
const chr = partner.institution!;

beforeAll(async () => {
  database = await cloneDatabase();
  service = await testSubgraph(establishments, database.url);
  // What was there before the tests changed long ago.
  for (const table of ['establishment', 'territory', '"grouping"', 'membership', 'agreement', 'cooperation_action'])
    await database.query(`update ${table} set changed_at = '${long}'`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const of = 'changedAt version owner { finess name }';
const mine = { owner: { finess: chr, name: 'CHR METZ-THIONVILLE' } };
const ask = async (query: string, variables: Record<string, unknown> = {}, statements = 1) => {
  const answer = await service.execute(query, variables);
  expect([answer.errors, answer.statements.length]).toEqual([[], statements]);
  return answer.data;
};
const write = async (mutation: string, type: string, rows: object[]) => {
  const query = `mutation ($rows: [${type}!]!) { put: ${mutation}(rows: $rows) { added changed same deleted refused { field code message } } }`;
  const { data, errors } = await service.execute(query, { rows });
  expect(errors).toEqual([]);
  return data.put;
};
const agreement = {
  reference: 'essai-2026',
  kind: 'COOPERATION',
  title: 'Convention d’essai',
  status: 'IN_FORCE',
  parties: [chr, '570000596'],
  start: '2026-01-01',
  source: 'article-metz-legouest',
};
const action = {
  reference: 'essai-2026-imagerie',
  agreement: agreement.reference,
  label: 'Imagerie d’essai',
  domain: 'IMAGING',
  mode: 'JOINT_TEAM',
  status: 'STUDIED',
  beneficiaries: ['570000596'],
  source: agreement.source,
};

describe('what an institution writes', () => {
  it.each([
    ['putAgreements', 'AgreementInput', agreement, 'agreements', 'AgreementWhere', 'title'],
    ['putActions', 'ActionInput', action, 'cooperationActions', 'CooperationActionWhere', 'label'],
    [
      'putGroupings',
      'GroupingInput',
      { grouping: 'essai', kind: 'OTHER', name: 'Essai', legalEntity: chr, source: agreement.source },
      'groupings',
      'GroupingWhere',
      'name',
    ],
  ])(
    'with %s tells its owner, its version and when, in two statements',
    async (put, input, row, list, where, field) => {
      const before = new Date().toISOString();
      expect(await write(put, input, [row])).toMatchObject({ added: 1, refused: [] });
      const query = `query ($where: ${where}) { list: ${list}(where: $where) { nodes { ${field} ${of} } } }`;
      const { list: found } = await ask(query, { where: { changedSince: before } }, 2);
      expect(found.nodes).toEqual([
        { [field]: row[field as never], changedAt: expect.any(String), version: expect.any(String), ...mine },
      ]);
      const [{ version, changedAt }] = found.nodes;
      expect(changedAt >= before).toBe(true);
      const key = Object.fromEntries(Object.entries(row).slice(0, 1));
      expect(await write(put, input, [{ ...key, [field]: 'Autre', version }])).toMatchObject({
        changed: 1,
        refused: [],
      });
      const stale = await write(put, input, [{ ...key, [field]: 'Encore', version }]);
      expect(stale.refused).toMatchObject([{ field: 'version', code: 'CONFLICT' }]);
      const { list: after } = await ask(query, { where: { changedSince: before } }, 2);
      expect(after.nodes).toMatchObject([{ [field]: 'Autre', version: String(Number(version) + 1), ...mine }]);
      expect(after.nodes[0].changedAt > changedAt).toBe(true);
      const { list: none } = await ask(query, { where: { changedSince: '2999-01-01T00:00:00Z' } });
      expect(none.nodes).toEqual([]);
    },
  );

  it('finds a membership by its id, which stays when its end is stated, while its version does not', async () => {
    const row = {
      grouping: '44108',
      establishment: chr,
      role: 'PARTNER',
      start: '2026-01-01',
      source: agreement.source,
    };
    expect(await write('putMemberships', 'MembershipInput', [row])).toMatchObject({ added: 1, refused: [] });
    const [found] = await database.query<{ id: string }>(`select id from membership where owner_finess = '${chr}'`);
    const node = { id: Buffer.from(`Membership:${found!.id}`).toString('base64url') };
    const query = `query ($id: ID!) { node(id: $id) { id ... on Membership { role period { end } grouping { code } ${of} } } }`;
    const { node: first } = await ask(query, node, 3);
    expect(first).toMatchObject({ ...node, role: 'PARTNER', period: { end: null }, version: '1', ...mine });
    const ended = { ...row, end: '2027-01-01', version: '1' };
    expect(await write('putMemberships', 'MembershipInput', [ended])).toMatchObject({ changed: 1, refused: [] });
    const { node: second } = await ask(query, node, 3);
    expect(second).toMatchObject({ ...node, period: { end: '2027-01-01' }, version: '2', ...mine });
    expect(second.changedAt > first.changedAt).toBe(true);
    expect((await write('putMemberships', 'MembershipInput', [ended])).refused).toMatchObject([{ code: 'CONFLICT' }]);
  });
});

it.each(['0', 'x', '1 ', '00001', '99999999999999999999', "1'"])('finds no membership by the key %j', async (key) => {
  const id = Buffer.from(`Membership:${key}`).toString('base64url');
  const { data, errors } = await service.execute('query ($id: ID!) { node(id: $id) { id } }', { id });
  expect([data, errors]).toEqual([{ node: null }, []]);
});

it.each([
  ['establishments', 'EstablishmentWhere', `update establishment set phone = '0387000000' where finess = '${chr}'`],
  ['territories', 'TerritoryWhere', `update territory set name = name || ' (Moselle)' where code = '57463'`],
])('%s are found since they changed', async (list, where, change) => {
  const query = `query ($where: ${where}) { list: ${list}(where: $where) { totalCount nodes { changedAt } } }`;
  const since = { where: { changedSince: recent } };
  expect(await ask(query, since, 2)).toEqual({ list: { totalCount: 0, nodes: [] } });
  await database.query(change);
  const { list: found } = await ask(query, since, 2);
  expect([found.totalCount, found.nodes[0].changedAt > recent]).toEqual([1, true]);
  const { list: others } = await ask(query, { where: { NOT: since.where } }, 2);
  expect(others.totalCount).toBeGreaterThan(40);
  expect(new Set(others.nodes.map(({ changedAt }: any) => changedAt))).toEqual(new Set([long]));
});

it('the owners of many rows are one statement', async () => {
  await database.query(`update membership set owner_finess = establishment_finess`);
  const { grouping } = await ask(
    '{ grouping(code: "44108") { owner { finess } members(first: 100) { nodes { establishment { finess } owner { finess } } } } }',
    {},
    3,
  );
  expect(grouping.owner).toBeNull();
  expect(grouping.members.nodes.length).toBeGreaterThan(3);
  for (const { owner, establishment } of grouping.members.nodes) expect(owner).toEqual(establishment);
});
