import { afterAll, beforeAll, expect, it } from 'vitest';
import { testHub, type TestHub } from '../../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await hub.database.query(`insert into source (code, title) values ('test', 'Test')`);
  await hub.database.query(`
    insert into "grouping" (code, kind, name, source_code) values
      ('zz1', 'GHT', 'ZZ One', 'test'), ('zz2', 'GHT', 'ZZ Two', 'test'), ('zz3', 'GHT', 'ZZ Three', 'test')`);
  await hub.database.query(`
    insert into grouping_identifier values
      ('zz1', 'GCC', '41', 'test'), ('zz1', 'FINESS_GCC', '49824516535', 'test'), ('zz2', 'GCC', '42', 'test')`);
});

afterAll(() => hub.close());

it('the numbers of groupings in other registers are read in one statement for all of them', async () => {
  const { data, errors, statements } = await hub.execute(
    '{ groupings(where: { code: { startsWith: "zz" } }) { nodes { code identifiers { system value } } } }',
  );
  expect(errors).toEqual([]);
  expect(data.groupings.nodes).toEqual([
    {
      code: 'zz1',
      identifiers: [
        { system: 'FINESS_GCC', value: '49824516535' },
        { system: 'GCC', value: '41' },
      ],
    },
    { code: 'zz2', identifiers: [{ system: 'GCC', value: '42' }] },
    { code: 'zz3', identifiers: [] },
  ]);
  expect(statements.filter((each) => each.includes('grouping_identifier'))).toHaveLength(1);
});
