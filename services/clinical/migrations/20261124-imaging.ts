import { Migration } from '@mikro-orm/migrations';

const modality = `check (modality in ('RADIOGRAPHY', 'SCANNER', 'MRI', 'MAMMOGRAPHY', 'ANGIOGRAPHY', 'GAMMA_CAMERA', 'PET', 'LITHOTRIPSY'))`;

/** Imaging devices and exams by year, and the flows of teleradiology. */
export class Imaging extends Migration {
  override up(): void {
    this.addSql(`
      create table imaging_activity (
        id text collate "C" not null unique generated always as (establishment_finess || '-' || year::text || '-' || modality) stored,
        establishment_finess text collate "C" check (establishment_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        year int check (year between 1900 and 2200),
        modality text collate "C" ${modality},
        devices int check (devices >= 0),
        operated_devices int check (operated_devices >= 0),
        inpatient_exams int check (inpatient_exams >= 0),
        outpatient_exams int check (outpatient_exams >= 0),
        exams int check (exams >= 0),
        source_code text collate "C" not null,
        primary key (establishment_finess, year, modality)
      )`);
    this.addSql('create index imaging_activity_year on imaging_activity (year, id)');
    this.addSql('create index imaging_activity_modality on imaging_activity (modality, year, id)');
    for (const figure of ['devices', 'exams']) {
      this.addSql(`create index imaging_activity_${figure} on imaging_activity (${figure}, id)`);
      this.addSql(
        `create index imaging_activity_${figure}_ascending on imaging_activity (coalesce(${figure}, 2147483647), id)`,
      );
      this.addSql(
        `create index imaging_activity_${figure}_descending on imaging_activity (coalesce(${figure}, -1), id)`,
      );
    }
    this.addSql(
      'create index imaging_activity_establishment_part on imaging_activity using gin (establishment_finess public.gin_trgm_ops)',
    );
    this.addSql(`
      create table grouping_imaging_activity (
        grouping_code text collate "C",
        year int check (year between 1900 and 2200),
        modality text collate "C" ${modality},
        devices int check (devices >= 0),
        source_code text collate "C" not null,
        primary key (grouping_code, year, modality)
      )`);
    this.addSql('create index grouping_imaging_activity_year on grouping_imaging_activity (year, modality)');

    this.addSql(`
      create table teleradiology_flow (
        code text collate "C" primary key check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        requester_finess text collate "C" not null check (requester_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        interpreter_finess text collate "C" not null check (interpreter_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        modality text collate "C" not null ${modality},
        on_call_only boolean not null,
        exams_per_year int check (exams_per_year >= 0),
        share float8 check (share between 0 and 1),
        period daterange not null default '(,)' check (not isempty(period)),
        action_reference text collate "C",
        source_code text collate "C" not null,
        constraint teleradiology_flow_ends check (requester_finess <> interpreter_finess),
        constraint teleradiology_flow_period
          unique (requester_finess, interpreter_finess, modality, on_call_only, period without overlaps) deferrable
      )`);
    this.addSql('create index teleradiology_flow_requester on teleradiology_flow (requester_finess, code)');
    this.addSql('create index teleradiology_flow_interpreter on teleradiology_flow (interpreter_finess, code)');
    this.addSql('create index teleradiology_flow_action on teleradiology_flow (action_reference, code)');
  }
}
