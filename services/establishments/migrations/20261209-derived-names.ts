import { Migration } from '@mikro-orm/migrations';

/** The names of legal entities that sources know by their numbers alone. */
export class DerivedNames extends Migration {
  override up(): void {
    // While it is the name, no source has stated another one.
    this.addSql('alter table establishment add column derived_name text collate "C"');
  }
}
