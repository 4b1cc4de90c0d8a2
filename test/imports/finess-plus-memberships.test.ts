import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { file, group, member } from './finess-plus-fixtures.ts';
import { importTest } from './fixtures.ts';

const test = importTest();

/** Loads the group with these members, each with the date of an event if there is one. */
const load = (day: string, members: Record<string, string | null>, options = {}) =>
  test.load(
    file(day, {
      gcc: [
        group(
          Object.keys(members).map((number) => member(number, 'M')),
          {
            evenement: Object.entries(members).map(([identifiantObjet2, dateEvenement]) => ({
              dateEvenement,
              identifiantObjet1: '1',
              identifiantObjet2,
            })),
          },
        ),
      ],
    }),
    options,
    finessPlus,
  );

const periods = async (finess: string) =>
  (
    await test.database.query(
      `select period::text from membership where grouping_code = '84999' and establishment_finess = $1 order by 1`,
      [finess],
    )
  ).map((row) => row['period']);

describe('the membership of a member that comes back', () => {
  it('starts at the end of the earlier one, if the file has an earlier date', async () => {
    await load('2025-01-01', { 2: null, 3: null });
    await load('2025-06-01', { 2: null });
    await load('2025-09-01', { 2: null, 3: '2016-01-01' });
    expect(await periods('010990026')).toEqual(['(,2025-06-01)', '[2025-06-01,)']);
  });

  it('is not changed by loading the file again', async () => {
    const { summary } = await load('2025-09-01', { 2: null, 3: '2016-01-01' });
    expect(summary.targets.get('memberships')).toEqual({ new: 0, changed: 0, same: 2, gone: 0 });
    expect(await periods('010990026')).toEqual(['(,2025-06-01)', '[2025-06-01,)']);
  });
});

it('a membership that would end before it starts is deleted', async () => {
  await load('2025-10-01', { 2: null, 3: null, 4: '2026-01-01' });
  expect(await periods('010990034')).toEqual(['[2026-01-01,)']);
  const { summary } = await load('2025-11-01', { 2: null, 3: null });
  expect(summary.targets.get('memberships')).toMatchObject({ gone: 1 });
  expect(await periods('010990034')).toEqual([]);
});

it('an older extract ends no membership of a group that a later one lists', async () => {
  await load('2025-10-15', { 2: null }, { force: true });
  expect(await periods('010990026')).toEqual(['(,2025-06-01)', '[2025-06-01,)']);
});
