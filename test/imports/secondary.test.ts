import { describe, expect, it } from 'vitest';
import { finessPlus } from '../../imports/finess-plus/index.ts';
import * as plus from './finess-plus-fixtures.ts';
import { extract, importTest, legalEntity, site } from './fixtures.ts';

const test = importTest();

const loaded = async (finess = '010990109') =>
  (
    await test.database.query(
      `select name, postal_code, city, category_code as category, opened_on::text as opened,
         (select value from identifier where establishment_finess = finess and system in ('SIRET', 'SIREN')) as number
       from establishment where finess = $1`,
      [finess],
    )
  )[0];
const load = (values: Parameters<typeof site>[0], options = {}) =>
  test.load({ 'a.csv': extract('2022-01-08', site(values)) }, { partial: true, ...options });

const right = {
  name: 'HOPITAL DES DOMBES',
  postal_code: '01330',
  city: 'VILLARS LES DOMBES',
  category: '355',
  opened: '1981-05-04',
  number: '26099001800011',
};

describe('a field with separators, or with the decimals of a spreadsheet, is read as it was', () => {
  it.each<[string, Parameters<typeof site>[0]]>([
    ['a SIRET with spaces', { siret: '260 990 018 00011' }],
    ['a SIRET with no-break spaces', { siret: '260\u00A0990\u00A0018\u202F00011' }],
    ['a SIRET with decimals', { siret: '26099001800011.0' }],
    ['a category with decimals', { categetab: '355.0' }],
    ['two spaces in the postal line', { ligneacheminement: '01330  VILLARS LES DOMBES' }],
    ['a no-break space in the postal line', { ligneacheminement: '01330\u00A0VILLARS LES DOMBES' }],
  ])('%s', async (_, values) => {
    const { summary } = await load(values);
    expect(summary.files.get('a.csv')).toEqual({ read: 1, rejected: 0, warnings: 0 });
    expect(await loaded()).toEqual(right);
  });
});

describe('a wrong secondary field is left out with a warning, and the record is loaded', () => {
  it.each<[string, Parameters<typeof site>[0], object, string]>([
    ['a SIRET', { siret: '2609900180001' }, { number: undefined }, 'SIRET 2609900180001 does not have 14 digits'],
    ['a category', { categetab: '35' }, { category: null }, 'the category 35 does not have 3 digits'],
    [
      'a day',
      { dateouv: '2021-02-30' },
      { opened: null },
      'the opening date 2021-02-30 is not a valid date (YYYY-MM-DD)',
    ],
    [
      "a spreadsheet's day",
      { dateouv: '13/02/1979' },
      { opened: null },
      'the opening date 13/02/1979 has the form of a spreadsheet, not YYYY-MM-DD',
    ],
    [
      'a postal line',
      { ligneacheminement: 'VILLARS' },
      { postal_code: null, city: null },
      'the postal line VILLARS is not a post code and a town',
    ],
  ])('%s', async (_, values, changed, reason) => {
    const { summary } = await load(values);
    expect(summary.files.get('a.csv')).toEqual({ read: 1, rejected: 0, warnings: 1 });
    expect(await test.rejects()).toEqual([`a.csv;2;warning;loaded without a value: ${reason}`]);
    expect(await loaded()).toEqual({
      ...right,
      number: right.number,
      ...changed,
      ...('number' in changed && { number: null }),
    });
  });

  it('of a legal entity', async () => {
    const content = extract('2022-01-08', legalEntity({ siren: '26099001', datecrea: 'x', categetab: '3' }));
    const { summary } = await test.load({ 'a.csv': content }, { partial: true });
    expect(summary.files.get('a.csv')).toEqual({ read: 1, rejected: 0, warnings: 3 });
    expect(await loaded('010990018')).toMatchObject({ category: null, opened: null, number: null });
  });

  it('of FINESS+', async () => {
    const [given] = plus.entities;
    const { informationsGeneralesEGE: facts } = plus.site('799', '010990117');
    const ege = [
      plus.site('799', '010990117', {
        informationsGeneralesEGE: { ...facts, siret: '260 990 018 0001', dateOuverture: '2021-02-30' },
        categorieentiteGeographiqueExercice: 'x',
      }),
    ];
    const content = plus.file('2022-02-08', { pmej: [{ ...given, ege }] });
    const { summary } = await test.load(content, { partial: true }, finessPlus);
    expect(summary.files.get('plus.json')).toEqual({ read: 2, rejected: 0, warnings: 3 });
    expect(await loaded('010990117')).toMatchObject({
      name: 'CLINIQUE DES DOMBES',
      category: null,
      opened: null,
      number: null,
    });
  });
});

it('two days in the form of a spreadsheet refuse the file', async () => {
  const content = extract(
    '2022-01-08',
    site({ dateouv: '13/02/1979' }),
    site({ nofinesset: '010990117', dateouv: '1/2/1980' }),
  );
  await expect(test.load({ 'a.csv': content }, { partial: true })).rejects.toThrow(
    /a\.csv, line 3: the opening date 1\/2\/1980 has the form of a spreadsheet, not YYYY-MM-DD, as on line 2: a spreadsheet damaged this file/,
  );
});

it.each(['nofinesset;nofinessej;rs', 'structureet;nofinesset;nofinessej', 'section;nofiness;rs'])(
  'a file that begins with names of columns is refused for that reason: %s',
  async (header) => {
    await expect(test.load({ 'a.csv': `${header}\n${site()}\n` })).rejects.toThrow(
      /a\.csv, line 1: it begins with the names of columns, which no extract has/,
    );
  },
);
