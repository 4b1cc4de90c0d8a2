import { Migration } from '@mikro-orm/migrations';

const activities = `'CYTOTOXICS', 'STERILE_PREPARATIONS', 'HOSPITAL_PREPARATIONS', 'STERILISATION', 'RETROCESSION', 'PURCHASING'`;

/** Hospital pharmacies and what they supply to others. */
export class Pharmacies extends Migration {
  override up(): void {
    this.addSql(`
      create table pharmacy (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text collate "C" not null check (name <> ''),
        name_folded text collate "C" not null generated always as (fold(name)) stored,
        site_finess text collate "C" not null check (site_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        operated_by_finess text collate "C" check (operated_by_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        activities text[] not null default '{}' check (activities <@ array[${activities}]),
        period daterange not null default '(,)' check (not isempty(period)),
        source_code text collate "C" not null
      )`);
    this.addSql('create index pharmacy_name on pharmacy (name_folded, code)');
    this.addSql('create index pharmacy_site on pharmacy (site_finess, code)');
    this.addSql('create index pharmacy_operator on pharmacy (operated_by_finess, code)');
    this.addSql('create index pharmacy_activities on pharmacy using gin (activities)');
    this.addSql(
      'create index pharmacy_words on pharmacy using gin (name_folded public.gin_trgm_ops, site_finess public.gin_trgm_ops)',
    );
    // A pharmacy belongs to the establishment where it stands and to the one that operates it.
    this.addSql(`
      create view pharmacy_establishment as
      select code as pharmacy_code, site_finess as establishment_finess from pharmacy
      union
      select code, operated_by_finess from pharmacy where operated_by_finess is not null`);

    this.addSql(`
      create table pharmacy_supply (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        pharmacy_code text collate "C" not null references pharmacy,
        customer_finess text collate "C" not null check (customer_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        activity text not null check (activity in (${activities})),
        units_per_year int check (units_per_year >= 0),
        share float8 check (share between 0 and 1),
        period daterange not null default '(,)' check (not isempty(period)),
        action_reference text collate "C",
        source_code text collate "C" not null,
        constraint pharmacy_supply_period unique (pharmacy_code, customer_finess, activity, period without overlaps) deferrable
      )`);
    this.addSql('create index pharmacy_supply_pharmacy on pharmacy_supply (pharmacy_code, code)');
    this.addSql('create index pharmacy_supply_customer on pharmacy_supply (customer_finess, code)');
    this.addSql('create index pharmacy_supply_action on pharmacy_supply (action_reference, code)');
  }
}
