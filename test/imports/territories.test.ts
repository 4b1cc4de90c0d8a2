import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { population } from '../../imports/population/index.ts';
import { seed } from '../../imports/seed.ts';
import { everything, importTest } from './fixtures.ts';

const test = importTest();
const territory = async (code: string) =>
  (
    await test.database.query(
      `select level, name, insee_code, parent_code, department_code, region_code from territory where code = $1`,
      [code],
    )
  )[0];
const populationOf = (code: string) =>
  test.database.query(
    `select year, population, source_code as source from territory_population where territory_code = $1 order by year`,
    [code],
  );

describe('the territories of an empty hub', () => {
  it('are the official division', async () => {
    expect(await test.database.query(`select level, count(*)::int from territory group by 1 order by 1`)).toEqual([
      { level: 'COMMUNE', count: 34_969 },
      { level: 'DEPARTMENT', count: 109 },
      { level: 'REGION', count: 18 },
    ]);
    expect(await territory('57463')).toEqual({
      level: 'COMMUNE',
      name: 'Metz',
      insee_code: '57463',
      parent_code: '57',
      department_code: '57',
      region_code: 'REG-44',
    });
    expect(await territory('57')).toEqual({
      level: 'DEPARTMENT',
      name: 'Moselle',
      insee_code: '57',
      parent_code: 'REG-44',
      department_code: '57',
      region_code: 'REG-44',
    });
    expect(await territory('REG-44')).toEqual({
      level: 'REGION',
      name: 'Grand Est',
      insee_code: '44',
      parent_code: null,
      department_code: null,
      region_code: 'REG-44',
    });
    expect(await territory('978')).toEqual({
      level: 'DEPARTMENT',
      name: 'Saint-Martin',
      insee_code: '978',
      parent_code: null,
      department_code: '978',
      region_code: null,
    });
    expect(await territory('REG-978')).toBeUndefined();
    expect(await territory('75113')).toBeUndefined();
  });

  it('have their populations, with the year of the source', async () => {
    const source = 'decoupage-administratif';
    expect(await populationOf('REG-44')).toEqual([{ year: 2023, population: 5_563_378, source }]);
    expect(await populationOf('REG-11')).toEqual([{ year: 2023, population: 12_463_067, source }]);
    expect(await populationOf('75')).toEqual([{ year: 2023, population: 2_103_778, source }]);
    expect(await populationOf('976')).toEqual([{ year: 2017, population: 256_518, source }]);
    expect((await populationOf('988')).map((row) => row['year'])).toEqual([2025]);
  });

  it('are written once, and updated with the package', async () => {
    const before = await everything(test.database);
    await seed(test.database.url);
    expect(await everything(test.database)).toEqual(before);
    await test.database.query(
      `update source set url = 'of an earlier version' where code = 'decoupage-administratif'; update territory set name = 'Mets' where code = '57463'`,
    );
    await seed(test.database.url);
    expect(await territory('57463')).toMatchObject({ name: 'Metz' });
    const [row] = await test.database.query(
      `select count(*)::int from territory where xmin::text = (select xmin::text from territory where code = '57463')`,
    );
    expect(row).toEqual({ count: 1 });
  });
});

describe('legal populations', () => {
  const departments = [
    'REG;Région;DEP;Département;NBARR;NBCAN;NBCOM;PMUN;PTOT',
    '44;Grand Est;57;Moselle;5;27;720;1050000;1060000',
    '44;Grand Est;5X;Nowhere;1;1;1;1;1',
    '44;Grand Est;88;Vosges;3;17;506;;367295',
    '',
  ];
  const regions = ['REG;Région;NBARR;NBCAN;NBCOM;PMUN;PTOT', '44;Grand Est;38;200;5115;5600000;5700000', ''];
  const files = {
    'departements_2024_insee.csv': departments.join('\n'),
    'regions_2024_insee.csv': regions.join('\r\n'),
  };

  it('are loaded by department and region, with the year in the name of the file', async () => {
    const run = await test.load(files, {}, population);
    expect(run.summary.targets.get('populations')).toEqual({ new: 2, changed: 0, same: 0, gone: 0 });
    const source = 'insee-populations-legales';
    expect((await populationOf('57')).at(-1)).toEqual({ year: 2024, population: 1_050_000, source });
    expect((await populationOf('REG-44')).at(-1)).toEqual({ year: 2024, population: 5_600_000, source });
    const rejects = await readFile(join(test.folder, 'rejects.csv'), 'utf8');
    expect(rejects).toContain('departements_2024_insee.csv;3;rejected;unknown territory code 5X;');
    expect(rejects).toContain(
      'departements_2024_insee.csv;4;rejected;PMUN (empty) is not a whole number of at most 9 digits;',
    );
  });

  it('change nothing the second time, and are updated by new figures', async () => {
    expect(await test.counts(files, 'populations', {}, population)).toEqual({ new: 0, changed: 0, same: 2, gone: 0 });
    const corrected = { 'r.csv': regions.join('\n').replace('5600000', '5600001') };
    expect(await test.counts(corrected, 'populations', { year: 2024 }, population)).toEqual({
      new: 0,
      changed: 1,
      same: 0,
      gone: 0,
    });
  });

  it('are those of the last line of a code', async () => {
    const twice = `${regions.slice(0, 2).join('\n')}\n44;Grand Est;38;200;5115;5600009;5700000\n`;
    await test.load({ 'r_2020.csv': twice }, {}, population);
    expect((await populationOf('REG-44'))[0]).toMatchObject({ year: 2020, population: 5_600_009 });
    const rejects = await readFile(join(test.folder, 'rejects.csv'), 'utf8');
    expect(rejects).toContain('r_2020.csv;2;rejected;"duplicate code REG-44; line 3 is used";');
  });

  it('are refused without a year, or with another layout', async () => {
    await expect(test.load({ 'r.csv': regions.join('\n') }, {}, population)).rejects.toThrow(
      /unknown year of the populations/,
    );
    await expect(test.load({ 'r_2024.csv': 'a;b\n1;2\n' }, {}, population)).rejects.toThrow(
      /line 1: not a file of legal populations/,
    );
    await expect(test.load({ 'r_2024.csv': `${regions[0]}\n44;5\n44;6\n` }, {}, population)).rejects.toThrow(
      /line 2: the line has 2 fields instead of the 7 of the header; 2 of the 2 lines have the wrong layout/,
    );
  });
});
