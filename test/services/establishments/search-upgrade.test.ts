import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { Search } from '../../../services/establishments/migrations/20261211-search.ts';
import { migrate } from '../../../services/kit/database/migrate.ts';
import { administer } from '../../support/database.ts';
import { testSubgraph } from '../../support/subgraph.ts';

const name = `test_${randomUUID().replaceAll('-', '')}`;
const url = new URL(inject('templateUrl'));
url.pathname = `/${name}`;

beforeAll(() => administer((client) => client.query(`create database ${name}`)));

afterAll(() => administer((client) => client.query(`drop database ${name} with (force)`)));

it('the establishments of an earlier hub are searched as those of a new one', async () => {
  const { migrations } = establishments;
  await migrate(url.href, [{ ...establishments, migrations: migrations.slice(0, migrations.indexOf(Search)) }]);
  const client = new pg.Client({ connectionString: url.href, options: '-c search_path=establishments,public' });
  await client.connect();
  await client.query(`insert into source (code, title) values ('test', 'Test')`);
  await client.query(`insert into establishment (finess, level, name, category_code, city, legal_entity_finess, source_code) values
    ('100000001', 'LEGAL_ENTITY', 'CHU de Nantes', null, 'NANTES CEDEX 1', null, 'test'),
    ('100000002', 'SITE', 'Ｈôtel-Dieu', '101', 'NANTES', '100000001', 'test')`);
  await migrate(url.href, [establishments]);
  const { rows } = await client.query('select name_folded from establishment order by finess');
  expect(rows).toEqual([{ name_folded: 'chu de nantes' }, { name_folded: 'hotel dieu' }]);
  await client.end();
  const service = await testSubgraph(establishments, url.href);
  const { data } = await service.execute(
    `{ establishments(where: { search: "hotel diue nantes" }) { nodes { name } } }`,
  );
  await service.close();
  expect(data.establishments.nodes).toEqual([{ name: 'Ｈôtel-Dieu' }]);
});
