import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { sae } from '../../imports/sae/index.ts';
import { hasShared, sharedPath } from '../support/shared-data.ts';
import { file, group, member } from './finess-plus-fixtures.ts';
import { groupsOf, without } from './finess-plus-groups-fixtures.ts';
import { importTest } from './fixtures.ts';

const test = importTest();

const { load, groups } = groupsOf(test);

const identifiers = () =>
  test.database.query(
    `select grouping_code as code, system, value from grouping_identifier where source_code = 'finess-plus' order by 1, 2, 3`,
  );

describe('a group by agreement whose file lacks its code', () => {
  it('is the one of its kind and name', async () => {
    await load('2026-07-02', ['2'], {});
    await load('2026-07-03', ['2', '3'], without('41', 'DOMBES '));
    expect(await groups('dombes')).toEqual([{ code: '84999', name: 'DOMBES', members: 2 }]);
    expect(await identifiers()).toEqual([{ code: '84999', system: 'GCC', value: '41' }]);
  });

  it('is the one with its number, if it has another name', async () => {
    await load('2026-07-02', ['2'], { numFinessGcc: '49824516535' });
    await load('2026-07-03', ['2'], without('1', 'Dombes et Bresse'));
    await load('2026-07-04', ['2'], without('9', 'Ain', { numFinessGcc: '49824516535' }));
    expect(await groups('.')).toContainEqual({ code: '84999', name: 'Ain', members: 1 });
    expect(await identifiers()).toEqual([
      { code: '84999', system: 'FINESS_GCC', value: '49824516535' },
      { code: '84999', system: 'GCC', value: '9' },
    ]);
  });

  it('is the one with its name, if another has its number', async () => {
    await load('2026-07-02', ['2'], {});
    await load('2026-07-03', ['2'], { gccId: '2', nomGcc: 'Bresse', gccIdentifiantExterne: '84998' });
    await load('2026-07-04', ['3'], without('1', 'BRESSE'));
    expect(await groups('bresse|dombes')).toMatchObject([{ code: '84998', name: 'BRESSE' }, { code: '84999' }]);
    expect(await identifiers()).toEqual([{ code: '84998', system: 'GCC', value: '1' }]);
  });

  it('keeps what is its own, if another took over its number', async () => {
    await load('2026-07-02', ['2'], without('1', 'Dombes'));
    const both = [group([member('2', 'M')], without('1', 'Bresse')), group([member('3', 'M')], without('2', 'Dombes'))];
    for (const gcc of [both, both, both.toReversed()]) {
      const { summary } = await test.load(file('2026-07-03', { gcc }), {}, finessPlus);
      expect(summary.files.get('plus.json')).toMatchObject({ rejected: 0 });
      expect(await groups('dombes|bresse')).toEqual([
        { code: 'GCC-1', name: 'Dombes', members: 1 },
        { code: 'GCC-1-2', name: 'Bresse', members: 1 },
      ]);
    }
    expect(await identifiers()).toEqual([
      { code: 'GCC-1', system: 'GCC', value: '2' },
      { code: 'GCC-1-2', system: 'GCC', value: '1' },
    ]);
  });

  it('is the one whose number of today it has, if another took over its older number', async () => {
    await load('2026-07-02', ['2'], { numFinessGcc: '498' });
    const gcc = [without('1', 'Bresse', { numFinessGcc: '499' }), without('2', 'Ain', { numFinessGcc: '498' })].map(
      (rest) => group([member('2', 'M')], rest),
    );
    await test.load(file('2026-07-03', { gcc }), {}, finessPlus);
    expect(await groups('ain$|bresse')).toMatchObject([
      { code: '84999', name: 'Ain' },
      { code: 'GCC-1', name: 'Bresse' },
    ]);
  });

  it('is never one of another kind', async () => {
    await load('2026-07-02', ['2'], {});
    await load('2026-07-03', ['2'], without('1', 'Dombes', { typeGcc: '002' }));
    expect((await groups('dombes')).map(({ code }) => code)).toEqual(['84999', 'GCC-1']);
  });

  it('gets a code of its own if there is none, with a warning, until a file states it', async () => {
    await load('2026-07-04', ['2'], without('77', 'Bresse'));
    expect(await test.rejects()).toEqual([
      'plus.json;1;warning;no group of this kind has its name or its numbers: it gets the code GCC-77',
    ]);
    expect(await load('2026-08-01', ['2'], without('77', 'Bresse'))).toMatchObject({ rejects: [] });
    expect(await groups('bresse')).toEqual([{ code: 'GCC-77', name: 'Bresse', members: 1 }]);
    await load('2026-09-01', ['2'], { gccId: '77', nomGcc: 'Bresse du Sud', gccIdentifiantExterne: '84998' });
    expect(await groups('bresse')).toEqual([{ code: '84998', name: 'Bresse du Sud', members: 1 }]);
  });

  it('becomes one with the group of its code, if the hub has both, with what refers to it', async () => {
    await load('2026-07-04', ['2'], without('77', 'Bresse'));
    await test.database.query(
      `insert into "grouping" (code, kind, name, source_code) values ('84998', 'GHT', 'BRESSE', 'finess-plus')`,
    );
    await test.database.query(
      `update logistics.production_unit set operated_by_code = 'GCC-77', operator_finess = null`,
    );
    await load('2026-08-01', ['2'], without('77', 'Bresse'));
    expect(await groups('bresse')).toEqual([{ code: '84998', name: 'Bresse', members: 1 }]);
    expect(
      await test.database.query('select distinct operated_by_code as code from logistics.production_unit'),
    ).toEqual([{ code: '84998' }]);
  });
});

