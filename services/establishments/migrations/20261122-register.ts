import { Migration } from '@mikro-orm/migrations';
import { createFold } from '../../kit/database/fold.ts';

/** Sources, nomenclatures, territories, establishments of both levels, groupings and their memberships. */
export class Register extends Migration {
  override up(): void {
    this.addSql(createFold);

    this.addSql(`
      create table source (
        code text collate "C" primary key,
        title text not null,
        publisher text,
        url text,
        licence text,
        extracted_on date,
        imported_at timestamptz not null default now()
      )`);
    this.addSql(`
      create table nomenclature (
        system text collate "C",
        code text collate "C",
        label text not null,
        primary key (system, code)
      )`);

    this.addSql(`
      create table territory (
        code text collate "C" primary key,
        level text not null check (level in ('REGION', 'DEPARTMENT', 'COMMUNE')),
        insee_code text not null,
        name text collate "C" not null,
        name_folded text collate "C" not null generated always as (fold(name)) stored,
        parent_code text collate "C" references territory deferrable initially deferred,
        department_code text collate "C",
        region_code text collate "C",
        source_code text not null references source
      )`);
    this.addSql('create index territory_level on territory (level, code)');
    this.addSql('create index territory_parent on territory (parent_code, code)');
    this.addSql('create index territory_department on territory (department_code, code)');
    this.addSql('create index territory_region on territory (region_code, code)');
    this.addSql('create index territory_name on territory (name_folded, code)');
    this.addSql('create index territory_name_words on territory using gin (name_folded public.gin_trgm_ops)');
    this.addSql(`
      create index territory_code_part on territory
      using gin (code public.gin_trgm_ops, department_code public.gin_trgm_ops, region_code public.gin_trgm_ops)`);
    this.addSql(`
      create table territory_population (
        territory_code text collate "C" references territory deferrable initially deferred,
        year int check (year between 1800 and 2200),
        population int not null check (population >= 0),
        source_code text not null references source,
        primary key (territory_code, year)
      )`);

    this.addSql(`
      create table establishment (
        finess text collate "C" primary key check (finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        level text not null check (level in ('LEGAL_ENTITY', 'SITE')),
        name text collate "C" not null check (name <> ''),
        name_folded text collate "C" not null generated always as (fold(name)) stored,
        long_name text,
        search_text text collate "C" not null generated always as (' ' || fold(name || ' ' || coalesce(long_name, ''))) stored,
        category_code text collate "C",
        legal_status_code text collate "C",
        address_lines text[] not null default '{}',
        postal_code text,
        city text,
        commune_code text collate "C",
        latitude float8 check (latitude between -90 and 90),
        longitude float8 check (longitude between -180 and 180),
        phone text,
        is_military boolean not null default false,
        is_university_hospital boolean not null default false,
        opened_on date,
        closed_on date,
        legal_entity_finess text collate "C" references establishment deferrable initially deferred,
        territory_code text collate "C" references territory deferrable initially deferred,
        source_code text not null references source,
        listed_on date,
        check ((latitude is null) = (longitude is null)),
        check (level = 'SITE' or legal_entity_finess is null)
      )`);
    this.addSql('create index establishment_level on establishment (level, finess)');
    this.addSql('create index establishment_name on establishment (name_folded, finess)');
    this.addSql('create index establishment_words on establishment using gin (search_text public.gin_trgm_ops)');
    this.addSql('create index establishment_finess_part on establishment using gin (finess public.gin_trgm_ops)');
    this.addSql('create index establishment_category on establishment (category_code, finess)');
    this.addSql(
      'create index establishment_category_part on establishment using gin (category_code public.gin_trgm_ops)',
    );
    this.addSql('create index establishment_legal_entity on establishment (legal_entity_finess, finess)');
    this.addSql('create index establishment_territory on establishment (territory_code, finess)');
    this.addSql('create index establishment_military on establishment (finess) where is_military');
    this.addSql('create index establishment_university on establishment (finess) where is_university_hospital');
    this.addSql('create index establishment_opened on establishment (opened_on, finess)');
    this.addSql(
      "create index establishment_opened_ascending on establishment (coalesce(opened_on, 'infinity'), finess)",
    );
    this.addSql(
      "create index establishment_opened_descending on establishment (coalesce(opened_on, '-infinity'), finess)",
    );
    this.addSql('create index establishment_closed on establishment (closed_on, finess)');
    this.addSql('create index establishment_place on establishment using gist (point(longitude, latitude))');

    this.addSql(`
      create table identifier (
        establishment_finess text collate "C" references establishment deferrable initially deferred,
        system text,
        value text collate "C",
        source_code text not null references source,
        primary key (establishment_finess, system, value)
      )`);
    this.addSql('create index identifier_value on identifier (system, value)');

    this.addSql(`
      create table "grouping" (
        code text collate "C" primary key,
        kind text not null check (kind in
          ('GHT', 'GHT_PSYCHIATRY', 'GCS_MEANS', 'GCS_ESTABLISHMENT', 'SIH', 'GIE', 'GIP', 'FMIH', 'JOINT_MANAGEMENT', 'OTHER')),
        name text collate "C" not null check (name <> ''),
        name_folded text collate "C" not null generated always as (fold(name)) stored,
        legal_entity_finess text collate "C" references establishment deferrable initially deferred,
        closed_on date,
        source_code text not null references source,
        listed_on date
      )`);
    this.addSql('create index grouping_kind on "grouping" (kind, code)');
    this.addSql('create index grouping_name on "grouping" (name_folded, code)');
    this.addSql('create index grouping_name_part on "grouping" using gin (name_folded public.gin_trgm_ops)');
    this.addSql('create index grouping_code_part on "grouping" using gin (code public.gin_trgm_ops)');
    this.addSql(`
      create table membership (
        id bigint generated always as identity primary key,
        grouping_code text collate "C" not null references "grouping" deferrable initially deferred,
        establishment_finess text collate "C" not null references establishment deferrable initially deferred,
        role text not null check (role in ('SUPPORT', 'PARTY', 'ASSOCIATE', 'PARTNER', 'MEMBER', 'HEAD')),
        missions text[] not null default '{}' check (missions <@ array['TEACHING', 'RESEARCH', 'MEDICAL_DEMOGRAPHY', 'REFERRAL']),
        period daterange not null default '(,)' check (not isempty(period)),
        source_code text not null references source,
        constraint membership_period unique (grouping_code, establishment_finess, role, period without overlaps)
      )`);
    this.addSql('create index membership_establishment on membership (establishment_finess, id)');
    this.addSql(`
      create table register_extract (
        scope text primary key check (scope in ('LEGAL_ENTITIES', 'SITES', 'GROUPINGS')),
        extracted_on date not null,
        source_code text not null references source
      )`);
    this.addSql('create index membership_role on membership (role, establishment_finess)');
    this.addSql('create index membership_grouping on membership (grouping_code, id)');
  }
}
