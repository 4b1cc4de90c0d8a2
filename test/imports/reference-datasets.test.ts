import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { describe, expect, it, test as each } from 'vitest';
import { parse } from 'yaml';
import { datasets } from '../../services/registry.ts';
import { partner } from '../../imports/partner/index.ts';
import { loadReference } from '../../imports/reference/load.ts';
import { referenceFolder } from '../../imports/reference/yaml.ts';
import { createImportClient } from '../../imports/pipeline/connection.ts';
import { seed } from '../../imports/seed.ts';
import { importTest } from './fixtures.ts';
import { examples } from './sheets.ts';

const test = importTest();

/** The rows that a reference file lists. */
const listed = (name: string): Record<string, unknown>[] =>
  parse(readFileSync(new URL(`${name}.yaml`, referenceFolder), 'utf8')) as Record<string, unknown>[];

const count = async (table: string): Promise<number> => {
  const [row] = await test.database.query<{ count: number }>(`select count(*)::int from ${table}`);
  return row!.count;
};

// Identifiers stand with their establishments, and no source has the population of a grouping or a later status of an action.
const without = ['sources', 'identifiers', 'population-of-groupings', 'action-statuses'];
const own = datasets.filter(({ name }) => !without.includes(name));

describe.each(own)('an empty hub starts with the $name of the reference dataset', ({ name, table, columns }) => {
  each('with all that they list', async () => {
    const rows = listed(name);
    expect(rows.length).toBeGreaterThan(0);
    expect(await count(table)).toBe(rows.length);
    for (const { name: column, joinTable } of columns)
      if (joinTable) expect(await count(joinTable.table)).toBe(rows.flatMap((row) => row[column] ?? []).length);
  });
});

it('knows the sources and the nomenclatures', async () => {
  const codes = (await test.database.query('select code from source')).map((row) => row.code);
  expect(codes).toEqual(expect.arrayContaining(listed('sources').map((row) => row.code)));
  expect(await count('establishments.discipline')).toBe(listed('disciplines').length);
  expect(await count('clinical.discipline')).toBe(listed('disciplines').length);
  expect(await count('clinical.specialty')).toBe(listed('specialties').length);
});

describe('a hub that has data', () => {
  /** Runs something in a transaction that is rolled back. */
  async function rolledBack(work: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = createImportClient(test.database.url);
    await client.connect();
    try {
      await client.query('begin');
      await work(client);
    } finally {
      await client.end();
    }
  }

  const empty = `delete from clinical.care_unit; delete from membership; delete from cooperation_action; delete from agreement`;

  it('gets the datasets that are empty', () =>
    rolledBack(async (client) => {
      await client.query(empty);
      await loadReference(client);
      const { rows } = await client.query(
        `select (select count(*) from agreement)::int as agreements, (select count(*) from cooperation_action)::int as actions,
           (select count(*) from clinical.care_unit)::int as units, (select count(*) from membership)::int as memberships`,
      );
      expect(rows[0]).toEqual({
        agreements: listed('agreements').length,
        actions: listed('actions').length,
        units: listed('care-units').length,
        memberships: listed('memberships').length,
      });
    }));

  it('keeps its rows, and gets no rows that refer to missing ones', () =>
    rolledBack(async (client) => {
      await client.query(empty);
      await client.query(
        `insert into agreement (reference, kind, title, status, source_code) values ('own', 'COOPERATION', 'Own', 'SIGNED', 'illustrative')`,
      );
      await loadReference(client);
      const { rows } = await client.query(
        `select (select array_agg(reference) from agreement) as agreements, (select count(*) from cooperation_action)::int as actions,
           (select array_agg(code order by code) from clinical.care_unit) as units`,
      );
      const free = listed('care-units').filter((row) => row.action === undefined);
      expect(rows[0]).toEqual({ agreements: ['own'], actions: 0, units: free.map((row) => row.code).toSorted() });
    }));

  it('gets updated labels of codes', () =>
    rolledBack(async (client) => {
      await client.query(
        `update clinical.specialty set label = 'x' where code = 'SM15'; delete from clinical.discipline where code not in (select discipline_code from clinical.care_unit)`,
      );
      await loadReference(client);
      const { rows } = await client.query(
        `select (select label from clinical.specialty where code = 'SM15') as label, (select count(*) from clinical.discipline)::int as disciplines`,
      );
      expect(rows[0]).toEqual({ label: 'Dermatologie et Vénéréologie', disciplines: listed('disciplines').length });
    }));
});

it("is not mixed with a partner's rows", async () => {
  await test.load({ 'a.csv': examples('sources', {}), 'b.csv': examples('studies', {}) }, {}, partner);
  const before = await count('clinical.study');
  await seed(test.database.url);
  expect(await count('clinical.study')).toBe(before);
});
