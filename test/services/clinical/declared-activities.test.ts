import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testHub, type TestHub } from '../../support/hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await testHub();
  await hub.database.query(`insert into source (code, title) values ('test', 'Test')`);
  await hub.database.query(`
    insert into establishment (finess, level, name, source_code)
    select lpad((990000010 + n)::text, 9, '0'), 'SITE', 'ZZ ' || n, 'test' from generate_series(1, 9) n`);
  await hub.database.query(`
    insert into clinical.declared_activity values
      ('990000011', 2024, 'IMAG', true, 'test'), ('990000011', 2024, 'ACTINTER', false, 'test'), ('990000011', 2023, 'IMAG', false, 'test'),
      ('990000012', 2024, 'BIO', true, 'test')`);
});

afterAll(() => hub.close());

const read = async (selection: string) => {
  const { data, errors, statements } = await hub.execute(
    `{ establishments(where: { name: { startsWith: "ZZ" } }, first: 9) { nodes { finess ${selection} } } }`,
  );
  expect(errors).toEqual([]);
  return {
    nodes: data.establishments.nodes as any[],
    statements: statements.filter((each) => each.includes('from "declared_activity"')),
  };
};

describe('the activities that an establishment declares', () => {
  it('are those of all years, each with the label of its code, or the code itself', async () => {
    const { nodes, statements } = await read(
      'declaredActivities { year isPresent activity { system code label } source { code } }',
    );
    const activity = (code: string, label = code) => ({ system: 'sae-activity', code, label });
    const source = { code: 'test' };
    expect(nodes[0].declaredActivities).toEqual([
      { year: 2023, isPresent: false, activity: activity('IMAG', 'Imagerie'), source },
      { year: 2024, isPresent: false, activity: activity('ACTINTER'), source },
      { year: 2024, isPresent: true, activity: activity('IMAG', 'Imagerie'), source },
    ]);
    expect(nodes[2].declaredActivities).toEqual([]);
    // Nine establishments, one statement.
    expect([nodes.length, statements.length]).toEqual([9, 1]);
  });

  it('are kept by year', async () => {
    const { nodes, statements } = await read(
      'one: declaredActivities(years: [2023]) { year } none: declaredActivities(years: []) { year }',
    );
    expect(nodes[0]).toMatchObject({ one: [{ year: 2023 }], none: [] });
    expect(nodes[1]).toMatchObject({ one: [], none: [] });
    expect(statements).toHaveLength(2);
  });
});
