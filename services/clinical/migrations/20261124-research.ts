import { Migration } from '@mikro-orm/migrations';

/** Research structures with their dated participations, and studies with their centres. */
export class Research extends Migration {
  override up(): void {
    this.addSql(`
      create table research_structure (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text not null check (name <> ''),
        kind text not null check (kind in ('RESEARCH_COMMITTEE', 'SUPPORT_PLATFORM', 'INVESTIGATION_CENTRE')),
        action_reference text collate "C",
        source_code text collate "C" not null
      )`);
    this.addSql('create index research_structure_kind on research_structure (kind, code)');
    this.addSql('create index research_structure_action on research_structure (action_reference, code)');
    this.addSql(`
      create table research_participation (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        structure_code text collate "C" not null references research_structure,
        establishment_finess text collate "C" not null check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        role text not null check (role in ('HOST', 'MEMBER', 'ASSOCIATED_CENTRE', 'USER')),
        period daterange not null default '(,)' check (not isempty(period)),
        source_code text collate "C" not null,
        constraint research_participation_period
          unique (structure_code, establishment_finess, role, period without overlaps) deferrable
      )`);
    this.addSql('create index research_participation_structure on research_participation (structure_code, code)');
    this.addSql(
      'create index research_participation_establishment on research_participation (establishment_finess, structure_code)',
    );

    this.addSql(`
      create table study (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        title text collate "C" not null check (title <> ''),
        title_folded text collate "C" not null generated always as (fold(title)) stored,
        registry_number text,
        period daterange not null default '(,)' check (not isempty(period)),
        source_code text collate "C" not null
      )`);
    this.addSql('create index study_title on study (title_folded, code)');
    this.addSql('create index study_words on study using gin (title_folded public.gin_trgm_ops)');
    this.addSql(`
      create table study_centre (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        study_code text collate "C" not null references study,
        establishment_finess text collate "C" not null check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        role text not null check (role in ('SPONSOR', 'COORDINATOR', 'ASSOCIATED_CENTRE')),
        included int check (included >= 0),
        source_code text collate "C" not null,
        constraint study_centre_role unique (study_code, establishment_finess, role) deferrable
      )`);
    this.addSql('create index study_centre_establishment on study_centre (establishment_finess, role, study_code)');
    this.addSql(
      'create index study_centre_establishment_part on study_centre using gin (establishment_finess public.gin_trgm_ops)',
    );
  }
}
