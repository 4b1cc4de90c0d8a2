import type { TestDatabase } from '../../support/database.ts';
import { addEstablishments } from '../../support/establishments.ts';

/**
 * A hospital group 1 with its sites 11 and 12, and hospitals 2 to 9, on one meridian: each is as many degrees north as
 * its number; the group has no place of its own, and 9 none at all.
 */
export const finess = (name: string): string => `9900000${name.padStart(2, '0')}`;
/** The number of a hospital. */
export const named = (each: { finess: string }): string => String(Number(each.finess.slice(-2)));

/** Adds the hospitals, with kitchens, laboratories and care units, in the place of those that are there. */
export async function addHospitals(database: TestDatabase): Promise<void> {
  await addEstablishments(database, [
    { finess: finess('1') },
    { finess: finess('11'), of: finess('1'), latitude: 1.1, longitude: 0 },
    { finess: finess('12'), of: finess('1'), latitude: 1.2, longitude: 0 },
    ...['2', '3', '4', '5', '6', '7', '8'].map((name) => ({
      finess: finess(name),
      latitude: Number(name),
      longitude: 0,
    })),
    { finess: finess('9') },
  ]);
  // What the reference dataset tells could take over, too.
  for (const table of [
    'logistics.supply_contract',
    'logistics.production_unit',
    'clinical.lab_referral',
    'clinical.laboratory',
  ])
    await database.query(`delete from ${table}`);
  await database.query(
    `update establishments.establishment set closed_on = '2020-01-01' where finess = '${finess('8')}'`,
  );
  await database.query(`
    insert into logistics.production_unit (code, kind, name, status, site_finess, operator_finess, daily_capacity, source_code) values
      ('zz-1', 'MEALS', 'ZZ Cuisine 1', 'OPERATING', '${finess('11')}', '${finess('1')}', 1000, 'test'),
      ('zz-2', 'MEALS', 'ZZ Pleine', 'OPERATING', '${finess('2')}', '${finess('2')}', 500, 'test'),
      ('zz-5', 'MEALS', 'ZZ Grande', 'OPERATING', '${finess('5')}', '${finess('5')}', 800, 'test'),
      ('zz-6', 'MEALS', 'ZZ Inconnue', 'OPERATING', '${finess('6')}', '${finess('6')}', null, 'test'),
      ('zz-3', 'MEALS', 'ZZ Fermée', 'CLOSED', '${finess('3')}', '${finess('3')}', 900, 'test'),
      ('zz-8', 'MEALS', 'ZZ Partie', 'OPERATING', '${finess('8')}', '${finess('8')}', null, 'test'),
      ('zz-9', 'MEALS', 'ZZ Nulle part', 'OPERATING', null, '${finess('9')}', null, 'test'),
      ('zz-l', 'LINEN', 'ZZ Linge', 'OPERATING', '${finess('4')}', '${finess('4')}', null, 'test')`);
  await database.query(`
    insert into logistics.supply_contract (code, unit_code, customer_finess, daily_volume, share, period, source_code) values
      ('zz-1', 'zz-1', '${finess('1')}', 300, 1, '(,)', 'test'),
      ('zz-2', 'zz-1', '${finess('3')}', 200.1, 0.5, '(,)', 'test'),
      ('zz-3', 'zz-1', '${finess('4')}', null, null, '(,)', 'test'),
      ('zz-4', 'zz-1', '${finess('7')}', 50, 1, '(,2020-01-01)', 'test'),
      ('zz-5', 'zz-2', '${finess('2')}', 450, 1, '(,)', 'test'),
      ('zz-6', 'zz-5', '${finess('5')}', 600, 1, '(,)', 'test'),
      ('zz-7', 'zz-l', '${finess('5')}', 20, 1, '(,)', 'test')`);
  await database.query(`
    insert into clinical.laboratory (code, name, site_finess, operated_by_finess, specialties, biosafety, source_code) values
      ('zz-1', 'ZZ Labo', '${finess('12')}', '${finess('1')}', '{GENETICS,VIROLOGY}', 'P2', 'test'),
      ('zz-2', 'ZZ Génétique', '${finess('7')}', null, '{GENETICS}', 'P2', 'test'),
      ('zz-3', 'ZZ Virologie', '${finess('6')}', null, '{VIROLOGY,TOXICOLOGY}', 'P2', 'test'),
      ('zz-4', 'ZZ Toxicologie', '${finess('2')}', null, '{TOXICOLOGY}', 'P2', 'test')`);
  await database.query(`
    insert into clinical.lab_referral (code, requester_finess, laboratory_code, specialty, share, source_code) values
      ('zz-1', '${finess('3')}', 'zz-1', 'GENETICS', 0.4, 'test'), ('zz-2', '${finess('3')}', 'zz-1', 'VIROLOGY', 0.9, 'test')`);
  await database.query(`
    insert into clinical.care_unit (code, name, kind, discipline_code, site_finess, source_code)
    select code, 'ZZ ' || code, 'WARD', (select min(code) from clinical.discipline), site, 'test'
    from (values ('zz-joint', '${finess('6')}'), ('zz-own', '${finess('5')}'), ('zz-far', '${finess('2')}')) unit (code, site)`);
  await database.query(`
    insert into clinical.care_unit_staff values
      ('zz-joint', '${finess('6')}'), ('zz-joint', '${finess('5')}'), ('zz-own', '${finess('5')}')`);
}
