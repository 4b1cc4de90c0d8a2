import { Migration } from '@mikro-orm/migrations';

const specialties = `'BIOCHEMISTRY', 'HAEMATOLOGY', 'MICROBIOLOGY', 'IMMUNOLOGY', 'VIROLOGY', 'GENETICS', 'PATHOLOGY', 'TOXICOLOGY'`;

/** Medical laboratories, those who share them, and the analyses that establishments refer to them. */
export class Labs extends Migration {
  override up(): void {
    this.addSql(`
      create table laboratory (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text collate "C" not null check (name <> ''),
        name_folded text collate "C" not null generated always as (fold(name)) stored,
        site_finess text collate "C" not null check (site_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        operated_by_finess text collate "C" check (operated_by_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        specialties text[] not null default '{}' check (specialties <@ array[${specialties}]),
        biosafety text not null check (biosafety in ('P2', 'P3', 'P4')),
        period daterange not null default '(,)' check (not isempty(period)),
        source_code text collate "C" not null
      )`);
    this.addSql('create index laboratory_name on laboratory (name_folded, code)');
    this.addSql('create index laboratory_site on laboratory (site_finess, code)');
    this.addSql('create index laboratory_operator on laboratory (operated_by_finess, code)');
    this.addSql('create index laboratory_biosafety on laboratory (biosafety, code)');
    this.addSql('create index laboratory_specialties on laboratory using gin (specialties)');
    this.addSql(
      'create index laboratory_words on laboratory using gin (name_folded public.gin_trgm_ops, site_finess public.gin_trgm_ops)',
    );
    this.addSql(`
      create table laboratory_sharing (
        laboratory_code text collate "C" references laboratory on delete cascade,
        establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        primary key (laboratory_code, establishment_finess)
      )`);
    this.addSql(
      'create index laboratory_sharing_establishment on laboratory_sharing (establishment_finess, laboratory_code)',
    );
    // Who provides a laboratory's work: the establishment where it stands, and the one that operates it.
    this.addSql(`
      create view laboratory_provider as
      select code as laboratory_code, site_finess as establishment_finess from laboratory
      union
      select code, operated_by_finess from laboratory where operated_by_finess is not null`);
    // A laboratory belongs to those, and to the establishments that share it.
    this.addSql(`
      create view laboratory_establishment as
      select laboratory_code, establishment_finess from laboratory_provider
      union
      select laboratory_code, establishment_finess from laboratory_sharing`);

    this.addSql(`
      create table lab_referral (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        requester_finess text collate "C" not null check (requester_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        laboratory_code text collate "C" not null references laboratory,
        specialty text not null check (specialty in (${specialties})),
        tests_per_year int check (tests_per_year >= 0),
        share float8 check (share between 0 and 1),
        turnaround_hours float8 check (turnaround_hours >= 0 and turnaround_hours < 'infinity'),
        period daterange not null default '(,)' check (not isempty(period)),
        action_reference text collate "C",
        source_code text collate "C" not null,
        constraint lab_referral_period unique (requester_finess, laboratory_code, specialty, period without overlaps) deferrable
      )`);
    this.addSql('create index lab_referral_requester on lab_referral (requester_finess, code)');
    this.addSql('create index lab_referral_laboratory on lab_referral (laboratory_code, code)');
    this.addSql('create index lab_referral_action on lab_referral (action_reference, code)');
  }
}
