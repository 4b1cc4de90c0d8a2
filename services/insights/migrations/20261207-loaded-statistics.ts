import { Migration } from '@mikro-orm/migrations';

/** Which tables of the statistics are loaded in full, in a database that was loaded before they were recorded. */
export class LoadedStatistics extends Migration {
  override up(): void {
    for (const { name, table, rows = 'true' } of tables) {
      this.addSql(`
        insert into establishments.statistics_table (year, name)
        select year, '${name}' from clinical.${table} where ${rows}
        group by year having count(distinct establishment_finess) > ${fewest}
        on conflict do nothing`);
    }
  }
}

/** The whole tables have figures of more establishments than this; the reference dataset has few. */
const fewest = 500;

const tables: { name: string; table: string; rows?: string }[] = [
  { name: 'MCO', table: 'care_activity', rows: `discipline = 'MEDICINE'` },
  { name: 'SSR', table: 'care_activity', rows: `discipline = 'REHABILITATION'` },
  { name: 'IMAGES', table: 'imaging_activity' },
  { name: 'Q22', table: 'intern_census' },
  { name: 'FILTRE', table: 'declared_activity' },
  { name: 'Q20', table: 'medical_staff' },
  { name: 'Q24', table: 'other_staff' },
];
