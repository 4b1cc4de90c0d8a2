import { expect, it } from 'vitest';
import { finess } from '../../imports/finess/index.ts';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import { file, person, site as siteOfPlus } from './finess-plus-fixtures.ts';
import { extract, importTest, legalEntity, site, sites } from './fixtures.ts';

const test = importTest();

const searchedBy = `search_vector(name, long_name, category_code, city, postal_code, finess)`;
const stale = () =>
  test.database.query(`select finess, name from establishment where search_words is distinct from ${searchedBy}`);
const found = (words: string) =>
  test.database.query(
    `select finess from establishment where search_words @@ to_tsquery('simple', '${words}') order by 1`,
  );

it('the search words of imported establishments follow what is stated of them, whoever computes them', async () => {
  // Most rows are new, of both forms of the register: they bring their words.
  const entity = legalEntity({ rs: 'C.H. DES DOMBES', rslongue: 'Centre hospitalier des Étangs' });
  const first = [site({ ligneacheminement: '01330 ÉTANGS-LÈS-DOMBES CEDEX 2' }), ...sites(300)];
  await test.load({ 'ej.csv': extract('2021-01-08', entity), 'et.csv': extract('2021-01-08', ...first) }, {}, finess);
  expect(await found('ch & dombes & etangs')).toEqual([{ finess: '010990018' }, { finess: '010990109' }]);
  const pmej = [person('1', '010990026', { ege: [siteOfPlus('2', '010990208')] })];
  await test.load(file('2021-02-01', { pmej }), { partial: true }, finessPlus);
  expect(await found('clinique & intercommunale')).toEqual([{ finess: '010990208' }]);
  // A legal entity that a site alone names, names and categories that change, and names that are derived from others.
  const named = site({ nofinesset: '010990117', nofinessej: '010990034', siret: '' });
  const later = [site({ rs: 'MAISON DES DOMBES', categetab: '500' }), named];
  await test.load({ 'et.csv': extract('2021-03-08', ...later) }, { partial: true }, finess);
  expect(await found('ehpad & maison & dombes')).toEqual([{ finess: '010990109' }]);
  expect(await found('hopital & dombes & 010990034')).toEqual([{ finess: '010990034' }]);
  expect(await stale()).toEqual([]);
});

it('a statement that changes what is searched changes the words, and one that does not leaves them', async () => {
  const { query } = test.database;
  await query(
    `insert into establishment (finess, level, name, source_code) select '990000001', 'SITE', 'Pôle Étang', code from source limit 1`,
  );
  expect(await found('pole & etang & 990000001')).toEqual([{ finess: '990000001' }]);
  await query(`update establishment set name = 'Hôpital du Lac' where finess = '990000001'`);
  expect(await found('lac & 990000001')).toEqual([{ finess: '990000001' }]);
  await query(`update establishment set search_words = 'kept:1A', phone = '1', name = name where finess = '990000001'`);
  expect(await found('kept')).toEqual([{ finess: '990000001' }]);
});
