import { expect, it } from 'vitest';
import { encode, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const hospital = '010990109';
const other = '010990117';

const declared = (year: number): Promise<object[]> =>
  test.database.query(
    `select establishment_finess as finess, activity_code as code, is_present as is from clinical.declared_activity where year = ${year} order by 1, 2`,
  );

it('a declared activity is present or not, and has no row where it was not asked; the prefilled state is left out', async () => {
  const { summary } = await test.loadFolders({
    y: {
      'FILTRE_2014r.csv': table(
        'FILTRE',
        2014,
        { FI: hospital, STATUT: 'INIT', IMAG: 0, BIO: 1, TELEMED: 1 },
        { FI: hospital, STATUT: 'DECLA', IMAG: 1, BIO: 0 },
        { FI: other, STATUT: 'DECLA' },
      ),
    },
  });
  expect(await declared(2014)).toEqual([
    { finess: hospital, code: 'BIO', is: false },
    { finess: hospital, code: 'IMAG', is: true },
  ]);
  expect(summary.files.get('FILTRE_2014r.csv')).toMatchObject({ read: 3, rejected: 0 });
});

it('what is neither yes nor no, or of an unknown state, is rejected', async () => {
  await test.loadFolders({
    y: {
      'FILTRE.csv': table(
        'FILTRE',
        2015,
        { FI: hospital, STATUT: 'DECLA', IMAG: 2 },
        { FI: other, STATUT: 'VALID', IMAG: 1 },
      ),
    },
  });
  expect(await test.rejects()).toEqual([
    'FILTRE.csv;2;rejected;IMAG 2 is neither 1 nor 0',
    'FILTRE.csv;3;rejected;unknown STATUT VALID',
  ]);
  expect(await declared(2015)).toEqual([]);
});

it('the same table again removes what it no longer declares', async () => {
  const of = (row: object) => ({
    y: { 'FILTRE.csv': table('FILTRE', 2016, { FI: hospital, STATUT: 'DECLA', ...row }) },
  });
  await test.loadFolders(of({ IMAG: 1, BIO: 1 }));
  const { summary } = await test.loadFolders(of({ IMAG: 0 }));
  expect(summary.targets.get('declared activities')).toEqual({ new: 0, changed: 1, same: 0, gone: 1 });
  expect(await declared(2016)).toEqual([{ finess: hospital, code: 'IMAG', is: false }]);
});

it('a year may lack activities, but not all of them', async () => {
  const file = (activity: string, year: number): Buffer =>
    encode(`BOR;AN;FI;RS;FI_EJ;STATUT;${activity}\r\nFILTRE;${year};${hospital};HOPITAL;010990018;DECLA;1\r\n`);
  await test.loadFolders({ y: { 'FILTRE.csv': file('TELEMED', 2017) } });
  expect(await declared(2017)).toEqual([{ finess: hospital, code: 'TELEMED', is: true }]);
  await expect(test.loadFolders({ y: { 'FILTRE.csv': file('AUTRE', 2018) } })).rejects.toThrow(
    /the table FILTRE lacks the columns HEB_MED, HEB_CHIR/,
  );
});
