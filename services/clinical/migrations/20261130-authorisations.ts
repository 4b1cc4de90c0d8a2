import { Migration } from '@mikro-orm/migrations';

/** Authorised activities with their capacities, and the labels of their codes. */
export class Authorisations extends Migration {
  override up(): void {
    this.addSql(`
      create table authorisation_code (
        system text collate "C",
        code text collate "C",
        activity text collate "C" default '',
        label text not null check (label <> ''),
        primary key (system, code, activity)
      )`);
    this.addSql(`
      create table authorisation (
        code text collate "C" primary key,
        nature text collate "C" not null check (nature in ('AMM', 'AMF', 'EML', 'ASR', 'ASDR', 'ASOCR', 'ASMR', 'AASA', 'AER')),
        legal_entity_finess text collate "C" not null check (legal_entity_finess ~ '^[0-9][0-9A-Z][0-9]{7}$'),
        site_finess text collate "C" check (site_finess ~ '^[0-9][0-9A-Z][0-9]{7}$' and site_finess <> legal_entity_finess),
        activity_code text collate "C" not null check (activity_code <> ''),
        modality_code text collate "C",
        mention_code text collate "C",
        practice_code text collate "C",
        declaration_code text collate "C",
        form_code text collate "C",
        operating_mode_code text collate "C",
        clientele_code text collate "C",
        arhgos_number text collate "C",
        is_active boolean not null,
        period daterange not null default '(,)' check (not isempty(period)),
        lapses_on date,
        listed_on date not null,
        source_code text collate "C" not null
      )`);
    this.addSql('create index authorisation_site on authorisation (site_finess, code)');
    this.addSql('create index authorisation_legal_entity on authorisation (legal_entity_finess, code)');
    // An authorisation belongs to the site that exercises it and to the legal entity that holds it: both indexes give its lists in order.
    this.addSql(`
      create view establishment_authorisation as
      select site_finess as establishment_finess, authorisation.* from authorisation
      union all
      select legal_entity_finess, authorisation.* from authorisation`);
    this.addSql(`
      create table authorised_capacity (
        authorisation_code text collate "C" references authorisation on delete cascade,
        kind text collate "C" check (kind in ('AUTHORISED', 'INSTALLED')),
        position int check (position > 0),
        number int not null check (number >= 0),
        unit_code text collate "C" not null,
        primary key (authorisation_code, kind, position)
      )`);
  }
}