it('members are those with the numbers of their own extract: that of another month has others', async () => {
  await load('2026-07-02', ['2'], {});
  const { summary } = await test.load(
    file('2026-07-03', { pmej: [], gcc: [group([member('2', 'M')])] }),
    { partial: true },
    finessPlus,
  );
  expect(summary.files.get('plus.json')).toMatchObject({ rejected: 1 });
  expect(await test.rejects()).toEqual([
    'plus.json;1;rejected;not exactly one establishment of the extract has the number of this member (pmSmsseId 2)',
  ]);
});

const samples = {
  SAE: 'data/sae/2024/GHT_2024r.csv',
  March: 'data/finess/samples/finess_plus_structures_20260309_gcc_gco_pmej_sample.json',
  July: 'data/finess/samples/finess_plus_structures_202607_sample.json.gz',
};
type Sample = keyof typeof samples;

const orders: Sample[][] = [
  ['SAE', 'July'],
  ['July', 'SAE'],
  ['March', 'July'],
  ['July', 'March'],
  ['SAE', 'March', 'July'],
  ['July', 'SAE', 'March'],
  ['March', 'July', 'SAE'],
];

describe.skipIf(!hasShared(...Object.values(samples)))("the territorial group of Côte-d'Or and Haute-Marne", () => {
  it.each(orders.map((order) => [order.join(', '), order] as const))('is one: %s', async (_, order) => {
    for (const name of order) {
      const path = sharedPath(samples[name]);
      const content = { [basename(path)]: readFileSync(path) };
      await test.load(content, { partial: true }, name === 'SAE' ? sae : finessPlus);
    }
    expect(await groups('21-52')).toEqual([{ code: '27103', name: "21-52 Côte d'Or-Haute-Marne", members: 9 }]);
    expect(await identifiers()).toContainEqual({ code: '27103', system: 'GCC', value: '1' });
  });
});

describe.skipIf(!hasShared(samples.March, samples.July))('records of March and July in one file', () => {
  it('load together: coordinates, members and the later statement of each group', async () => {
    const read = (path: string) => {
      const bytes = readFileSync(sharedPath(path));
      return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString());
    };
    const [march, july] = [read(samples.March), read(samples.July)];
    // Of March, the groups alone: its one legal entity is in July's part as well.
    const mixed = { ...july, gcc: [...march.gcc, ...july.gcc], gco: [...march.gco, ...july.gco] };
    await test.load({ 'mixed.json': JSON.stringify(mixed) }, { partial: true }, finessPlus);
    expect(await groups('21-52')).toEqual([{ code: '27103', name: "21-52 Côte d'Or-Haute-Marne", members: 9 }]);
  });
});
