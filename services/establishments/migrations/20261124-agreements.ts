import { Migration } from '@mikro-orm/migrations';

/** Agreements with their parties, the cooperation actions under them, and what keeps an action within its agreement. */
export class Agreements extends Migration {
  override up(): void {
    this.addSql(`
      create table discipline (
        code text collate "C" primary key,
        label text not null
      )`);
    this.addSql(`
      create table agreement (
        reference text collate "C" primary key check (reference ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        kind text not null check (kind in ('FRAMEWORK', 'CONSTITUTIVE', 'ASSOCIATION', 'COOPERATION', 'AMENDMENT')),
        title text collate "C" not null check (title <> ''),
        title_folded text collate "C" not null generated always as (fold(title)) stored,
        status text not null check (status in ('DRAFT', 'SIGNED', 'IN_FORCE', 'SUSPENDED', 'TERMINATED', 'EXPIRED')),
        signed_on date,
        period daterange not null default '(,)' check (not isempty(period)),
        amends_reference text collate "C" references agreement deferrable initially deferred,
        source_code text not null references source,
        constraint agreement_amends check (amends_reference <> reference),
        -- What the actions' periods refer to.
        constraint agreement_period unique (reference, period without overlaps)
      )`);
    this.addSql('create index agreement_kind on agreement (kind, reference)');
    this.addSql('create index agreement_status on agreement (status, reference)');
    this.addSql('create index agreement_signed on agreement (signed_on, reference)');
    this.addSql('create index agreement_title on agreement (title_folded, reference)');
    this.addSql('create index agreement_words on agreement using gin (title_folded public.gin_trgm_ops)');
    this.addSql('create index agreement_amendments on agreement (amends_reference, reference)');
    this.addSql(`
      create table agreement_party (
        agreement_reference text collate "C" references agreement on delete cascade,
        establishment_finess text collate "C" references establishment,
        primary key (agreement_reference, establishment_finess)
      )`);
    this.addSql(
      'create index agreement_party_establishment on agreement_party (establishment_finess, agreement_reference)',
    );

    this.addSql(`
      create table cooperation_action (
        reference text collate "C" primary key check (reference ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        agreement_reference text collate "C" not null references agreement,
        label text collate "C" not null check (label <> ''),
        label_folded text collate "C" not null generated always as (fold(label)) stored,
        domain text not null check (domain in
          ('CARE', 'IMAGING', 'LABS', 'PHARMACY', 'RESEARCH', 'TRAINING', 'INFORMATION_SYSTEMS', 'CATERING', 'LAUNDRY')),
        discipline_code text collate "C" references discipline,
        mode text not null check (mode in
          ('JOINT_TEAM', 'SHARED_TIME', 'CONTINUITY_OF_CARE', 'JOINT_UNIT', 'ACTIVITY_TRANSFER', 'ADDED_CAPACITY', 'SITE_SPECIALISATION',
           'SERVICE_PROVISION', 'TELEMEDICINE', 'GROUP_PURCHASING', 'CONVERGENCE', 'ASSOCIATED_CENTRE', 'TRAINING')),
        status text not null check (status in ('STUDIED', 'IN_DEVELOPMENT', 'IMPLEMENTED', 'SUSPENDED', 'ABANDONED')),
        provider_finess text collate "C" references establishment,
        site_finess text collate "C" references establishment,
        period daterange not null check (not isempty(period)),
        source_code text not null references source,
        -- An action lies within its agreement's period.
        constraint cooperation_action_within_agreement
          foreign key (agreement_reference, period period) references agreement (reference, period period) deferrable
      )`);
    this.addSql('create index cooperation_action_agreement on cooperation_action (agreement_reference, reference)');
    this.addSql('create index cooperation_action_domain on cooperation_action (domain, reference)');
    this.addSql('create index cooperation_action_mode on cooperation_action (mode, reference)');
    this.addSql('create index cooperation_action_status on cooperation_action (status, reference)');
    this.addSql('create index cooperation_action_discipline on cooperation_action (discipline_code, reference)');
    this.addSql('create index cooperation_action_provider on cooperation_action (provider_finess, reference)');
    this.addSql('create index cooperation_action_site on cooperation_action (site_finess, reference)');
    this.addSql('create index cooperation_action_label on cooperation_action (label_folded, reference)');
    this.addSql(`
      create index cooperation_action_words on cooperation_action
      using gin (label_folded public.gin_trgm_ops, discipline_code public.gin_trgm_ops)`);
    this.addSql(`
      create table cooperation_action_beneficiary (
        action_reference text collate "C" references cooperation_action on delete cascade,
        establishment_finess text collate "C" references establishment,
        primary key (action_reference, establishment_finess)
      )`);
    this.addSql(
      'create index cooperation_action_beneficiary_establishment on cooperation_action_beneficiary (establishment_finess, action_reference)',
    );
    // An action concerns those who provide, those who benefit, and the site where it takes place.
    this.addSql(`
      create view cooperation_action_establishment as
      select reference as action_reference, provider_finess as establishment_finess from cooperation_action where provider_finess is not null
      union
      select reference, site_finess from cooperation_action where site_finess is not null
      union
      select action_reference, establishment_finess from cooperation_action_beneficiary`);

    this.addSql(`
      create function require_parties(action text) returns void language plpgsql set search_path from current as $$
      declare stranger record;
      begin
        select a.agreement_reference, named.establishment_finess into stranger
        from cooperation_action a join cooperation_action_establishment named on named.action_reference = a.reference
        where a.reference = action and not exists (
          select from agreement_party party
          where party.agreement_reference = a.agreement_reference and party.establishment_finess in (
            named.establishment_finess, (select e.legal_entity_finess from establishment e where e.finess = named.establishment_finess)))
        limit 1;
        if found then
          raise exception 'action % names %, which is neither a party of the agreement % nor a site of one',
            action, stranger.establishment_finess, stranger.agreement_reference
            using errcode = 'check_violation', constraint = 'cooperation_action_parties';
        end if;
      end $$`);
    // At the end of the transaction, so that an action and those it names are written in any order.
    for (const [table, action, events] of [
      ['cooperation_action', 'new.reference', 'insert or update'],
      ['cooperation_action_beneficiary', 'new.action_reference', 'insert or update'],
    ]) {
      this.addSql(`
        create function ${table}_parties() returns trigger language plpgsql set search_path from current as $$ begin perform require_parties(${action}); return null; end $$`);
      this.addSql(`
        create constraint trigger ${table}_parties after ${events} on ${table}
        deferrable initially deferred for each row execute function ${table}_parties()`);
    }
    this.addSql(`
      create function agreement_party_actions() returns trigger language plpgsql set search_path from current as $$
      begin
        perform require_parties(a.reference) from cooperation_action a where a.agreement_reference = old.agreement_reference;
        return null;
      end $$`);
    this.addSql(`
      create constraint trigger agreement_party_actions after update or delete on agreement_party
      deferrable initially deferred for each row execute function agreement_party_actions()`);

    this.addSql('alter table membership add column agreement_reference text collate "C" references agreement');
    this.addSql('create index membership_agreement on membership (agreement_reference, id)');
    this.addSql('create index grouping_legal_entity on "grouping" (legal_entity_finess, code)');
  }
}
