import { beforeAll, describe, expect, it } from 'vitest';
import { extract, site } from './fixtures.ts';
import { mainSite, ofIdb, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const one = async (finess: string) =>
  (await test.database.query('select * from establishment where finess = $1', [finess]))[0]!;

// The register of sites: only the numbers of legal entities are known.
beforeAll(() =>
  test.load({
    'et.csv': extract(
      '2021-01-08',
      site(),
      site({ nofinesset: '010990117', telephone: '', numvoie: '', voie: '', typvoie: '', ligneacheminement: '' }),
      site({ nofinesset: '010990125', nofinessej: '010990026' }),
      site({ nofinesset: '690990109', nofinessej: '690990018', categetab: '114' }),
      // A legal entity in SAE that is a site of another one in the register.
      site({ nofinesset: '690990976', nofinessej: '690990018', rs: 'SERVICE DE SANTE', categetab: '115' }),
    ),
  }),
);

describe('what the register knows', () => {
  it('of a site is kept, and what it does not know is filled in', async () => {
    await test.loadFolders({
      a: {
        'ID_2023r.csv': table(
          'ID',
          2023,
          mainSite({ RS: 'ANOTHER NAME', CAT: '101', NOMVOI: 'DU LAC', CPO: '01000', LIBCOM: 'BOURG' }),
          mainSite({ FI: '010990117', RSCOM: 'SITE NORD', COMPD: 'BATIMENT B', BP: 'BP 7', COMINSEE: '01053' }),
        ),
      },
    });
    expect(await one('010990109')).toMatchObject({
      name: 'HOPITAL DES DOMBES',
      category_code: '355',
      legal_status_code: '13',
      address_lines: ['12 R DES ETANGS'],
      postal_code: '01330',
      commune_code: '01443',
      source_code: 'finess',
    });
    expect(await one('010990117')).toMatchObject({
      name: 'HOPITAL DES DOMBES',
      address_lines: ['SITE NORD', 'BATIMENT B', '12 R DES ETANGS', 'BP 7'],
      postal_code: '01330',
      city: 'VILLARS LES DOMBES',
      commune_code: '01053',
      territory_code: '01053',
      source_code: 'finess',
    });
    expect(await test.rejects()).toEqual([]);
  });

  it('of a legal entity is its number: the rest is from SAE, and the status from its sites if SAE does not list it', async () => {
    const { summary } = await test.loadFolders({
      a: {
        'ID.csv': table('ID', 2023, mainSite({ FI: '010990125', FI_EJ: '010990026', STJ: '75' })),
        'IDB.csv': table('IDB', 2023, ofIdb({ RS: 'CENTRE HOSPITALIER DU CŒUR', ADRCPOST: '1330' })),
      },
    });
    expect(await one('010990018')).toMatchObject({
      name: 'CENTRE HOSPITALIER DU CŒUR',
      category_code: '355',
      legal_status_code: '13',
      address_lines: ['DES ETANGS'],
      postal_code: '01330',
      territory_code: '01443',
      phone: '0474000001',
      source_code: 'sae-2023',
    });
    expect(await one('010990026')).toMatchObject({ derived_name: 'HOPITAL DES DOMBES', legal_status_code: '75' });
    expect(summary.targets.get('legal statuses derived from sites')!.changed).toBe(1);
    expect(await test.rejects()).toEqual([]);
  });

  it('is updated by a later year of SAE if it is from an earlier one, and not by an earlier year', async () => {
    const folder = (year: number, name: string, row = {}) => ({
      [`IDB_${year}r.csv`]: table('IDB', year, ofIdb({ RS: name, NUMTEL: '', ...row })),
    });
    await test.loadFolders({ a: folder(2024, 'CH DE 2024', { STJ: '14' }) });
    const renewed = { name: 'CH DE 2024', legal_status_code: '14', phone: '0474000001', source_code: 'sae-2024' };
    expect(await one('010990018')).toMatchObject(renewed);
    await test.loadFolders({ a: folder(2023, 'CH DE 2023', { NUMTEL: '0474000002' }) });
    expect(await one('010990018')).toMatchObject(renewed);
    await test.loadFolders({ a: folder(2022, 'CH DE 2022'), b: folder(2024, 'CH DU JOUR') });
    expect(await one('010990018')).toMatchObject({ name: 'CH DU JOUR', source_code: 'sae-2024' });
  });

  it('of a street is kept, as SAE lacks its number, until the legal entity moves', async () => {
    const street = 'update establishment set address_lines = $1 where finess = $2';
    await test.database.query(street, [['12 R DES ETANGS'], '010990018']);
    await test.loadFolders({ a: { 'IDB.csv': table('IDB', 2024, ofIdb()) } });
    expect(await one('010990018')).toMatchObject({ address_lines: ['12 R DES ETANGS'], name: 'CH DES DOMBES' });
    const moved = { ADRCPOST: '01000', ADRLIBCOM: 'BOURG EN BRESSE', COMINSEE: '01053' };
    await test.loadFolders({ a: { 'IDB.csv': table('IDB', 2024, ofIdb(moved)) } });
    expect(await one('010990018')).toMatchObject({ address_lines: ['DES ETANGS'], territory_code: '01053' });
  });

  it('from another source than SAE is kept too, though no extract lists it', async () => {
    const before = await one('570011205');
    expect(before).toMatchObject({ listed_on: null, source_code: 'finess-reference' });
    const row = ofIdb({ FI: '570011205', FI_EJ: '570005165', RS: 'ANOTHER NAME', CAT: '101', COMINSEE: '57463' });
    await test.loadFolders({ a: { 'IDB.csv': table('IDB', 2024, row) } });
    expect(await one('570011205')).toEqual(before);
    expect(await test.rejects()).toEqual([]);
  });

  it('includes the legal entity of a site: another one causes a warning', async () => {
    await test.loadFolders({ a: { 'ID.csv': table('ID', 2024, mainSite({ FI_EJ: '010999999' })) } });
    expect(await test.rejects()).toEqual([
      "ID.csv;2;warning;the legal entity of 010990109 is 010990018 in the register and 010999999 in SAE: the register's is kept, and the figures of the year count for the other",
    ]);
    expect(await one('010990109')).toMatchObject({ legal_entity_finess: '010990018' });
    // The figures of the year count for it.
    expect(await one('010999999')).toMatchObject({ level: 'LEGAL_ENTITY', name: '010999999', source_code: 'sae-2024' });
    expect(
      await test.database.query(
        `select legal_entity_finess as owner from yearly_owner where site_finess = '010990109'`,
      ),
    ).toEqual([{ owner: '010999999' }]);
  });

  it('is completed by the number in SAE of a legal entity that has another number in the register, and its facts', async () => {
    const hospital = mainSite({ FI: '690990109', FI_EJ: '690990976', CAT: '114', STJ: '01' });
    const files = {
      'ID.csv': table('ID', 2024, hospital, mainSite({ FI: '690990117', FI_EJ: '690990976', RS: 'NEW HOSPITAL' })),
      'IDB.csv': table(
        'IDB',
        2024,
        ofIdb({ FI: '690990976', RS: 'SERVICE DE SANTE DES ARMEES', CAT: '115', STJ: '01' }),
      ),
    };
    await test.loadFolders({ a: files });
    expect(await test.rejects()).toEqual(['ID.csv;3;warning;690990117 is in SAE but not in the register, and is kept']);
    expect(await one('690990018')).toMatchObject({
      name: 'SERVICE DE SANTE DES ARMEES',
      legal_status_code: '01',
      is_military: true,
    });
    expect(await one('690990976')).toMatchObject({ level: 'SITE', name: 'SERVICE DE SANTE', legal_status_code: '01' });
    expect(await one('690990117')).toMatchObject({ legal_entity_finess: '690990018' });
    const identifiers = 'select system, value, source_code from identifier where establishment_finess = $1';
    expect(await test.database.query(identifiers, ['690990018'])).toEqual([
      { system: 'SAE_FINESS', value: '690990976', source_code: 'sae-2024' },
    ]);
    const { summary } = await test.loadFolders({ a: files });
    expect([...summary.targets.values()].every(({ new: added, changed, gone }) => added + changed + gone === 0)).toBe(
      true,
    );
  });
});

it('bad lines are rejected: duplicates, a different level, and invalid values', async () => {
  await test.loadFolders({
    a: {
      'IDB.csv': table(
        'IDB',
        2024,
        ofIdb({ FI: '010990109', RS: 'NO LEGAL ENTITY' }),
        ofIdb({ FI: '010990091', RS: 'FIRST' }),
        ofIdb({ FI: '010990091', RS: 'SECOND' }),
        ofIdb({ FI: '010990083', RS: '' }),
        ofIdb({ FI: '010990083', CAT: '3' }),
        ofIdb({ FI: '010990083', ADRCPOST: 'X' }),
        ofIdb({ FI: '010990083', FI_EJ: 'X' }),
      ),
    },
  });
  expect(await test.rejects()).toEqual([
    'IDB.csv;5;rejected;the name (RS) is empty',
    'IDB.csv;6;rejected;the category (CAT) 3 does not have 3 digits',
    'IDB.csv;7;rejected;the post code X does not have 5 digits',
    "IDB.csv;8;rejected;the legal entity's number (FI_EJ) X is not a FINESS number",
    'IDB.csv;3;rejected;duplicate number 010990091; line 4 is used',
    'IDB.csv;2;warning;the hub has 010990109 as a site, which is kept',
    'IDB.csv;4;warning;010990091 is in SAE but not in the register, and is kept',
  ]);
  expect(await one('010990091')).toMatchObject({ name: 'SECOND' });
});

it('a source is saved once', async () => {
  expect(
    await test.database.query(`select title, publisher, url, licence from source where code = 'sae-2024'`),
  ).toEqual([
    {
      title: 'Statistique annuelle des établissements de santé (SAE) 2024',
      publisher: "Direction de la recherche, des études, de l'évaluation et des statistiques (DREES)",
      url: expect.stringMatching(/^https:\/\/data\.drees\.solidarites-sante\.gouv\.fr\//),
      licence: 'Licence Ouverte 2.0',
    },
  ]);
});
