import { afterAll, beforeAll, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { ActionStatuses } from '../../../services/establishments/migrations/20261215-action-statuses.ts';
import { migrate } from '../../../services/kit/database/migrate.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase('template1');
});

afterAll(() => database.drop());

it('the actions of an earlier hub keep their status, as that of their first day', async () => {
  const { migrations } = establishments;
  await migrate(database.url, [
    { ...establishments, migrations: migrations.slice(0, migrations.indexOf(ActionStatuses)) },
  ]);
  await database.query(`
    insert into source (code, title) values ('test', 'Test');
    insert into agreement (reference, kind, title, status, source_code) values ('accord', 'COOPERATION', 'Accord', 'IN_FORCE', 'test');
    insert into cooperation_action (reference, agreement_reference, label, domain, mode, status, period, source_code)
    values ('one', 'accord', 'Une', 'CARE', 'JOINT_TEAM', 'SUSPENDED', '[2014-02-01,)', 'test')`);
  await migrate(database.url, [establishments]);
  const service = await testSubgraph(establishments, database.url);
  const { data } = await service.execute(
    `{ cooperationActions(where: { status: [SUSPENDED] }) { nodes { status statuses { status since source { code } } } } }`,
  );
  await service.close();
  expect(data.cooperationActions.nodes).toEqual([
    { status: 'SUSPENDED', statuses: [{ status: 'SUSPENDED', since: '2014-02-01', source: { code: 'test' } }] },
  ]);
});
