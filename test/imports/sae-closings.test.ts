import { expect, it } from 'vitest';
import { mainSite, ofIdb, saeTest, table, type Folders } from './sae-fixtures.ts';

const test = saeTest();

const ofGroups = (year: number, ...codes: string[]) =>
  table('GHT', year, ...codes.map((code) => ({ GHT_CODE: code, GHT_LIB: `Groupe ${code}` })));

/** A folder of a year: its sites, their owner, and its groups. */
const folder = (year: number, sites: Record<string, string>, ...groups: string[]): Folders[string] => ({
  [`ID_${year}r.csv`]: table('ID', year, ...Object.entries(sites).map(([FI, FI_EJ]) => mainSite({ FI, FI_EJ }))),
  [`IDB_${year}r.csv`]: table('IDB', year, ofIdb(), ofIdb({ FI: '010990026' })),
  [`GHT_${year}r.csv`]: ofGroups(year, ...groups),
});

const years: Folders = {
  a: folder(
    2012,
    { '010990109': '010990018', '010990117': '010990018', '010990125': '010990018' },
    '02101',
    '84110',
    '84121',
  ),
  b: folder(2013, { '010990109': '010990018' }, '84121'),
  c: folder(2014, { '010990109': '010990026', '010990125': '010990018' }, '84121', '84110'),
};

const closed = async () =>
  Object.fromEntries(
    (
      await test.database.query(
        `select code as of, closed_on::text as day from "grouping" where code in ('02101', '84110', '84121')
         union all select finess, closed_on::text from establishment where finess in ('010990109', '010990117', '010990125')`,
      )
    ).map(({ of, day }) => [of, day]),
  );

const owners = () =>
  test.database.query(
    `select year, legal_entity_finess as owner from yearly_owner where site_finess = '010990109' order by year`,
  );

const forget = () =>
  test.database.query(`
    delete from clinical.grouping_care_activity; delete from yearly_owner; delete from yearly_grouping; delete from statistics_table;
    delete from "grouping" where code in ('02101', '84110', '84121'); delete from establishment where finess like '01099%' and level = 'SITE';
    delete from establishment where finess like '01099%'`);

const expected = {
  '02101': '2013-01-01',
  '84110': null,
  '84121': null,
  '010990109': null,
  '010990117': '2013-01-01',
  '010990125': null,
};

it.each([
  ['from the oldest to the newest', ['a', 'b', 'c']],
  ['from the newest to the oldest', ['c', 'b', 'a']],
  ['the middle last', ['a', 'c', 'b']],
])('what newer years no longer list is closed, and what they list again is open: %s', async (_, order) => {
  for (const name of order) await test.loadFolders({ [name]: years[name]! });
  expect(await closed()).toEqual(expected);
  expect(await owners()).toEqual([
    { year: 2012, owner: '010990018' },
    { year: 2013, owner: '010990018' },
    { year: 2014, owner: '010990026' },
  ]);
  const { summary } = await test.loadFolders(years);
  expect([...summary.targets.values()].filter((one) => one.new + one.changed + one.gone > 0)).toEqual([]);
  await forget();
});

it('is closed on the first day of the first year without it', async () => {
  await test.loadFolders({ a: years['a']! });
  await test.loadFolders({ b: years['b']! });
  expect(await closed()).toEqual({ ...expected, '84110': '2013-01-01', '010990125': '2013-01-01' });
  await forget();
});

it('a part of a year, or one of the two tables of sites, closes nothing', async () => {
  await test.loadFolders({ a: years['a']! });
  await test.loadFolders({ b: years['b']! }, { partial: true });
  await test.loadFolders({
    c: { 'ID_2014r.csv': years['b']!['ID_2013r.csv']!.toString('latin1').replaceAll('2013', '2014') },
  });
  expect(Object.values(await closed())).toEqual([null, null, null, null, null, null]);
  await forget();
});

it('a rejected line of a site lists it', async () => {
  await test.loadFolders({ a: years['a']! });
  const bad = mainSite({ FI: '010990117', FI_EJ: '010990018', CAT: 'x' });
  await test.loadFolders({
    b: { ...years['b']!, 'ID_2013r.csv': table('ID', 2013, mainSite({ FI_EJ: '010990018' }), bad) },
  });
  expect(await closed()).toMatchObject({ '010990117': null, '010990125': '2013-01-01' });
  await forget();
});

it('a site that a newer year has in a table of figures alone is open', async () => {
  await test.loadFolders({ a: years['a']! });
  await test.loadFolders({
    b: { ...years['b']!, 'USLD_2013r.csv': table('USLD', 2013, { FI: '010990117', FI_EJ: '010990018', LIT: 5 }) },
  });
  expect(await closed()).toMatchObject({ '010990117': null, '010990125': '2013-01-01' });
  await test.database.query('delete from clinical.care_activity');
  await forget();
});

it('a legal entity that newer years no longer list is closed, unless it has an open site or figures count for it', async () => {
  const entities = ['010990018', '010990026', '010990034', '010990042', '010990067'];
  const list = (year: number, ...listed: string[]) => table('IDB', year, ...listed.map((FI) => ofIdb({ FI })));
  const sites = (year: number) => table('ID', year, mainSite());
  const old = { 'ID_2012r.csv': sites(2012), 'IDB_2012r.csv': list(2012, ...entities) };
  const staff = table('Q20', 2013, { FI: '010990109', PERSO: 'M9999', FI_EJ: '010990042', ETPSAL: 1 });
  const recent = { 'ID_2013r.csv': sites(2013), 'IDB_2013r.csv': list(2013, '010990067'), 'Q20_2013r.csv': staff };
  const days = async () =>
    (
      await test.database.query(
        `select closed_on::text as day from establishment where finess = any($1) order by finess`,
        [entities],
      )
    ).map(({ day }) => day);
  // A site that another source has refers to it.
  const site = (finess: string, entity: string) =>
    test.database.query(
      `insert into establishment (finess, level, name, legal_entity_finess, source_code) values ($1, 'SITE', 'Site', $2, 'illustrative')`,
      [finess, entity],
    );
  await test.loadFolders({ a: old });
  await site('010990190', '010990034');
  expect(await days()).toEqual([null, null, null, null, null]);
  const expectedDays = [null, '2013-01-01', null, null, null];
  await test.loadFolders({ b: recent });
  expect(await days()).toEqual(expectedDays);
  const { summary } = await test.loadFolders({ a: old });
  expect([...summary.targets.values()].filter((one) => one.new + one.changed + one.gone > 0)).toEqual([]);
  await test.loadFolders({ c: { 'ID_2014r.csv': sites(2014), 'IDB_2014r.csv': list(2014, '010990026') } });
  expect(await days()).toEqual([null, null, null, '2014-01-01', '2014-01-01']);
  await test.database.query(`delete from clinical.medical_staff; delete from establishment where finess = '010990190'`);
  await forget();
});

it('a group that another source describes is not closed', async () => {
  await test.database.query(
    `insert into "grouping" (code, kind, name, source_code) values ('02101', 'GHT', 'Centre Sud', 'illustrative')`,
  );
  await test.loadFolders({ a: years['a']! });
  await test.loadFolders({ b: years['b']! });
  expect(await closed()).toMatchObject({ '02101': null, '84110': '2013-01-01' });
});
