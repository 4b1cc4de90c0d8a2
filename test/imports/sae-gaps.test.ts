import { beforeAll, describe, expect, it } from 'vitest';
import { extract, site } from './fixtures.ts';
import { mainSite, ofIdb, saeTest, table } from './sae-fixtures.ts';

const test = saeTest();
const one = async (finess: string) =>
  (await test.database.query('select * from establishment where finess = $1', [finess]))[0]!;

beforeAll(() =>
  test.load({
    'et.csv': extract(
      '2021-01-08',
      site({ nofinesset: '010990133', commune: '', ligneacheminement: '01999 NULLE PART' }),
      site({ nofinesset: '010990141', telephone: '' }),
      site({ nofinesset: '010990158', nofinessej: '010990059' }),
      site({ nofinesset: '010990166', nofinessej: '010990059' }),
    ),
  }),
);

describe('what the register lacks', () => {
  it('is filled in: the commune of a site that is only known by its department', async () => {
    expect(await one('010990133')).toMatchObject({ commune_code: null, territory_code: '01' });
    const row = mainSite({ FI: '010990133', CPO: '01330', LIBCOM: 'VILLARS LES DOMBES' });
    await test.loadFolders({ a: { 'ID.csv': table('ID', 2024, row) } });
    expect(await one('010990133')).toMatchObject({
      postal_code: '01999',
      commune_code: '01443',
      territory_code: '01443',
    });
  });

  it('is from the latest of several years', async () => {
    const phone = (year: number) =>
      table('IDB', year, ofIdb({ FI: '010990141', FI_EJ: '010990018', NUMTEL: `040000${year}` }));
    await test.loadFolders({ a: { 'IDB.csv': phone(2023) }, b: { 'IDB.csv': phone(2024) } });
    expect(await one('010990141')).toMatchObject({ phone: '0400002024' });
  });

  it('stays unknown if the sites of a legal entity disagree on its legal status', async () => {
    const ofEntity = (FI: string, STJ: string) => mainSite({ FI, FI_EJ: '010990059', STJ });
    const rows = [ofEntity('010990158', '13'), ofEntity('010990166', '75')];
    await test.loadFolders({ a: { 'ID.csv': table('ID', 2024, ...rows) } });
    expect(await one('010990059')).toMatchObject({
      derived_name: 'HOPITAL DES DOMBES',
      legal_status_code: null,
    });
  });
});
