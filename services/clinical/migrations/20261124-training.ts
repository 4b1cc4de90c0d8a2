import { Migration } from '@mikro-orm/migrations';

/** Specialties, intern posts with their rotations, the yearly census of interns, and workforce needs. */
export class Training extends Migration {
  override up(): void {
    this.addSql(`
      create table specialty (
        code text collate "C" primary key,
        label text not null
      )`);

    this.addSql(`
      create table training_post (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        specialty_code text collate "C" not null references specialty,
        semester text collate "C" not null check (semester ~ '^[0-9]{4}-(05|11)$'),
        posts int not null check (posts >= 0),
        filled int not null check (filled >= 0),
        site_finess text collate "C" not null check (site_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        offered_by_finess text collate "C" check (offered_by_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        action_reference text collate "C",
        source_code text collate "C" not null,
        constraint training_post_filled check (filled <= posts)
      )`);
    this.addSql('create index training_post_specialty on training_post (specialty_code, code)');
    this.addSql('create index training_post_semester on training_post (semester, code)');
    this.addSql('create index training_post_site on training_post (site_finess, code)');
    this.addSql('create index training_post_offered_by on training_post (offered_by_finess, code)');
    this.addSql('create index training_post_action on training_post (action_reference, code)');
    this.addSql(`
      create index training_post_parts on training_post
      using gin (specialty_code public.gin_trgm_ops, semester public.gin_trgm_ops, site_finess public.gin_trgm_ops)`);
    this.addSql(`
      create table training_post_rotation (
        training_post_code text collate "C" references training_post on delete cascade,
        establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        primary key (training_post_code, establishment_finess)
      )`);
    // A post belongs to the establishment where it is held and to the one that offers it.
    this.addSql(`
      create view training_post_establishment as
      select code as training_post_code, site_finess as establishment_finess from training_post
      union
      select code, offered_by_finess from training_post where offered_by_finess is not null`);

    this.addSql(`
      create table intern_census (
        establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        year int check (year between 1900 and 2200),
        medicine int check (medicine >= 0),
        general_practice int check (general_practice >= 0),
        emergency int check (emergency >= 0),
        pharmacy int check (pharmacy >= 0),
        odontology int check (odontology >= 0),
        total int check (total >= 0),
        source_code text collate "C" not null,
        primary key (establishment_finess, year)
      )`);
    this.addSql('create index intern_census_year on intern_census (year)');

    this.addSql(`
      create table workforce_need (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        establishment_finess text collate "C" not null check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        specialty_code text collate "C" not null references specialty,
        required_fte float8 not null check (required_fte >= 0 and required_fte < 'infinity'),
        filled_fte float8 not null check (filled_fte >= 0 and filled_fte < 'infinity'),
        period daterange not null default '(,)' check (not isempty(period)),
        source_code text collate "C" not null,
        constraint workforce_need_period unique (establishment_finess, specialty_code, period without overlaps) deferrable
      )`);
    this.addSql('create index workforce_need_establishment on workforce_need (establishment_finess, code)');
    this.addSql('create index workforce_need_specialty on workforce_need (specialty_code, code)');
  }
}
