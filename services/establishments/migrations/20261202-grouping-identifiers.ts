import { Migration } from '@mikro-orm/migrations';

/** The numbers by which files that lack the code of a grouping find it again. */
export class GroupingIdentifiers extends Migration {
  override up(): void {
    this.addSql(`
      create table grouping_identifier (
        grouping_code text collate "C" references "grouping" deferrable initially deferred,
        system text collate "C",
        value text collate "C",
        source_code text not null references source,
        primary key (grouping_code, system, value)
      )`);
    this.addSql('create index grouping_identifier_value on grouping_identifier (system, value)');
  }
}
