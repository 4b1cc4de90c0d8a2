import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph, type TestSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;
let service: TestSubgraph;

beforeAll(async () => {
  database = await cloneDatabase();
  await database.query(`insert into agreement (reference, kind, title, status, source_code)
    values ('status-agreement', 'COOPERATION', 'Statuts', 'IN_FORCE', 'illustrative')`);
  service = await testSubgraph(establishments, database.url);
});

beforeEach(async () => {
  await database.query(`delete from cooperation_action where agreement_reference = 'status-agreement'`);
  await database.query(`
    insert into cooperation_action (reference, agreement_reference, label, domain, mode, first_status, period, source_code)
    values ('status-a', 'status-agreement', 'Statuts', 'CARE', 'JOINT_TEAM', 'STUDIED', '[2015-01-01,2025-01-01)', 'illustrative')`);
  await database.query(`
    insert into cooperation_action_status (action_reference, since, status, source_code) values
      ('status-a', '2016-01-01', 'IN_DEVELOPMENT', 'illustrative'), ('status-a', '2017-01-01', 'IMPLEMENTED', 'illustrative')`);
});

afterAll(async () => {
  await service.close();
  await database.drop();
});

async function known(): Promise<{ status: string; statuses: { status: string; since: string | null }[] }> {
  const { data, errors } = await service.execute(
    `{ cooperationActions(where: { label: { eq: "Statuts" } }) { nodes { status statuses { status since } } } }`,
  );
  expect(errors).toEqual([]);
  return data.cooperationActions.nodes[0];
}

describe('the last status of an action follows', () => {
  it.each([
    [
      'a later status',
      `insert into cooperation_action_status values ('status-a', '2020-01-01', 'ABANDONED', 'illustrative')`,
      'ABANDONED',
    ],
    [
      'a change of it',
      `update cooperation_action_status set status = 'SUSPENDED' where action_reference = 'status-a' and since = '2017-01-01'`,
      'SUSPENDED',
    ],
    [
      'an earlier status that is gone later',
      `delete from cooperation_action_status where action_reference = 'status-a' and since = '2017-01-01'`,
      'IN_DEVELOPMENT',
    ],
    [
      'the first status, without another one',
      `delete from cooperation_action_status where action_reference = 'status-a'`,
      'STUDIED',
    ],
    [
      'nothing that is written in its stead',
      `update cooperation_action set status = 'ABANDONED' where reference = 'status-a'`,
      'IMPLEMENTED',
    ],
    [
      'a first day that moves after it',
      `update cooperation_action set period = '[2018-01-01,)' where reference = 'status-a'`,
      'STUDIED',
    ],
  ])('%s', async (_, statement, expected) => {
    await database.query(statement);
    const { status, statuses } = await known();
    expect(status).toBe(expected);
    expect(statuses.at(-1)!.status).toBe(expected);
  });

  it('a row for its first day, which replaces the first status', async () => {
    await database.query(`delete from cooperation_action_status where action_reference = 'status-a'`);
    await database.query(
      `insert into cooperation_action_status values ('status-a', '2015-01-01', 'SUSPENDED', 'illustrative')`,
    );
    expect(await known()).toEqual({
      status: 'SUSPENDED',
      statuses: [{ status: 'SUSPENDED', since: '2015-01-01' }],
    });
  });
});

describe('the database refuses', () => {
  it.each([
    ['a status of tomorrow', `('status-a', current_date + 1, 'STUDIED', 'illustrative')`, 'since_check'],
    ['an unknown status', `('status-a', '2020-01-01', 'DONE', 'illustrative')`, 'status_check'],
    ['two statuses of a day', `('status-a', '2016-01-01', 'STUDIED', 'illustrative')`, 'pkey'],
    ['a status of no action', `('nothing', '2020-01-01', 'STUDIED', 'illustrative')`, 'action_reference_fkey'],
  ])('%s', async (_, values, constraint) => {
    await expect(database.query(`insert into cooperation_action_status values ${values}`)).rejects.toThrow(
      `cooperation_action_status_${constraint}`,
    );
  });
});

it('a new status does not ask who the parties were', async () => {
  // Such an action stands where the register moved a site since.
  await database.query(`
    set session_replication_role = replica;
    update cooperation_action set provider_finess = '570000133' where reference = 'status-a';
    set session_replication_role = origin;
    insert into cooperation_action_status values ('status-a', '2020-01-01', 'SUSPENDED', 'illustrative')`);
  expect((await known()).status).toBe('SUSPENDED');
  const name = `update cooperation_action set provider_finess = '570000133' where reference = 'status-a'`;
  await expect(database.query(name)).rejects.toThrow('neither a party');
});
