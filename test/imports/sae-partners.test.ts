import { expect, it } from 'vitest';
import { ofIdb, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();

const groups = (year: number, ...more: string[]) =>
  table(
    'GHT',
    year,
    { GHT_CODE: '44108', GHT_LIB: 'Lorraine Nord' },
    // The ligature is lost, as published for 2024.
    { GHT_CODE: '28107', GHT_LIB: 'Rouen Cour de Seine' },
    ...more.map((GHT_LIB, index) => ({ GHT_CODE: `9910${index}`, GHT_LIB })),
  );

const entities = (year: number) => table('IDB', year, ofIdb(), ofIdb({ FI: '010990026' }));

const partner = (more: Record<string, string>) => ({ FI: '010990109', ORG_A17: '1', ...more });

const partners = () =>
  test.database.query(
    `select grouping_code as code, establishment_finess as finess, period::text, source_code as source from membership where role = 'PARTNER' order by 1, 2, 3`,
  );

const folder = (year: number, ...rows: Record<string, string>[]) => ({
  'GHT_x.csv': groups(year),
  'IDB_x.csv': entities(year),
  'ORG_x.csv': table('ORG', year, ...rows),
});

/** A folder whose files have the year in their names, as the table of groups has it nowhere else. */
const named = (year: number, files: Record<string, Buffer>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name.replace('x', String(year)), text]));

const load = (year: number, ...rows: Record<string, string>[]) =>
  test.loadFolders({ [`y${year}`]: named(year, folder(year, ...rows)) });

it('partners are members of none: legal entities in the role PARTNER, by the names of the groups', async () => {
  const { summary } = await load(
    2014,
    partner({ ORG_A19: 'LORRAINE NORD', ORG_A21: 'ROUEN COEUR DE SEINE' }),
    // Another site of the same legal entity.
    partner({ FI: '010990117', ORG_A20: 'Lorraine-Nord' }),
    partner({ FI: '010990125', FI_EJ: '010990026', ORG_A17: '0', ORG_A19: 'LORRAINE NORD' }),
    partner({ FI: '010990133', FI_EJ: '010990026' }),
  );
  expect(summary.targets.get('partners of groups')).toEqual({ new: 2, changed: 0, same: 0, gone: 0 });
  expect(await partners()).toEqual([
    { code: '28107', finess: '010990018', period: '[2014-01-01,)', source: 'sae-2014' },
    { code: '44108', finess: '010990018', period: '[2014-01-01,)', source: 'sae-2014' },
  ]);
  expect((await test.rejects()).filter((line) => line.startsWith('ORG'))).toEqual([]);
});

it('each year has its own, until the next year; in any order, and again', async () => {
  const both = [
    { code: '28107', finess: '010990018', period: '[2012-01-01,2014-01-01)', source: 'sae-2012' },
    { code: '28107', finess: '010990026', period: '[2014-01-01,)', source: 'sae-2014' },
    { code: '44108', finess: '010990018', period: '[2012-01-01,2014-01-01)', source: 'sae-2012' },
    { code: '44108', finess: '010990018', period: '[2014-01-01,)', source: 'sae-2014' },
  ];
  const early = partner({ ORG_A19: 'LORRAINE NORD', ORG_A20: 'ROUEN COEUR DE SEINE' });
  const late = [
    partner({ ORG_A19: 'LORRAINE NORD' }),
    partner({ FI_EJ: '010990026', ORG_A19: 'ROUEN COEUR DE SEINE' }),
  ];
  await load(2012, early);
  const { summary } = await load(2014, ...late);
  expect(summary.targets.get('partners of groups')).toEqual({ new: 1, changed: 0, same: 1, gone: 1 });
  expect(await partners()).toEqual(both);
  await test.database.query(`delete from membership where role = 'PARTNER'`);
  await load(2014, ...late);
  await load(2012, early);
  expect(await partners()).toEqual(both);
  const again = await load(2014, ...late);
  expect(again.summary.targets.get('partners of groups')).toEqual({ new: 0, changed: 0, same: 2, gone: 0 });
});

it('names that no group or several have, and unknown legal entities, are told', async () => {
  await test.loadFolders({
    a: {
      'GHT_2015r.csv': groups(2015, 'Nord', 'NORD'),
      'ORG_2015r.csv': table(
        'ORG',
        2015,
        partner({ ORG_A19: 'Lorraine Sud', ORG_A20: 'Nord' }),
        partner({ FI_EJ: '019999999', ORG_A19: 'Lorraine Nord' }),
      ),
    },
  });
  expect((await test.rejects()).toSorted()).toEqual([
    'ORG_2015r.csv;2;warning;no territorial group has the name Lorraine Sud',
    'ORG_2015r.csv;2;warning;several territorial groups have the name Nord',
    'ORG_2015r.csv;3;warning;the legal entity 019999999 is not known: load the tables ID and IDB of the year first',
  ]);
});

it('what another source states of the same time is kept', async () => {
  await test.database.query(`delete from membership where role = 'PARTNER'`);
  await test.database.query(
    `insert into membership (grouping_code, establishment_finess, role, period, source_code) values ('44108', '010990018', 'PARTNER', '[2016-05-01,)', 'illustrative')`,
  );
  await load(2016, partner({ ORG_A19: 'LORRAINE NORD' }));
  expect(await partners()).toEqual([
    { code: '44108', finess: '010990018', period: '[2016-05-01,)', source: 'illustrative' },
  ]);
});

it('a table without the columns refuses a command that would load nothing else', async () => {
  const text = table('ORG', 2014, partner({})).toString('latin1').replace('ORG_A19', 'ORG_X');
  await expect(test.loadFolders({ a: { 'ORG_2014r.csv': text } })).rejects.toThrow(
    'the table ORG lacks the column ORG_A19',
  );
});
