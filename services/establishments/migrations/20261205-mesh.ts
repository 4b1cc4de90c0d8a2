import { Migration } from '@mikro-orm/migrations';

/** Whom groupings serve, who succeeded whom, and what each year of the statistics lists. */
export class Mesh extends Migration {
  override up(): void {
    this.addSql(`
      create table grouping_population (
        grouping_code text collate "C" references "grouping" deferrable initially deferred,
        commune_code text collate "C" references territory deferrable initially deferred,
        year int check (year between 1900 and 2200),
        population int not null check (population >= 0),
        source_code text not null references source,
        primary key (grouping_code, year, commune_code)
      )`);
    this.addSql('create index grouping_population_commune on grouping_population (commune_code)');
    // The communes of a year are those of one file: years are never mixed.
    this.addSql(`
      create view grouping_inhabitants as
      select grouping_code, year, sum(population)::int as population from grouping_population group by grouping_code, year`);

    // Which membership a partner's row replaces.
    this.addSql('create unique index membership_key on membership (grouping_code, establishment_finess, role, period)');

    this.addSql(`
      create table succession (
        predecessor_finess text collate "C" primary key references establishment deferrable initially deferred,
        successor_finess text collate "C" not null references establishment deferrable initially deferred,
        succeeded_on date not null,
        source_code text not null references source,
        check (predecessor_finess <> successor_finess)
      )`);

    this.addSql('create index succession_successor on succession (successor_finess)');

    // The tables of SAE that are loaded in full: what they do not list did not exist that year.
    this.addSql(`
      create table statistics_table (
        year int check (year between 1900 and 2200),
        name text,
        primary key (year, name)
      )`);
    this.addSql(`
      create table yearly_owner (
        year int check (year between 1900 and 2200),
        site_finess text collate "C" references establishment deferrable initially deferred,
        -- Null where the table lists the site, but not legibly.
        legal_entity_finess text collate "C" references establishment deferrable initially deferred,
        table_name text not null,
        primary key (site_finess, year)
      )`);
    this.addSql('create index yearly_owner_legal_entity on yearly_owner (legal_entity_finess, year, site_finess)');
    this.addSql(`
      create table yearly_grouping (
        year int check (year between 1900 and 2200),
        grouping_code text collate "C" references "grouping" deferrable initially deferred,
        name text collate "C",
        primary key (grouping_code, year)
      )`);
  }
}
