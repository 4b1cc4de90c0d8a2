import { afterAll, beforeAll, expect, it } from 'vitest';
import { establishments } from '../../../services/establishments/index.ts';
import { Search } from '../../../services/establishments/migrations/20261211-search.ts';
import { migrate } from '../../../services/kit/database/migrate.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';
import { testSubgraph } from '../../support/subgraph.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase('template1');
});

afterAll(() => database.drop());

it('the establishments of an earlier hub are searched as those of a new one', async () => {
  const { migrations } = establishments;
  await migrate(database.url, [{ ...establishments, migrations: migrations.slice(0, migrations.indexOf(Search)) }]);
  await database.query(`insert into source (code, title) values ('test', 'Test')`);
  await database.query(`insert into establishment (finess, level, name, category_code, city, legal_entity_finess, source_code) values
    ('100000001', 'LEGAL_ENTITY', 'CHU de Nantes', null, 'NANTES CEDEX 1', null, 'test'),
    ('100000002', 'SITE', 'Ｈôtel-Dieu', '101', 'NANTES', '100000001', 'test')`);
  await migrate(database.url, [establishments]);
  const rows = await database.query('select name_folded from establishment order by finess');
  expect(rows).toEqual([{ name_folded: 'chu de nantes' }, { name_folded: 'hotel dieu' }]);
  const service = await testSubgraph(establishments, database.url);
  const { data } = await service.execute(
    `{ establishments(where: { search: "hotel diue nantes" }) { nodes { name } } }`,
  );
  await service.close();
  expect(data.establishments.nodes).toEqual([{ name: 'Ｈôtel-Dieu' }]);
});
