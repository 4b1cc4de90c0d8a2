import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { file, group, member } from './finess-plus-fixtures.ts';
import { importTest } from './fixtures.ts';

const test = importTest();

/** Loads the group with these members. */
const load = (day: string, members: string[], options = {}) =>
  test.load(file(day, { gcc: [group(members.map((number) => member(number, 'M')))] }), options, finessPlus);

const periods = async (finess: string) =>
  (
    await test.database.query(
      `select period::text from membership where grouping_code = '84999' and establishment_finess = $1 order by 1`,
      [finess],
    )
  ).map((row) => row['period']);

describe('the membership of a member that comes back', () => {
  it('starts on the day of the extract that lists it again', async () => {
    await load('2025-01-01', ['2', '3']);
    await load('2025-06-01', ['2']);
    await load('2025-09-01', ['2', '3']);
    expect(await periods('010990026')).toEqual(['(,2025-06-01)', '[2025-09-01,)']);
  });

  it('is not changed by loading the file again', async () => {
    const { summary } = await load('2025-09-01', ['2', '3']);
    expect(summary.targets.get('memberships')).toEqual({ new: 0, changed: 0, same: 2, gone: 0 });
    expect(await periods('010990026')).toEqual(['(,2025-06-01)', '[2025-09-01,)']);
  });
});

it('a membership that would end before it starts is deleted', async () => {
  await load('2025-10-01', ['2', '3', '4']);
  await test.database.query(
    `update membership set period = '[2026-01-01,)' where grouping_code = '84999' and establishment_finess = '010990034'`,
  );
  const { summary } = await load('2025-11-01', ['2', '3']);
  expect(summary.targets.get('memberships')).toMatchObject({ gone: 1 });
  expect(await periods('010990034')).toEqual([]);
});

it('an older extract ends no membership of a group that a later one lists', async () => {
  await load('2025-10-15', ['2'], { force: true });
  expect(await periods('010990026')).toEqual(['(,2025-06-01)', '[2025-09-01,)']);
});
