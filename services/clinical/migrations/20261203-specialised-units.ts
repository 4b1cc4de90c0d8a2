import { Migration } from '@mikro-orm/migrations';

const tables: Record<string, string[]> = {
  emergency_activity: [
    'visits',
    'visits_under18',
    'visits_from80',
    'observation_beds',
    'observation_stays',
    'observation_days',
  ],
  critical_care: ['beds', 'stays', 'days'],
  operating_theatres: ['rooms', 'rooms_around_the_clock'],
  dialysis_activity: ['capacity', 'patients', 'sessions', 'weeks'],
};

const perinatal = [
  'obstetric_beds',
  'neonatal_beds',
  'neonatal_intensive_care_beds',
  'neonatal_resuscitation_beds',
  'delivery_rooms',
  'obstetric_stays',
  'obstetric_days',
  'single_deliveries',
  'multiple_deliveries',
  'caesarean_stays',
  'abortions',
  'drug_induced_abortions',
];

const key = `
  establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
  year int check (year between 1900 and 2200)`;
const counts = (figures: string[]): string =>
  figures.map((figure) => `${figure} int check (${figure} >= 0)`).join(', ');

/** Yearly figures of emergency departments, critical care, maternity, operating theatres and dialysis. */
export class SpecialisedUnits extends Migration {
  override up(): void {
    for (const [table, figures] of Object.entries(tables))
      this.addSql(`
        create table ${table} (
          ${key},
          kind_code text collate "C" check (kind_code <> ''),
          ${counts(figures)},
          source_code text collate "C" not null,
          primary key (establishment_finess, year, kind_code)
        )`);
    this.addSql(`
      create table perinatal_activity (
        ${key},
        maternity_code text collate "C",
        ${counts(perinatal)},
        source_code text collate "C" not null,
        primary key (establishment_finess, year)
      )`);
  }
}
