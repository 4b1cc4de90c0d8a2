import { Migration } from '@mikro-orm/migrations';
import { createFold } from '../../kit/database/fold.ts';

/** Disciplines, care units with those who staff them, and the yearly capacity and activity of establishments and groupings. */
export class Care extends Migration {
  override up(): void {
    this.addSql(createFold);
    this.addSql(`
      create table discipline (
        code text collate "C" primary key,
        label text not null
      )`);

    this.addSql(`
      create table care_unit (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text collate "C" not null check (name <> ''),
        name_folded text collate "C" not null generated always as (fold(name)) stored,
        kind text not null check (kind in ('WARD', 'JOINT_TEAM', 'CONSULTATION', 'ON_CALL', 'DAY_HOSPITAL', 'MOBILE_TEAM')),
        discipline_code text collate "C" not null references discipline,
        site_finess text collate "C" not null check (site_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        beds int check (beds >= 0),
        places int check (places >= 0),
        period daterange not null default '(,)' check (not isempty(period)),
        action_reference text collate "C",
        source_code text collate "C" not null
      )`);
    this.addSql('create index care_unit_kind on care_unit (kind, code)');
    this.addSql('create index care_unit_discipline on care_unit (discipline_code, code)');
    this.addSql('create index care_unit_site on care_unit (site_finess, code)');
    this.addSql('create index care_unit_name on care_unit (name_folded, code)');
    this.addSql('create index care_unit_beds on care_unit (beds, code)');
    this.addSql('create index care_unit_action on care_unit (action_reference, code)');
    this.addSql(`
      create index care_unit_words on care_unit
      using gin (name_folded public.gin_trgm_ops, site_finess public.gin_trgm_ops, discipline_code public.gin_trgm_ops)`);
    this.addSql(`
      create table care_unit_staff (
        care_unit_code text collate "C" references care_unit on delete cascade,
        establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        primary key (care_unit_code, establishment_finess)
      )`);
    this.addSql('create index care_unit_staff_establishment on care_unit_staff (establishment_finess, care_unit_code)');
    // A unit belongs to the establishment where it stands and to those who staff it.
    this.addSql(`
      create view care_unit_establishment as
      select code as care_unit_code, site_finess as establishment_finess from care_unit
      union
      select care_unit_code, establishment_finess from care_unit_staff`);

    this.addSql(`
      create table care_activity (
        establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        ${yearly},
        primary key (establishment_finess, year, discipline)
      )`);
    this.addSql('create index care_activity_year on care_activity (year, discipline)');
    this.addSql(`
      create table grouping_care_activity (
        grouping_code text collate "C",
        ${yearly},
        primary key (grouping_code, year, discipline)
      )`);
    this.addSql('create index grouping_care_activity_year on grouping_care_activity (year, discipline)');
  }
}

const yearly = `
        year int check (year between 1900 and 2200),
        discipline text check (discipline in
          ('MEDICINE', 'SURGERY', 'OBSTETRICS', 'REHABILITATION', 'PSYCHIATRY', 'HOME_HOSPITALISATION', 'LONG_TERM_CARE')),
        beds int check (beds >= 0),
        places int check (places >= 0),
        full_stays int check (full_stays >= 0),
        day_stays int check (day_stays >= 0),
        bed_days int check (bed_days >= 0),
        source_code text collate "C" not null`;
