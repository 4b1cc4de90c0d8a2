import { describe, expect, it, test as each } from 'vitest';
import { columnOf, type Dataset } from '../../services/kit/datasets/dataset.ts';
import { datasetNamed, datasets, describeDataset } from '../../services/registry.ts';
import { bookkeeping } from '../../services/kit/database/ownership.ts';
import { csvTemplate } from '../../services/kit/datasets/template.ts';
import { partner } from '../../imports/partner/index.ts';
import { OperatorError } from '../../platform/errors.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples } from './sheets.ts';

const test = importTest();

const targetsOf = ({ name, columns }: Dataset): string[] => [
  name,
  ...columns.filter((column) => column.joinTable).map((column) => `${name}: ${column.name}`),
];

/** The rows of all datasets, with their versions. */
async function stored(): Promise<unknown[]> {
  const contents = [];
  for (const table of partner.tables)
    contents.push(await test.database.query(`select t::text, xmin::text from ${table} as t order by 1`));
  return contents;
}

/** The template of a dataset, with its example as a row. */
const filledTemplate = async (name: string): Promise<string> => {
  const lines = csvTemplate(await describeDataset(datasetNamed(name)))
    .trimEnd()
    .split('\n');
  return [...lines.slice(0, -2), lines.at(-1), lines.at(-2)!.replace(/^# /, ''), ''].join('\n');
};

describe('the examples of all datasets', () => {
  it('change nothing on a dry run', async () => {
    const before = await stored();
    const { summary } = await test.load(allExamples(), { dryRun: true }, partner);
    expect(summary.targets.get('care-units')).toEqual({ new: 1, changed: 0, same: 0, gone: 0 });
    expect(await stored()).toEqual(before);
  });

  it('load in one command, whatever the order of their files', async () => {
    const { summary, rejects } = await test.load(allExamples(), {}, partner);
    expect(rejects).toEqual([]);
    for (const dataset of datasets)
      for (const target of targetsOf(dataset))
        expect([target, summary.targets.get(target)]).toEqual([
          target,
          {
            new: target === 'agreements: parties' || target === 'care-units: staffedBy' ? 2 : 1,
            changed: 0,
            same: 0,
            gone: 0,
          },
        ]);
  });

  it('change nothing when they are loaded again', async () => {
    const before = await stored();
    const { summary } = await test.load(allExamples(), {}, partner);
    for (const [, counts] of summary.targets)
      expect({ ...counts, same: 0 }).toEqual({ new: 0, changed: 0, same: 0, gone: 0 });
    expect(await stored()).toEqual(before);
  });
});

describe.each(datasets)('$name', (dataset) => {
  each('its filled-in template is recognised and has the same row as its example', async () => {
    const { summary } = await test.load({ 'any.csv': await filledTemplate(dataset.name) }, {}, partner);
    for (const target of targetsOf(dataset))
      expect(summary.targets.get(target)).toMatchObject({ new: 0, changed: 0, gone: 0 });
    expect(summary.targets.get(dataset.name)!.same).toBe(1);
  });

  each('its empty template has no rows', async () => {
    const load = test.load({ 'empty.csv': csvTemplate(await describeDataset(dataset)) }, {}, partner);
    await expect(load).rejects.toThrow(/empty\.csv has no rows below its header\. Nothing was changed\.$/);
  });

  each('is recognised by its required columns', async () => {
    const required = dataset.columns.filter((column) => column.isRequired).map((column) => column.name);
    const row = required.map((name) => dataset.example[name]!);
    const { summary } = await test.load(
      { 'a.csv': `${required.join(';')}\n${row.join(';')}\n` },
      { dryRun: true },
      partner,
    );
    expect([...summary.targets.keys()]).toContain(dataset.name);
  });

  each('requires what its table requires, and stores all other columns', async () => {
    const rows = await test.database.query<{ column_name: string; is_nullable: string; column_default: string | null }>(
      `select column_name, is_nullable, column_default from information_schema.columns
       where format('%I.%I', table_schema, table_name) = $1 and is_generated = 'NEVER'`,
      [dataset.table],
    );
    const own = dataset.columns.filter((column) => !column.joinTable && !column.isBound);
    const targets = own.map((column) => column.target);
    // The kind of a contract is that of its unit; the last status of an action follows from all that are known.
    const hubs = [
      'period',
      'imported_at',
      'id',
      'listed_on',
      ...bookkeeping,
      ...(dataset.name === 'intern-censuses' ? ['legal_entity_finess'] : []),
      ...(dataset.name === 'supply-contracts' ? ['kind'] : []),
      ...(dataset.name === 'actions' ? ['status'] : []),
    ];
    const filled = rows.filter((row) => !hubs.includes(row.column_name));
    expect(filled.map((row) => row.column_name).toSorted()).toEqual(targets.toSorted());
    const needed = filled.filter((row) => row.is_nullable === 'NO' && row.column_default === null);
    expect(needed.map((row) => row.column_name).toSorted()).toEqual(
      own
        .filter((column) => column.isRequired)
        .map((column) => column.target)
        .toSorted(),
    );
  });

  each('updates a row by its key', async () => {
    const changed = dataset.columns.find(
      (column) =>
        !dataset.key.includes(column.name) && !column.isRequired && !column.joinTable && dataset.example[column.name],
    );
    if (!changed) return;
    const { summary } = await test.load(
      { 'a.csv': examples(dataset.name, { [changed.name]: '' }) },
      { dryRun: true },
      partner,
    );
    expect(summary.targets.get(dataset.name)).toEqual({ new: 0, changed: 1, same: 0, gone: 0 });
  });

  each('has the unique columns of the database', async () => {
    if (!dataset.uniqueTogether) return;
    const [constraint] = await test.database.query<{ columns: string[] }>(
      `select array(select attname::text from unnest(conkey) as key join pg_attribute on attrelid = conrelid and attnum = key) as columns
       from pg_constraint where conrelid = $1::regclass and contype = 'u'`,
      [dataset.table],
    );
    const targets = dataset.uniqueTogether.map((name) => columnOf(dataset, name).target);
    expect(constraint!.columns.filter((name) => name !== 'period').toSorted()).toEqual(targets.toSorted());
  });
});

it('dates a source by the last import that changes something', async () => {
  await test.database.query(`update source set imported_at = '2020-01-01' where code = 'example-chr-2026'`);
  const importedAt = `select imported_at::date = current_date as is_today from source where code = 'example-chr-2026'`;
  await test.load({ 'a.csv': examples('care-units', {}) }, {}, partner);
  expect(await test.database.query(importedAt)).toEqual([{ is_today: false }]);
  await test.load({ 'a.csv': examples('care-units', { staffedBy: '570005165' }) }, {}, partner);
  expect(await test.database.query(importedAt)).toEqual([{ is_today: true }]);
});

it('replaces the establishments of a row by those that it lists, and counts them', async () => {
  const counts = await test.counts(
    { 'a.csv': examples('care-units', { staffedBy: '570005165|570000133' }) },
    'care-units: staffedBy',
    {},
    partner,
  );
  expect(counts).toEqual({ new: 1, changed: 0, same: 1, gone: 0 });
  const none = await test.counts(
    { 'a.csv': examples('care-units', { staffedBy: '' }) },
    'care-units: staffedBy',
    {},
    partner,
  );
  expect(none).toEqual({ new: 0, changed: 0, same: 0, gone: 2 });
});

it('reports an unexpected violation with the dataset and the constraint', async () => {
  await test.database.query(`alter table clinical.care_unit add constraint unforeseen check (name <> 'Inattendu')`);
  await test.database.query(
    `alter table clinical.study add constraint unforeseen_title unique (title) deferrable initially deferred`,
  );
  const load = test.load({ 'a.csv': examples('care-units', { name: 'Inattendu' }) }, {}, partner);
  await expect(load).rejects.toThrow(
    'The dataset care-units violates the database constraint unforeseen. Nothing was changed.',
  );
  await expect(load).rejects.toBeInstanceOf(OperatorError);
  const twice = test.load({ 'a.csv': examples('studies', {}, { code: 'same-title' }) }, { dryRun: true }, partner);
  await expect(twice).rejects.toThrow(
    'The dataset studies violates the database constraint unforeseen_title. Nothing was changed.',
  );
});
