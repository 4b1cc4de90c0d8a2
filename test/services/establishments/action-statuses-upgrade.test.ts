import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { ActionStatuses } from '../../../services/establishments/migrations/20261215-action-statuses.ts';
import { migrate } from '../../../services/kit/database/migrate.ts';
import { administer } from '../../support/database.ts';
import { testSubgraph } from '../../support/subgraph.ts';

const name = `test_${randomUUID().replaceAll('-', '')}`;
const url = new URL(inject('templateUrl'));
url.pathname = `/${name}`;

beforeAll(() => administer((client) => client.query(`create database ${name}`)));

afterAll(() => administer((client) => client.query(`drop database ${name} with (force)`)));

it('the actions of an earlier hub keep their status, as that of their first day', async () => {
  const { migrations } = establishments;
  await migrate(url.href, [{ ...establishments, migrations: migrations.slice(0, migrations.indexOf(ActionStatuses)) }]);
  const client = new pg.Client({ connectionString: url.href, options: '-c search_path=establishments,public' });
  await client.connect();
  await client.query(`
    insert into source (code, title) values ('test', 'Test');
    insert into agreement (reference, kind, title, status, source_code) values ('accord', 'COOPERATION', 'Accord', 'IN_FORCE', 'test');
    insert into cooperation_action (reference, agreement_reference, label, domain, mode, status, period, source_code)
    values ('one', 'accord', 'Une', 'CARE', 'JOINT_TEAM', 'SUSPENDED', '[2014-02-01,)', 'test')`);
  await client.end();
  await migrate(url.href, [establishments]);
  const service = await testSubgraph(establishments, url.href);
  const { data } = await service.execute(
    `{ cooperationActions(where: { status: [SUSPENDED] }) { nodes { status statuses { status since source { code } } } } }`,
  );
  await service.close();
  expect(data.cooperationActions.nodes).toEqual([
    { status: 'SUSPENDED', statuses: [{ status: 'SUSPENDED', since: '2014-02-01', source: { code: 'test' } }] },
  ]);
});
