import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { partner } from '../../imports/partner/index.ts';
import { importTest } from './fixtures.ts';
import { allExamples, examples, nothingChanged, refusal, type Cells } from './sheets.ts';

const test = importTest();

beforeAll(() => test.load(allExamples(), {}, partner));

describe('the rows of a command', () => {
  it('may refer to one another, within a file and between files', async () => {
    const files = {
      'actions.csv': examples('actions', { reference: 'pair-action', agreement: 'pair-b' }),
      'agreements.csv': examples('agreements', { reference: 'pair-a', amends: 'pair-b' }, { reference: 'pair-b' }),
    };
    const { summary } = await test.load(files, { dryRun: true }, partner);
    expect(summary.targets.get('actions')).toMatchObject({ new: 1 });
    expect(summary.targets.get('agreements')).toMatchObject({ new: 2 });
  });

  it('that refer to a rejected one have that in their message', async () => {
    const files = {
      'actions.csv': examples('actions', { reference: 'pair-action', agreement: 'pair-b' }),
      'agreements.csv': examples(
        'agreements',
        { reference: 'pair-a', amends: 'pair-b' },
        { reference: 'pair-b', kind: 'X' },
      ),
    };
    expect(await refusal(test, files)).toEqual([
      'agreements.csv, line 2, column amends: "pair-b": expected the reference of a known agreement; line 3 of agreements.csv has it, but is rejected',
      expect.stringContaining('agreements.csv, line 3, column kind: "X": expected one of FRAMEWORK'),
      'actions.csv, line 2, column agreement: "pair-b": expected the reference of a known agreement; line 3 of agreements.csv has it, but is rejected',
      nothingChanged,
    ]);
  });

  it('are not duplicates if they have no code', async () => {
    expect(await refusal(test, { 'a.csv': examples('studies', { code: '' }, { code: '' }) })).toEqual([
      expect.stringContaining('a.csv, line 2, column code: empty: '),
      expect.stringContaining('a.csv, line 3, column code: empty: '),
      nothingChanged,
    ]);
  });

  it('may not repeat a key in another spelling', async () => {
    const lines = await refusal(test, { 'a.csv': examples('intern-censuses', {}, { year: '02019' }) });
    expect(lines[0]).toMatch(/^a\.csv, line 3, column establishment: .* duplicate establishment and year; line 2 /);
  });

  it('of the maximum length fit in the indexes', async () => {
    const name = Array.from({ length: 500 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join('');
    const { summary } = await test.load({ 'a.csv': examples('care-units', { name }) }, { dryRun: true }, partner);
    expect(summary.targets.get('care-units')).toMatchObject({ changed: 1 });
  });

  it('may not repeat a code of another file', async () => {
    const files = { 'a.csv': examples('studies', {}), 'b.csv': examples('studies', { title: 'Autre' }) };
    expect(await refusal(test, files)).toEqual([
      'b.csv, line 2, column code: "example-etude": duplicate code; line 2 of a.csv has the same',
      nothingChanged,
    ]);
  });

  it('may swap periods: the file counts as a whole', async () => {
    const two = (first: Cells, second: Cells) =>
      examples(
        'workforce-needs',
        { code: 'need-a', establishment: '570000596', ...first },
        { code: 'need-b', establishment: '570000596', ...second },
      );
    await test.load(
      { 'a.csv': two({ start: '2020-01-01', end: '2022-01-01' }, { start: '2022-01-01', end: '2024-01-01' }) },
      {},
      partner,
    );
    const swapped = {
      'a.csv': two({ start: '2022-01-01', end: '2024-01-01' }, { start: '2020-01-01', end: '2022-01-01' }),
    };
    expect(await test.counts(swapped, 'workforce-needs', {}, partner)).toMatchObject({ changed: 2 });
  });

  it('may refer to sites of parties, which then cannot leave the agreement', async () => {
    const mercy = { reference: 'mercy-action', agreement: 'mercy-agreement', provider: '570026682', beneficiaries: '' };
    const files = {
      'a.csv': examples('agreements', { reference: 'mercy-agreement' }),
      'b.csv': examples('actions', { ...mercy, end: '2030-01-01' }),
    };
    await test.load(files, {}, partner);
    expect(await test.counts(files, 'agreements', {}, partner)).toMatchObject({ same: 1 });
    const lines = await refusal(test, {
      'a.csv': examples('agreements', { reference: 'mercy-agreement', parties: '570000596', end: '2029-01-01' }),
    });
    expect(lines).toEqual([
      'a.csv, line 2, column end: "2029-01-01": expected a period that includes the action mercy-action of the agreement (2026-03-01 to 2030-01-01)',
      'a.csv, line 2, column parties: "570000596": expected 570026682, or the legal entity of that site, among the parties: the action mercy-action refers to it (change the action first)',
      nothingChanged,
    ]);
  });

  it('cannot start an agreement after the end of an action that starts with it', async () => {
    const action = { reference: 'early-action', agreement: 'early-agreement', start: '', end: '2026-06-01' };
    const files = {
      'a.csv': examples('agreements', { reference: 'early-agreement' }),
      'b.csv': examples('actions', action),
    };
    await test.load(files, {}, partner);
    expect(
      await refusal(test, { 'a.csv': examples('agreements', { reference: 'early-agreement', start: '2026-07-01' }) }),
    ).toEqual([
      'a.csv, line 2, column start: "2026-07-01": expected a period that includes the action early-action of the agreement (2026-02-01 to 2026-06-01)',
      nothingChanged,
    ]);
  });

  it('move the bounds of actions that are those of their agreement', async () => {
    const { summary } = await test.load({ 'a.csv': examples('agreements', { end: '2028-02-01' }) }, {}, partner);
    expect(summary.targets.get('actions')).toMatchObject({ changed: 1 });
    const period = `select period::text from cooperation_action where reference = 'example-convention-2026-lecture'`;
    expect(await test.database.query(period)).toEqual([{ period: '[2026-03-01,2028-02-01)' }]);
    await test.load(
      { 'a.csv': examples('agreements', { end: '' }), 'b.csv': examples('actions', { end: '2029-01-01' }) },
      {},
      partner,
    );
    expect(await test.database.query(period)).toEqual([{ period: '[2026-03-01,2029-01-01)' }]);
    await test.load({ 'a.csv': examples('agreements', {}), 'b.csv': examples('actions', {}) }, {}, partner);
    expect(await test.database.query(period)).toEqual([{ period: '[2026-03-01,2031-02-01)' }]);
  });
});

describe('with --partial', () => {
  it('the valid rows are loaded, and the others are written to the rejects with all their errors', async () => {
    const rows: Cells[] = [
      { code: 'partial-a' },
      { code: 'partial-b', beds: 'x', site: '1' },
      { code: 'partial-c', site: '999999999' },
    ];
    const { summary, rejects } = await test.load(
      { 'a.csv': examples('care-units', ...rows) },
      { partial: true },
      partner,
    );
    expect(summary.files.get('a.csv')).toEqual({ read: 3, rejected: 2, warnings: 0 });
    expect(summary.targets.get('care-units')).toEqual({ new: 1, changed: 0, same: 0, gone: 0 });
    expect(rejects).toEqual([join(test.folder, 'rejects.csv')]);
    const lines = (await readFile(rejects[0]!, 'utf8')).split('\n');
    expect(lines[1]).toMatch(
      /^partial-b;.*;"column site: ""1"": expected a FINESS number of 9 characters; column beds: ""x"": .*"$/,
    );
    expect(lines[2]).toMatch(/^partial-c;.*;"column site: ""999999999"": /);
    expect(await test.database.query(`select code from clinical.care_unit where code like 'partial-%'`)).toEqual([
      { code: 'partial-a' },
    ]);
  });

  it('rows that refer to a rejected one are rejected too', async () => {
    const files = {
      'agreements.csv': examples(
        'agreements',
        { reference: 'chain-c', amends: 'chain-b' },
        { reference: 'chain-b', amends: 'chain-a' },
        { reference: 'chain-a', title: '' },
        { reference: 'chain-d' },
      ),
      'actions.csv': examples(
        'actions',
        { reference: 'chain-action', agreement: 'chain-c' },
        { reference: 'chain-sound', agreement: 'chain-d' },
      ),
    };
    const { summary } = await test.load(files, { partial: true, dryRun: true }, partner);
    expect(summary.files.get('agreements.csv')).toEqual({ read: 4, rejected: 3, warnings: 0 });
    expect(summary.files.get('actions.csv')).toEqual({ read: 2, rejected: 1, warnings: 0 });
    expect(summary.targets.get('actions')).toMatchObject({ new: 1 });
  });
});

it('lists the first fifty errors, and counts the others', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => ({ code: `many-${index}`, beds: 'x' }));
  const lines = await refusal(test, { 'a.csv': examples('care-units', ...rows) });
  expect(lines).toHaveLength(52);
  expect(lines[49]).toBe('a.csv, line 51, column beds: "x": expected a whole number of 0 or more');
  expect(lines.slice(50)).toEqual(['… and 10 more', nothingChanged]);
});
