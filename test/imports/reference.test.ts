import { expect, it } from 'vitest';
import { readReferenceRegister } from '../../imports/reference/register-rows.ts';
import { seed } from '../../imports/seed.ts';
import { everything, extract, importTest, legalEntity, site } from './fixtures.ts';

const test = importTest();

it('is what an empty hub starts with', async () => {
  const { establishments } = readReferenceRegister();
  expect(await test.database.query(`select count(*)::int, count(listed_on)::int as listed from establishment`)).toEqual(
    [{ count: establishments.length, listed: 0 }],
  );
  const [legouest] = await test.database.query(`select * from establishment where finess = '570000596'`);
  expect(legouest).toMatchObject({
    level: 'SITE',
    legal_entity_finess: '750810814',
    is_military: true,
    is_university_hospital: false,
    territory_code: expect.stringMatching(/^57\d{3}$/),
  });
  const [chr] = await test.database.query(`select * from establishment where finess = '570005165'`);
  expect(chr).toMatchObject({
    level: 'LEGAL_ENTITY',
    is_university_hospital: false,
    commune_code: '57031',
    territory_code: '57031',
  });
});

it('is loaded once', async () => {
  const before = await everything(test.database);
  await seed(test.database.url);
  expect(await everything(test.database)).toEqual(before);
});

it('is completed by an extract of the register, which keeps what only the dataset has', async () => {
  const identifiers = `select count(*)::int from identifier where establishment_finess in ('570026682', '750810814')`;
  const [known] = await test.database.query<{ count: number }>(identifiers);
  const [members] = await test.database.query(`select count(*)::int from membership`);
  const counts = await test.counts(
    {
      'ej.csv': extract(
        '2022-01-08',
        legalEntity({
          nofiness: '570005165',
          rs: 'CHR RENOMME',
          siren: '265702803',
          departement: '57',
          ligneacheminement: '57085 METZ CEDEX 03',
          commune: '',
        }),
      ),
      'et.csv': extract(
        '2022-01-08',
        site({
          nofinesset: '570026682',
          nofinessej: '570005165',
          departement: '57',
          commune: '',
          ligneacheminement: '57085 METZ CEDEX 03',
          rs: 'MERCY',
          siret: '26570280300999',
        }),
      ),
    },
    'establishments',
  );
  expect(counts).toEqual({ new: 0, changed: 2, same: 0, gone: 0 });
  const rows = await test.database.query(
    `select finess, name, commune_code, source_code, listed_on::text from establishment where finess in ('570005165', '570026682') order by 1`,
  );
  // The post code of a CEDEX is that of Metz; the dataset has the real commune.
  expect(rows).toEqual([
    { finess: '570005165', name: 'CHR RENOMME', commune_code: '57031', source_code: 'finess', listed_on: '2022-01-08' },
    { finess: '570026682', name: 'MERCY', commune_code: '57031', source_code: 'finess', listed_on: '2022-01-08' },
  ]);
  expect(await test.database.query(identifiers)).toEqual([{ count: known!.count + 1 }]);
  expect(await test.database.query(`select count(*)::int from membership`)).toEqual([members]);
});
