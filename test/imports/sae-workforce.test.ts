import { expect, it } from 'vitest';
import { deriveCensusLegalEntities } from '../../services/kit/datasets/census-legal-entities.ts';
import { mainSite, saeTest, table } from './sae-fixtures.ts';
import { extract, site } from './fixtures.ts';

const test = saeTest();
const hospital = '010990109';
const other = '010990117';

const medical = (year: number): Promise<object[]> =>
  test.database.query(
    `select establishment_finess as finess, staff_code as code, fte::float8, legal_entity_finess as legal from clinical.medical_staff where year = ${year} order by 1, 2`,
  );
const legal = '010990018';

it('medical staff is in full-time equivalents with a salary, with a decimal point or comma, each code as it stands', async () => {
  await test.loadFolders({
    y: {
      'Q20.csv': table(
        'Q20',
        2014,
        { FI: hospital, PERSO: 'M1010', ETPSAL: '25.66', EFFSAL: 24 },
        { FI: hospital, PERSO: 'M2020', EFFLIB: 3 },
        { FI: hospital, PERSO: 'M9999', ETPSAL: '25,66' },
        { FI: other, PERSO: 'M9999', ETPSAL: 0 },
      ),
    },
  });
  expect(await medical(2014)).toEqual([
    { finess: hospital, code: 'M1010', fte: 25.66, legal },
    { finess: hospital, code: 'M9999', fte: 25.66, legal },
    { finess: other, code: 'M9999', fte: 0, legal },
  ]);
});

it('other staff is by column and discipline, of a table that lacks some columns', async () => {
  await test.loadFolders({
    y: {
      'Q24.csv': table('Q24', 2014, { FI: hospital, DISCI: '9999', DIREC: '4.81', ADMIN: '0.19', ADMTO: 5, ETPPNM: 5 }),
    },
  });
  expect(
    await test.database.query(
      `select staff_code as code, discipline_code as discipline, is_total as total, fte::float8 from clinical.staff_figure where year = 2014 and staff_system = 'sae-other-staff' order by 1`,
    ),
  ).toEqual([
    { code: 'ADMIN', discipline: '9999', total: true, fte: 0.19 },
    { code: 'ADMTO', discipline: '9999', total: true, fte: 5 },
    { code: 'DIREC', discipline: '9999', total: true, fte: 4.81 },
    { code: 'ETPPNM', discipline: '9999', total: true, fte: 5 },
  ]);
});

it('bad numbers and codes are rejected', async () => {
  await test.loadFolders({
    y: {
      'Q20.csv': table(
        'Q20',
        2015,
        { FI: hospital, PERSO: 'M1010', ETPSAL: '-1' },
        { FI: hospital, PERSO: '1010', ETPSAL: '1' },
        { FI: hospital, PERSO: 'M1020', ETPSAL: '1.2.3' },
      ),
    },
  });
  expect(await test.rejects()).toEqual([
    'Q20.csv;2;rejected;ETPSAL -1 is not a number of at most 8 digits',
    'Q20.csv;3;rejected;unknown PERSO 1010',
    'Q20.csv;4;rejected;ETPSAL 1.2.3 is not a number of at most 8 digits',
  ]);
  expect(await medical(2015)).toEqual([]);
});

it('the same table again removes the codes that it no longer has', async () => {
  const of = (...codes: string[]) => ({
    y: { 'Q20.csv': table('Q20', 2016, ...codes.map((PERSO) => ({ FI: hospital, PERSO, ETPSAL: 1 }))) },
  });
  await test.loadFolders(of('M1010', 'M1020'));
  const { summary } = await test.loadFolders(of('M1010'));
  expect(summary.targets.get('medical staff')).toEqual({ new: 0, changed: 0, same: 1, gone: 1 });
  expect((await medical(2016)).length).toBe(1);
});

it('a legal entity for which SAE has a number of its own is that of the register', async () => {
  const [its, saes, military] = ['010990810', '010990828', '010990836'];
  await test.load({
    'f.csv': extract(
      '2021-01-08',
      site({ nofinesset: military, nofinessej: its }),
      site({ nofinesset: saes, nofinessej: its }),
    ),
  });
  const figures = { FI: military, FI_EJ: saes };
  await test.loadFolders({
    y: {
      'ID.csv': table('ID', 2017, mainSite(figures)),
      'Q20.csv': table('Q20', 2017, { ...figures, PERSO: 'M9999', ETPSAL: 7 }),
      'Q22.csv': table('Q22', 2017, { ...figures, INT: 2 }),
    },
  });
  expect(await medical(2017)).toEqual([{ finess: military, code: 'M9999', fte: 7, legal: its }]);
  expect(
    await test.database.query(
      `select establishment_finess as finess, total from clinical.establishment_intern_census where year = 2017 order by 1`,
    ),
  ).toEqual([
    { finess: its, total: 2 },
    { finess: military, total: 2 },
  ]);
});

it('a census whose source states no legal entity counts for that of the register', async () => {
  await test.load({ 'f.csv': extract('2021-01-08', site({ nofinesset: hospital })) });
  await test.database.query(
    `insert into clinical.intern_census (establishment_finess, year, total, source_code) values ('${hospital}', 2018, 3, 'test'), ('999999999', 2018, 4, 'test')`,
  );
  await test.database.query(deriveCensusLegalEntities);
  expect(
    await test.database.query(
      `select establishment_finess as finess, legal_entity_finess as legal from clinical.intern_census where year = 2018 order by 1`,
    ),
  ).toEqual([
    { finess: hospital, legal },
    { finess: '999999999', legal: null },
  ]);
});
