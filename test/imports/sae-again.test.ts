import { describe, expect, it } from 'vitest';
import { everything } from './fixtures.ts';
import { ofIdb, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const hospital = '010990109';
const other = '010990117';

const care = (year: number, where = 'true') =>
  test.database.query(
    `select establishment_finess as finess, discipline, beds from clinical.care_activity where year = ${year} and ${where} order by 1, 2`,
  );

describe('a year loaded again', () => {
  const files = {
    'IDB.csv': table('IDB', 2015, ofIdb()),
    'MCO.csv': table('MCO', 2015, { FI: hospital, LIT_MED: 5, LIT_CHI: 6 }, { FI: other, LIT_MED: 7 }),
    'USLD.csv': table('USLD', 2015, { FI: hospital, LIT: 8 }),
    'Q22.csv': table('Q22', 2015, { FI: hospital, INT: 1 }, { FI: other, INT: 2 }),
  };

  it('changes nothing', async () => {
    await test.loadFolders({ 2014: { 'MCO.csv': table('MCO', 2014, { FI: hospital, LIT_CHI: 1 }) } });
    await test.loadFolders({ 2015: files });
    const before = await everything(test.database);
    const { summary } = await test.loadFolders({ 2015: files });
    expect([...summary.targets.values()].filter((counts) => counts.new + counts.changed + counts.gone > 0)).toEqual([]);
    expect(summary.targets.get('capacity and activity')!.same).toBe(4);
    expect(await everything(test.database)).toEqual(before);
  });

  it('deletes what its table no longer lists, only of its disciplines, and not for owners of bad lines', async () => {
    const { summary } = await test.loadFolders({
      2015: {
        'MCO.csv': table('MCO', 2015, { FI: hospital, LIT_MED: 5 }, { FI: other, LIT_MED: '7,5' }),
        'Q22.csv': table('Q22', 2015, { FI: other, INT: 3 }),
      },
    });
    expect(summary.targets.get('capacity and activity')).toEqual({ new: 0, changed: 0, same: 1, gone: 1 });
    expect(summary.targets.get('interns')).toEqual({ new: 0, changed: 1, same: 0, gone: 1 });
    expect((await care(2015)).map(({ finess, discipline }) => `${finess} ${discipline}`)).toEqual([
      `${hospital} LONG_TERM_CARE`,
      `${hospital} MEDICINE`,
      `${other} MEDICINE`,
    ]);
    expect((await care(2014)).length).toBe(1);
  });

  it('deletes nothing with --partial, and nothing of other sources', async () => {
    await test.database.query(
      `insert into clinical.care_activity (establishment_finess, year, discipline, beds, source_code) values ('${other}', 2015, 'SURGERY', 9, 'illustrative')`,
    );
    const part = { 2015: { 'MCO.csv': table('MCO', 2015, { FI: other, LIT_MED: 7 }) } };
    const { summary } = await test.loadFolders(part, { partial: true });
    expect(summary.targets.get('capacity and activity')).toEqual({ new: 0, changed: 0, same: 1, gone: 0 });
    expect(await test.loadFolders(part)).toMatchObject({ summary: { dryRun: false } });
    expect(await care(2015, `discipline in ('MEDICINE', 'SURGERY')`)).toEqual([
      { finess: other, discipline: 'MEDICINE', beds: 7 },
      { finess: other, discipline: 'SURGERY', beds: 9 },
    ]);
  });

  it('counts what a dry run would change, and changes nothing', async () => {
    const before = await everything(test.database);
    const run = await test.loadFolders({ 2015: files }, { dryRun: true });
    expect(run.summary.targets.get('capacity and activity')!.new).toBeGreaterThan(0);
    expect(await everything(test.database)).toEqual(before);
  });
});
