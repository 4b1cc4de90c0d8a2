import { beforeAll, describe, expect, it } from 'vitest';
import { extract, importTest, legalEntity, place, site } from './fixtures.ts';

const test = importTest();
const one = async (finess: string) =>
  (
    await test.database.query(
      `select *, opened_on::text, closed_on::text, listed_on::text from establishment where finess = $1`,
      [finess],
    )
  )[0]!;
const identifiersOf = async (finess: string) =>
  (
    await test.database.query(
      `select system || ' ' || value as name from identifier where establishment_finess = $1 order by 1`,
      [finess],
    )
  ).map((row) => row['name']);

describe('an extract', () => {
  beforeAll(async () => {
    await test.load({
      'ej.csv': extract('2021-01-08', legalEntity({ complrs: 'SERVICE CENTRAL', lieuditbp: 'BP 7', commune: '443' })),
      'et.csv': extract(
        '2021-01-08',
        site({
          rslongue: 'HOPITAL INTERCOMMUNAL DES DOMBES',
          compvoie: 'B',
          compldistrib: 'BATIMENT C',
          lieuditbp: 'CS 10001',
          numuai: '0010001A',
        }),
        site({
          nofinesset: '010990117',
          nofinessej: '010990026',
          rs: '"MAISON ""LES ETANGS"""',
          dateouv: '1904-04-04',
          siret: '',
          telephone: '',
        }),
        place(),
      ),
    });
  });

  it('sets the facts of a site', async () => {
    expect(await one('010990109')).toMatchObject({
      level: 'SITE',
      name: 'HOPITAL DES DOMBES',
      long_name: 'HOPITAL INTERCOMMUNAL DES DOMBES',
      category_code: '355',
      // That of its legal entity.
      legal_status_code: '13',
      address_lines: ['BATIMENT C', '12 BIS R DES ETANGS', 'CS 10001'],
      postal_code: '01330',
      city: 'VILLARS LES DOMBES',
      commune_code: '01443',
      territory_code: '01443',
      phone: '0400000001',
      opened_on: '1981-05-04',
      closed_on: null,
      listed_on: '2021-01-08',
      legal_entity_finess: '010990018',
      source_code: 'finess',
      is_military: false,
    });
    const { latitude, longitude } = await one('010990109');
    expect([latitude, longitude]).toEqual([expect.closeTo(46.22229, 5), expect.closeTo(5.20918, 5)]);
    expect(await identifiersOf('010990109')).toEqual(['SIRET 26099001800011', 'UAI 0010001A']);
  });

  it('sets the facts of a legal entity', async () => {
    expect(await one('010990018')).toMatchObject({
      level: 'LEGAL_ENTITY',
      name: 'GROUPE DES DOMBES',
      legal_status_code: '13',
      category_code: '355',
      address_lines: ['SERVICE CENTRAL', 'BP 7'],
      opened_on: '1980-03-01',
      legal_entity_finess: null,
    });
    expect(await identifiersOf('010990018')).toEqual(['SIREN 260990018']);
  });

  it('labels the codes', async () => {
    const rows = await test.database.query(
      `select system, label from nomenclature where (system, code) = ('finess-category', '355')`,
    );
    expect(rows).toEqual([{ system: 'finess-category', label: 'Centre Hospitalier (C.H.)' }]);
  });

  it('reads placeholders and empty values as unknown', async () => {
    expect(await one('010990117')).toMatchObject({
      name: 'MAISON "LES ETANGS"',
      opened_on: null,
      phone: null,
      latitude: null,
      long_name: null,
    });
    expect(await identifiersOf('010990117')).toEqual([]);
  });

  it('adds a legal entity for a number that no file lists, named after its site, and a later file completes it', async () => {
    const name = 'MAISON "LES ETANGS"';
    expect(await one('010990026')).toMatchObject({
      level: 'LEGAL_ENTITY',
      name,
      derived_name: name,
      category_code: null,
      listed_on: null,
      source_code: 'finess',
    });
    await test.load(
      { 'ej.csv': extract('2021-01-08', legalEntity({ nofiness: '010990026', rs: 'ASSOCIATION DES ETANGS' })) },
      { partial: true },
    );
    expect(await one('010990026')).toMatchObject({
      name: 'ASSOCIATION DES ETANGS',
      derived_name: null,
      listed_on: '2021-01-08',
    });
  });

  it('keeps coordinates if a file has none, and deletes an identifier that it no longer states', async () => {
    const { latitude } = await one('010990109');
    const counts = await test.counts(
      { 'et.csv': extract('2021-01-08', site({ siret: '', numuai: '0010001A' })) },
      'identifiers',
    );
    expect(counts).toEqual({ new: 0, changed: 0, same: 1, gone: 1 });
    expect(await one('010990109')).toMatchObject({ latitude });
    expect(await identifiersOf('010990109')).toEqual(['UAI 0010001A']);
    await test.database.query(`insert into identifier values ('010990109', 'SIRET', '99999999900011', 'sae-2024')`);
    await test.load({ 'et.csv': extract('2021-01-08', site()) });
    expect(await identifiersOf('010990109')).toEqual(['SIRET 26099001800011', 'SIRET 99999999900011']);
  });

  it('locates a site by its former commune, by an arrondissement, and overseas', async () => {
    await test.load(
      {
        'et.csv': extract(
          '2021-01-08',
          site({ nofinesset: '010990208', commune: '025' }),
          site({ nofinesset: '750990208', departement: '75', commune: '113', ligneacheminement: '75013 PARIS' }),
          site({
            nofinesset: '970990208',
            departement: '9A',
            commune: '123',
            ligneacheminement: '97133 ST BARTHELEMY',
          }),
          site({ nofinesset: '970990216', departement: '9D', commune: '', ligneacheminement: '97829 LE TAMPON CEDEX' }),
          site({ nofinesset: '570990208', departement: '57', commune: '', ligneacheminement: '57999 NULLE PART' }),
        ),
      },
      { partial: true },
    );
    const rows = await test.database.query(
      `select finess, commune_code, territory_code from establishment where finess in ('010990208', '570990208', '750990208', '970990208', '970990216') order by 1`,
    );
    expect(rows).toEqual([
      { finess: '010990208', commune_code: '01025', territory_code: '01025' },
      { finess: '570990208', commune_code: null, territory_code: '57' },
      { finess: '750990208', commune_code: '75056', territory_code: '75056' },
      { finess: '970990208', commune_code: '97701', territory_code: '97701' },
      { finess: '970990216', commune_code: '97422', territory_code: '97422' },
    ]);
  });

  it('derives the flags of military and university hospitals', async () => {
    await test.load(
      {
        'et.csv': extract(
          '2021-01-08',
          site({ nofinesset: '690990109', nofinessej: '690990018', categetab: '101' }),
          site({ nofinesset: '690990117', nofinessej: '690990018', categetab: '300' }),
          site({ nofinesset: '690990208', nofinessej: '690990026', categetab: '114' }),
          site({ nofinesset: '570990109', nofinessej: '570005165', categetab: '101' }),
          site({ nofinesset: '450990109', nofinessej: '450000088', categetab: '101' }),
        ),
      },
      { partial: true },
    );
    const rows = await test.database.query(
      `select finess, is_military as m, is_university_hospital as u from establishment where finess in ('690990109', '690990117', '690990208', '690990018', '690990026', '570990109', '570005165', '450990109') and (is_military or is_university_hospital) order by 1`,
    );
    expect(rows).toEqual([
      { finess: '450990109', m: false, u: true },
      { finess: '690990018', m: false, u: true },
      { finess: '690990026', m: true, u: false },
      { finess: '690990109', m: false, u: true },
      { finess: '690990208', m: true, u: false },
    ]);
  });

  it('replaces a commune by another one that the file states for the same postal line', async () => {
    const moved = site({ nofinesset: '010990208', commune: '443' });
    await test.load({ 'et.csv': extract('2021-01-08', moved) }, { partial: true });
    expect(await one('010990208')).toMatchObject({ commune_code: '01443', territory_code: '01443' });
  });
});
