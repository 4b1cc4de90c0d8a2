import type { TestDatabase } from './database.ts';

/**
 * The care offer of 2050, when no real figure is there: a region with the departments ZA (60 beds, 1000 people) and ZB (30 beds,
 * 500 people), ZC of another region, without a population, and ZD without a region; a grouping with totals and one without.
 */
export async function addCareOffer(database: TestDatabase): Promise<void> {
  await database.query(`insert into source (code, title) values ('test', 'Test')`);
  await database.query(`
    insert into territory (code, level, insee_code, name, parent_code, department_code, region_code, source_code) values
      ('REG-ZZ', 'REGION', 'ZZ', 'Zz', null, null, 'REG-ZZ', 'test'), ('REG-YY', 'REGION', 'YY', 'Yy', null, null, 'REG-YY', 'test'),
      ('ZA', 'DEPARTMENT', 'ZA', 'Za', 'REG-ZZ', 'ZA', 'REG-ZZ', 'test'), ('ZB', 'DEPARTMENT', 'ZB', 'Zb', 'REG-ZZ', 'ZB', 'REG-ZZ', 'test'),
      ('ZC', 'DEPARTMENT', 'ZC', 'Zc', 'REG-YY', 'ZC', 'REG-YY', 'test'), ('ZD', 'DEPARTMENT', 'ZD', 'Zd', null, 'ZD', null, 'test'),
      ('ZA001', 'COMMUNE', 'ZA001', 'Za une', 'ZA', 'ZA', 'REG-ZZ', 'test'), ('ZA002', 'COMMUNE', 'ZA002', 'Za deux', 'ZA', 'ZA', 'REG-ZZ', 'test')`);
  await database.query(`
    insert into territory_population (territory_code, year, population, source_code) values
      ('ZA', 2040, 7, 'test'), ('ZA', 2048, 1000, 'test'), ('ZA', 2051, 9999, 'test'),
      ('ZB', 2052, 500, 'test'), ('ZB', 2060, 9999, 'test'),
      ('ZD', 2050, 2000, 'test'), ('REG-ZZ', 2050, 1600, 'test'), ('REG-YY', 2050, 0, 'test'), ('ZA001', 2050, 400, 'test')`);
  await database.query(`
    insert into establishment (finess, level, name, territory_code, legal_entity_finess, source_code) values
      ('990000001', 'LEGAL_ENTITY', 'ZZ entity', 'ZA', null, 'test'), ('990000011', 'SITE', 'ZZ site', 'ZA001', '990000001', 'test'),
      ('990000012', 'SITE', 'ZZ site', 'ZB', null, 'test'), ('990000013', 'SITE', 'ZZ site', 'ZC', null, 'test'),
      ('990000014', 'SITE', 'ZZ site', 'ZD', null, 'test'), ('990000015', 'SITE', 'ZZ nowhere', null, null, 'test')`);
  await database.query(`
    insert into clinical.care_activity (establishment_finess, year, discipline, beds, places, source_code) values
      ('990000011', 2050, 'MEDICINE', 30, 99, 'test'), ('990000011', 2050, 'SURGERY', null, 99, 'test'), ('990000011', 2050, 'OBSTETRICS', 10, null, 'test'),
      ('990000011', 2050, 'REHABILITATION', 5, null, 'test'), ('990000011', 2050, 'PSYCHIATRY', 7, null, 'test'), ('990000011', 2049, 'MEDICINE', 1, null, 'test'),
      ('990000001', 2050, 'MEDICINE', 20, null, 'test'), ('990000012', 2050, 'MEDICINE', 30, null, 'test'), ('990000012', 2050, 'REHABILITATION', null, 3, 'test'),
      ('990000013', 2050, 'MEDICINE', 100, null, 'test'), ('990000014', 2050, 'SURGERY', 20, null, 'test'), ('990000015', 2050, 'MEDICINE', 1000, null, 'test')`);
  await database.query(`
    insert into clinical.imaging_activity (establishment_finess, year, modality, devices, exams, source_code) values
      ('990000011', 2050, 'SCANNER', 2, 900, 'test'), ('990000011', 2050, 'MRI', 1, 400, 'test'), ('990000001', 2050, 'MRI', 1, null, 'test'),
      ('990000012', 2050, 'MRI', 0, null, 'test'), ('990000012', 2050, 'PET', 5, 5, 'test')`);
  await database.query(`
    insert into clinical.intern_census (establishment_finess, year, medicine, total, source_code) values
      ('990000011', 2050, 10, 12, 'test'), ('990000001', 2050, null, 3, 'test'), ('990000012', 2050, 4, null, 'test'), ('990000014', 2050, 1, 1, 'test')`);
  await database.query(`
    insert into statistics_table (year, name)
    select year, name from unnest(array[2049, 2050]) year cross join unnest(array['MCO', 'SSR', 'IMAGES', 'Q22']) name`);
  await database.query(`
    insert into "grouping" (code, kind, name, source_code) values ('zz-1', 'GHT', 'ZZ', 'test'), ('zz-2', 'GCS_MEANS', 'ZZ', 'test')`);
  await database.query(`
    insert into membership (grouping_code, establishment_finess, role, period, source_code) values
      ('zz-1', '990000001', 'SUPPORT', '(,)', 'test'), ('zz-1', '990000011', 'PARTY', '(,)', 'test'), ('zz-1', '990000014', 'ASSOCIATE', '(,)', 'test'),
      ('zz-2', '990000014', 'MEMBER', '[2050-12-31,)', 'test'), ('zz-2', '990000001', 'MEMBER', '(,2050-12-31)', 'test')`);
  await database.query(`
    insert into clinical.grouping_care_activity (grouping_code, year, discipline, beds, source_code) values
      ('zz-1', 2050, 'MEDICINE', 70, 'test'), ('zz-1', 2050, 'SURGERY', 5, 'test'), ('zz-1', 2050, 'OBSTETRICS', null, 'test'), ('zz-1', 2050, 'REHABILITATION', null, 'test')`);
  await database.query(`
    insert into clinical.grouping_imaging_activity (grouping_code, year, modality, devices, source_code) values ('zz-1', 2050, 'MRI', 3, 'test')`);
}
