import { Migration } from '@mikro-orm/migrations';

/** The columns of the table Q24 of SAE, by their names there; those that add up others are totals. */
const staff = [
  'direc',
  'dirsoin',
  'admin',
  'admto',
  'cadre',
  'infns',
  'infsp',
  'aides',
  'ashau',
  'psych',
  'sagfe',
  'reedu',
  'soito',
  'educs',
  'assis',
  'eduto',
  'phlab',
  'techn',
  'etppnm',
];
const totals = ['admto', 'soito', 'eduto', 'etppnm'];

const key = `
  establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
  year int check (year between 1900 and 2200)`;
const legalEntity = `legal_entity_finess text collate "C"`;
const finess = `check (legal_entity_finess ~ '^[0-9][0-9A-Z][0-9]{7}$')`;
const isAmount = (column: string): string => `check (${column} >= 0 and ${column} < 'infinity')`;

/** Full-time equivalents by year, and the sums over the sites of legal entities, also of the census of interns. */
export class Workforce extends Migration {
  override up(): void {
    this.addSql(`
      create table medical_staff (
        ${key},
        staff_code text collate "C" check (staff_code <> ''),
        fte numeric not null ${isAmount('fte')},
        ${legalEntity} not null ${finess},
        source_code text collate "C" not null,
        primary key (establishment_finess, year, staff_code)
      )`);
    this.addSql('create index medical_staff_legal_entity on medical_staff (legal_entity_finess, year, staff_code)');
    this.addSql(`
      create table other_staff (
        ${key},
        discipline_code text collate "C" check (discipline_code <> ''),
        ${staff.map((column) => `${column} numeric ${isAmount(column)}`).join(', ')},
        ${legalEntity} not null ${finess},
        source_code text collate "C" not null,
        primary key (establishment_finess, year, discipline_code)
      )`);
    this.addSql('create index other_staff_legal_entity on other_staff (legal_entity_finess, year, discipline_code)');
    // Totals are told from what they add up: M9999, the totals among the columns, and the disciplines 2000 (2100 to 2500) and 9999 (all).
    this.addSql(`
      create view staff_figure as
      select establishment_finess, legal_entity_finess, year, 'sae-medical-staff' collate "C" as staff_system, staff_code, null::text collate "C" as discipline_code,
        staff_code = 'M9999' as is_total, fte, source_code
      from medical_staff
      union all
      select establishment_finess, legal_entity_finess, year, 'sae-other-staff', figure.staff_code, discipline_code,
        figure.is_total or discipline_code in ('2000', '9999'), figure.fte, source_code
      from other_staff cross join lateral (values ${staff
        .map((column) => `('${column.toUpperCase()}' collate "C", ${totals.includes(column)}, ${column})`)
        .join(', ')}) as figure (staff_code, is_total, fte)
      where figure.fte is not null`);
    // A legal entity has the sum over its sites, of which it may be one itself.
    this.addSql(`
      create view workforce_figure as
      select establishment_finess, year, staff_system, staff_code, discipline_code, is_total, fte::float8, source_code
      from staff_figure where establishment_finess <> legal_entity_finess
      union all
      select legal_entity_finess, year, staff_system, staff_code, discipline_code, is_total, sum(fte)::float8, max(source_code)
      from staff_figure group by legal_entity_finess, year, staff_system, staff_code, discipline_code, is_total`);

    this.addSql(`alter table intern_census add column ${legalEntity} ${finess}`);
    this.addSql('create index intern_census_legal_entity on intern_census (legal_entity_finess, year)');
    const figures = ['medicine', 'general_practice', 'emergency', 'pharmacy', 'odontology', 'total'];
    this.addSql(`
      create view establishment_intern_census as
      select establishment_finess, year, ${figures.join(', ')}, source_code
      from intern_census where establishment_finess is distinct from legal_entity_finess
      union all
      select legal_entity_finess, year, ${figures.map((column) => `sum(${column})::int`).join(', ')}, max(source_code)
      from intern_census where legal_entity_finess is not null group by legal_entity_finess, year`);
  }
}
