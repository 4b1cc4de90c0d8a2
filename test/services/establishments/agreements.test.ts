import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

const chr = '570005165';
const mercy = '570026682';
const legouest = '570000596';
const forbach = '570000059';

/** Writes an invented action of the agreement `test-agreement`, in a transaction of its own. */
const act = (reference: string, values: Record<string, string | null> = {}): Promise<unknown> => {
  const row = {
    reference,
    agreement_reference: 'test-agreement',
    label: `Action ${reference}`,
    domain: 'CARE',
    mode: 'JOINT_TEAM',
    first_status: 'IMPLEMENTED',
    period: '[2015-01-01,)',
    source_code: 'illustrative',
    ...values,
  };
  return database.query(
    `insert into cooperation_action (${Object.keys(row).join(', ')}) values (${Object.keys(row).map((_, index) => `$${index + 1}`)})`,
    Object.values(row),
  );
};

beforeAll(async () => {
  database = await cloneDatabase();
  await database.query(`insert into discipline values ('T37', 'Dermatologie'), ('T55', 'Hématologie')`);
  await database.query(`
    insert into agreement (reference, kind, title, status, signed_on, period, amends_reference, source_code) values
      ('test-agreement', 'FRAMEWORK', 'Accord-cadre d''essai', 'IN_FORCE', '2014-12-15', '[2015-01-01,2025-01-01)', null, 'illustrative'),
      ('test-amendment', 'AMENDMENT', 'Avenant d''essai', 'DRAFT', null, '(,)', 'test-agreement', 'illustrative')`);
  await database.query(
    `insert into agreement_party values ('test-agreement', $1), ('test-agreement', $2), ('test-amendment', $2)`,
    [chr, legouest],
  );
  const ends = '[2015-01-01,2025-01-01)';
  await act('test-a', { provider_finess: legouest, site_finess: mercy, discipline_code: 'T37', period: ends });
  await act('test-b', {
    provider_finess: chr,
    first_status: 'STUDIED',
    domain: 'LABS',
    period: '[2016-03-01,2018-01-01)',
  });
  await act('test-c', { first_status: 'STUDIED', mode: 'TELEMEDICINE', discipline_code: 'T37', period: ends });
  await database.query(
    `insert into cooperation_action_beneficiary values ('test-a', $1), ('test-a', $2), ('test-b', $2)`,
    [chr, mercy],
  );
  service = await testSubgraph(establishments, database.url);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

const actions = async (where: object): Promise<string[]> => {
  const both = { AND: [where, { label: { startsWith: 'action test' } }] };
  const { data, errors } = await service.execute(
    `query ($where: CooperationActionWhere) { cooperationActions(where: $where) { nodes { reference } } }`,
    { where: both },
  );
  expect(errors).toEqual([]);
  return data.cooperationActions.nodes.map((node: any) => node.reference);
};

const agreements = async (where: object): Promise<string[]> => {
  const { data, errors } = await service.execute(
    `query ($both: [AgreementWhere!]) { agreements(where: { AND: $both }) { nodes { reference } } }`,
    { both: [{ title: { contains: 'essai' } }, where] },
  );
  expect(errors).toEqual([]);
  return data.agreements.nodes.map((node: any) => node.reference);
};

describe('an agreement', () => {
  it('has its parties, its amendments and its actions with those they concern, in a number of statements that does not grow', async () => {
    const { data, errors, statements } = await service.execute(`{ agreement(reference: "test-agreement") {
      kind status signedOn period { start end } parties { finess } amends { reference } amendments { reference amends { reference } }
      source { code } actions(first: 10) { totalCount groupBy(field: STATUS) { key { system code } count } nodes {
        reference discipline { code label } provider { finess } site { finess } beneficiaries { finess } agreement { reference } period { start } } } } }`);
    expect(errors).toEqual([]);
    expect(data.agreement).toMatchObject({
      kind: 'FRAMEWORK',
      status: 'IN_FORCE',
      signedOn: '2014-12-15',
      period: { start: '2015-01-01', end: '2025-01-01' },
      parties: [{ finess: legouest }, { finess: chr }],
      amends: null,
      amendments: [{ reference: 'test-amendment', amends: { reference: 'test-agreement' } }],
    });
    expect(data.agreement.actions).toMatchObject({
      totalCount: 3,
      groupBy: [
        { key: { system: 'maillage', code: 'STUDIED' }, count: 2 },
        { key: { system: 'maillage', code: 'IMPLEMENTED' }, count: 1 },
      ],
    });
    expect(data.agreement.actions.nodes[0]).toEqual({
      reference: 'test-a',
      discipline: { code: 'T37', label: 'Dermatologie' },
      provider: { finess: legouest },
      site: { finess: mercy },
      beneficiaries: [{ finess: chr }, { finess: mercy }],
      agreement: { reference: 'test-agreement' },
      period: { start: '2015-01-01' },
    });
    expect(data.agreement.actions.nodes[1]).toMatchObject({ discipline: null, site: null });
    expect(statements).toHaveLength(9);
  });

  it.each([
    [{ kind: ['FRAMEWORK'] }, ['test-agreement']],
    [{ NOT: { kind: ['FRAMEWORK'] } }, ['test-amendment']],
    [{ status: ['DRAFT', 'EXPIRED'] }, ['test-amendment']],
    [{ title: { startsWith: 'AVENANT' } }, ['test-amendment']],
    [{ signedOn: { gte: '2014-12-15', lt: '2014-12-16' } }, ['test-agreement']],
    [{ signedOn: { isNull: true } }, ['test-amendment']],
    [{ asOf: '2014-12-31' }, ['test-amendment']],
    [{ asOf: '2024-12-31' }, ['test-agreement', 'test-amendment']],
    [{ asOf: '2025-01-01' }, ['test-amendment']],
  ])('is found by %j', async (where, expected) => {
    expect(await agreements(where)).toEqual(expected);
  });
});

describe('cooperation actions', () => {
  it.each([
    [{ domain: ['LABS'] }, ['test-b']],
    [{ mode: ['TELEMEDICINE', 'TRAINING'] }, ['test-c']],
    [{ status: ['STUDIED'] }, ['test-b', 'test-c']],
    [{ NOT: { status: ['STUDIED'] } }, ['test-a']],
    [{ discipline: { eq: 'T37' } }, ['test-a', 'test-c']],
    [{ discipline: { isNull: true } }, ['test-b']],
    [{ asOf: '2016-02-29' }, ['test-a', 'test-c']],
    [{ asOf: '2016-03-01' }, ['test-a', 'test-b', 'test-c']],
    [{ asOf: '2018-01-01' }, ['test-a', 'test-c']],
  ])('are found by %j', async (where, expected) => {
    expect(await actions(where)).toEqual(expected);
  });

  it('are counted by domain, mode and discipline', async () => {
    const counted = async (field: string): Promise<string[]> => {
      const { data } = await service.execute(
        `query ($field: ActionGroupField!) { cooperationActions(where: { label: { startsWith: "action test" } }) { groupBy(field: $field) { key { code label } count } } }`,
        { field },
      );
      return data.cooperationActions.groupBy.map(({ key, count }: any) => `${key.code} ${key.label} ${count}`);
    };
    expect(await counted('DOMAIN')).toEqual(['CARE care 2', 'LABS laboratories 1']);
    expect(await counted('MODE')).toEqual(['JOINT_TEAM joint team 2', 'TELEMEDICINE telemedicine 1']);
    expect(await counted('DISCIPLINE')).toEqual(['T37 Dermatologie 2', 'UNK unknown 1']);
  });

  it('hang on each establishment that they concern, once, and its agreements on each party', async () => {
    const { data, statements } = await service.execute(
      `query ($numbers: [String!]) { establishments(where: { finess: { in: $numbers } }) { nodes { finess
        agreements(where: { title: { contains: "essai" } }) { totalCount nodes { reference } }
        cooperationActions(where: { label: { startsWith: "action test" } }) { totalCount nodes { reference } } } } }`,
      { numbers: [chr, mercy, legouest, forbach] },
    );
    const found = data.establishments.nodes.map((node: any) => [
      node.finess,
      node.agreements.nodes.map((one: any) => one.reference).join(),
      node.cooperationActions.nodes.map((one: any) => one.reference).join(),
    ]);
    expect(found).toEqual([
      [forbach, '', ''],
      [legouest, 'test-agreement,test-amendment', 'test-a'],
      [chr, 'test-agreement', 'test-a,test-b'],
      [mercy, '', 'test-a,test-b'],
    ]);
    expect(data.establishments.nodes[3].cooperationActions.totalCount).toBe(2);
    expect(statements).toHaveLength(5);
  });
});
