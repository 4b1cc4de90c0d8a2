import { describe, expect, it } from 'vitest';
import { extract, site } from './fixtures.ts';
import { mainSite, ofIdb, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const one = async (finess: string) =>
  (await test.database.query('select * from establishment where finess = $1', [finess]))[0]!;

describe('what the register does not know', () => {
  const unknown = {
    'ID.csv': table(
      'ID',
      2024,
      mainSite({ FI: '130990109', FI_EJ: '130990018', DEP: '13', COMINSEE: '13213', CAT: '101' }),
    ),
    'IDB.csv': table(
      'IDB',
      2024,
      ofIdb({ FI: '130990026', RS: 'FONDATION DU LAC', FI_EJ: '130990026' }),
      ofIdb({ FI: '970990034', RS: 'GCS DES ILES', DEP: '9D', COMINSEE: '97422', ADRCPOST: '97430' }),
      ofIdb({ FI: '010990026', RS: 'KNOWN BY ITS NUMBER' }),
    ),
  };

  it('is kept, with its legal entity, and reported', async () => {
    await test.load({ 'et.csv': extract('2021-01-08', site({ nofinesset: '010990125', nofinessej: '010990026' })) });
    const { summary } = await test.loadFolders({ a: unknown });
    expect(await test.rejects()).toEqual([
      'ID.csv;2;warning;130990109 is in SAE but not in the register, and is kept',
      'IDB.csv;2;warning;130990026 is in SAE but not in the register, and is kept',
      'IDB.csv;3;warning;970990034 is in SAE but not in the register, and is kept',
    ]);
    expect(summary.targets.get('establishments in SAE only')).toMatchObject({ new: 3, same: 0 });
    expect(summary.targets.get('legal entities named by sites')).toMatchObject({ new: 1 });
    expect(await one('130990109')).toMatchObject({
      level: 'SITE',
      legal_entity_finess: '130990018',
      commune_code: '13055',
      territory_code: '13055',
      listed_on: null,
      source_code: 'sae-2024',
      is_university_hospital: true,
    });
    expect(await one('130990018')).toMatchObject({
      level: 'LEGAL_ENTITY',
      derived_name: expect.any(String),
      legal_status_code: '13',
    });
    expect(await one('130990026')).toMatchObject({ level: 'LEGAL_ENTITY', name: 'FONDATION DU LAC' });
    expect(await one('970990034')).toMatchObject({ level: 'LEGAL_ENTITY', territory_code: '97422' });
  });

  it('is reported each time, until the register lists it', async () => {
    const { summary } = await test.loadFolders({ a: unknown });
    expect(summary.targets.get('establishments in SAE only')).toMatchObject({ new: 0, same: 3 });
    const known = site({ nofinesset: '130990109', nofinessej: '130990018', departement: '13', commune: '213' });
    await test.load({ 'et.csv': extract('2022-01-01', known) }, { partial: true });
    await test.loadFolders({ a: unknown });
    expect((await test.rejects()).length).toBe(2);
    expect(await one('130990109')).toMatchObject({ name: 'HOPITAL DES DOMBES', source_code: 'finess' });
  });

  it('is kept if only a table of figures has it', async () => {
    const row = { FI: '440990109', FI_EJ: '440990018', RS: "HOPITAL DE L'OUEST" };
    await test.loadFolders({
      a: {
        'IMAGES.csv': table('IMAGES', 2024, { ...row, EQUIPIMA: 'IRM', NB: 1 }, { ...row, EQUIPIMA: 'SCAN', NB: 1 }),
      },
    });
    expect(await test.rejects()).toEqual([
      'IMAGES.csv;2;warning;440990109 is in SAE but not in the register, and is kept',
    ]);
    expect(await one('440990109')).toMatchObject({ name: "HOPITAL DE L'OUEST", legal_entity_finess: '440990018' });
    expect(await one('440990018')).toMatchObject({ level: 'LEGAL_ENTITY' });
  });

  it('gets a new street in the same town', async () => {
    const at = (NOMVOI: string) => ({
      a: { 'ID.csv': table('ID', 2024, mainSite({ FI: '010990224', NOMVOI })) },
    });
    await test.loadFolders(at('DES ETANGS'));
    await test.loadFolders(at('DU LAC'));
    expect(await one('010990224')).toMatchObject({ address_lines: ['12 R DU LAC'], city: 'VILLARS LES DOMBES' });
  });
});
