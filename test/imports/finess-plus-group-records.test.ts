import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { sae } from '../../imports/sae/index.ts';
import { file, group, member } from './finess-plus-fixtures.ts';
import { groupsOf, without } from './finess-plus-groups-fixtures.ts';
import { importTest } from './fixtures.ts';
import { table } from './sae-fixtures.ts';

const test = importTest();

const { load, groups } = groupsOf(test);

it('a group of SAE that FINESS+ listed without its code keeps its members', async () => {
  await load('2026-07-04', ['2', '3'], without('77', 'Bresse'));
  await test.load(
    { 'GHT_2024r.csv': table('GHT', 2024, { GHT_CODE: '84998', GHT_LIB: 'BRESSE' }) },
    { partial: true },
    sae,
  );
  expect(await groups('^bresse$')).toEqual([{ code: '84998', name: 'Bresse', members: 2 }]);
});

const coeur = {
  SAE: () =>
    test.load(
      {
        'GHT_2024r.csv': table('GHT', 2024, { GHT_CODE: '84998', GHT_LIB: 'Bresse Cour de Dombes' }),
      },
      { partial: true },
      sae,
    ),
  'FINESS+': () => load('2026-07-04', ['2', '3'], without('77', 'Bresse Cœur de Dombes')),
};

it.each([
  ['SAE', 'FINESS+'],
  ['FINESS+', 'SAE'],
] as const)('a name that lost its ligature is the same: %s, %s', async (...order) => {
  for (const name of order) await coeur[name]();
  expect(await groups('^bresse')).toEqual([{ code: '84998', name: 'Bresse Cœur de Dombes', members: 2 }]);
});

it('a code that lost its leading zero gets it back, with a warning', async () => {
  await load('2026-07-04', ['2'], { gccIdentifiantExterne: 8499, nomGcc: 'Bresse' });
  expect(await test.rejects()).toEqual(['plus.json;1;warning;the code 8499 lost its leading zero; loaded as 08499']);
  expect(await groups('^bresse')).toMatchObject([{ code: '08499' }]);
});

it('a damaged name is reported, and loaded', async () => {
  await load('2026-07-04', ['2'], { nomGcc: 'Bresse C\uFFFDur' });
  await expect(test.rejects()).resolves.toEqual([expect.stringContaining('(U+FFFD)')]);
  const names = { GHT_CODE: '84998', GHT_LIB: 'Domb\u0082s' };
  await test.load({ 'GHT_2024r.csv': table('GHT', 2024, names) }, { partial: true }, sae);
  await expect(test.rejects()).resolves.toEqual([expect.stringContaining('code page 850')]);
});

describe('of two records of a group in one file', () => {
  const march = group([member('3', 'M')], { dateDerniereMaj: '2025-10-21 19:19:05' });
  const events = [{ dateEnregistrement: '2026-07-07 13:04:04' }];
  it.each([
    ['record of today', without('41', 'Dombes', { numFinessGcc: '498' })],
    ['newest record', { evenement: events, dateDerniereMaj: '1900-01-01 00:00:00' }],
  ])('the %s is used, in either order', async (_, rest) => {
    for (const gcc of [
      [march, group([member('2', 'M')], rest)],
      [group([member('2', 'M')], rest), march],
    ]) {
      await test.load(file('2026-07-04', { gcc }), {}, finessPlus);
      expect(
        await test.database.query(
          `select establishment_finess as finess from membership where grouping_code = '84999' and upper_inf(period)`,
        ),
      ).toEqual([{ finess: '010990018' }]);
    }
  });
});
