import { Migration } from '@mikro-orm/migrations';

/** The activities that establishments declare each year, and the labels of the codes of the statistics. */
export class DeclaredActivities extends Migration {
  override up(): void {
    this.addSql(`
      create table statistics_code (
        system text collate "C",
        code text collate "C",
        label text not null check (label <> ''),
        primary key (system, code)
      )`);
    this.addSql(`
      create table declared_activity (
        establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        year int check (year between 1900 and 2200),
        activity_code text collate "C" check (activity_code <> ''),
        is_present boolean not null,
        source_code text collate "C" not null,
        primary key (establishment_finess, year, activity_code)
      )`);
    // Who declares an activity in the latest year, and which year that is.
    this.addSql(
      'create index declared_activity_year on declared_activity (year, activity_code) include (establishment_finess, is_present)',
    );
  }
}
