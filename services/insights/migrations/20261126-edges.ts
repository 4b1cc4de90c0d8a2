import { Migration } from '@mikro-orm/migrations';

/**
 * What spans the services' tables: whose facts count for whom, and who relies on whom. The read side keeps no copy: its
 * views read the others' schemas, which stand beside it under their own names.
 */
export class Edges extends Migration {
  override up(): void {
    // Facts of a site count for its legal entity too; what binds a legal entity is not handed down to its sites.
    this.addSql(`
      create view rollup as
      select finess as member_finess, finess as establishment_finess from establishments.establishment
      union all
      select finess, legal_entity_finess from establishments.establishment where legal_entity_finess is not null`);

    // One row a tie by which a consumer relies on a provider for a service, over a period. The service is what another provider would
    // have to offer in its stead; the resource is the object that does the work, as a global id's type and key; the place is the
    // establishment where the resource stands, if that is not the consumer's own. On one day, several flows may make one tie: exams
    // that are interpreted on call, and those of the day.
    this.addSql(`create view reliance as ${edges.join('\n      union all')}`);
    this.addSql(`
      create view dependency_edge as
      select r.*
      from reliance r
      join establishments.establishment c on c.finess = r.consumer_finess
      join establishments.establishment p on p.finess = r.provider_finess
      -- A legal entity and its sites are one house.
      where r.consumer_finess <> r.provider_finess
        and c.legal_entity_finess is distinct from p.finess and p.legal_entity_finess is distinct from c.finess`);
  }
}

/** Who provides what a production unit makes: its operator, the legal entity of the grouping that operates it, or the site where it stands. */
export const unitProvider = `coalesce(u.operator_finess, g.legal_entity_finess, u.site_finess)`;

/** The half year of a training post. */
export const semester = `daterange(to_date(t.semester, 'YYYY-MM'), (to_date(t.semester, 'YYYY-MM') + interval '6 months')::date)`;

/** Whether a structure of cooperation runs an information system: by its name, where it has no unit that tells what it does. */
export const sharesInformationSystem = `g.name_folded ~ '\\m(si|sih|informati\\w*|informatique|numerique|e sante)\\M'
        and not exists (select from logistics.production_unit u where u.operated_by_code = g.code)`;

const edges = [
  `
      select u.site_finess as consumer_finess, s.establishment_finess as provider_finess, 'CARE' as domain, 'CARE ' || u.discipline_code as service,
        u.name as label, 'CareUnit' as resource_type, u.code as resource_key, null::float8 as share, null::float8 as daily_volume, u.period, u.action_reference,
        null as place_finess
      from clinical.care_unit u join clinical.care_unit_staff s on s.care_unit_code = u.code`,
  `
      select requester_finess, interpreter_finess, 'IMAGING', 'IMAGING ' || modality, 'Teleradiology: ' || modality, null, null, share, null, period, action_reference, null
      from clinical.teleradiology_flow`,
  `
      select r.requester_finess, coalesce(l.operated_by_finess, l.site_finess), 'LABS', 'LABS ' || r.specialty, l.name || ': ' || r.specialty,
        'Laboratory', l.code, r.share, null, r.period, r.action_reference, l.site_finess
      from clinical.lab_referral r join clinical.laboratory l on l.code = r.laboratory_code`,
  `
      select s.customer_finess, coalesce(p.operated_by_finess, p.site_finess), 'PHARMACY', 'PHARMACY ' || s.activity, p.name || ': ' || s.activity,
        'Pharmacy', p.code, s.share, null, s.period, s.action_reference, p.site_finess
      from clinical.pharmacy_supply s join clinical.pharmacy p on p.code = s.pharmacy_code`,
  `
      select c.customer_finess, ${unitProvider}, case c.kind when 'MEALS' then 'CATERING' else 'LAUNDRY' end, c.kind, u.name,
        case c.kind when 'MEALS' then 'Kitchen' else 'Laundry' end, u.code, c.share, c.daily_volume, c.period, c.action_reference,
        u.site_finess
      from logistics.supply_contract c join logistics.production_unit u on u.code = c.unit_code
      left join establishments."grouping" g on g.code = u.operated_by_code`,
  // One who takes part in several ways, as a user and as an associated centre, relies on the host once.
  `
      select p.establishment_finess, host.establishment_finess, 'RESEARCH', 'RESEARCH ' || s.code, s.name, 'ResearchStructure', s.code, null, null,
        unnest(range_agg(p.period * host.period)), s.action_reference, null
      from clinical.research_participation p
      join clinical.research_participation host on host.structure_code = p.structure_code and host.role = 'HOST' and host.period && p.period
      join clinical.research_structure s on s.code = p.structure_code
      where p.role <> 'HOST'
      group by p.establishment_finess, host.establishment_finess, s.code`,
  `
      select t.site_finess, t.offered_by_finess, 'TRAINING', 'TRAINING ' || t.specialty_code, s.label, 'TrainingPost', t.code, null, null,
        ${semester}, t.action_reference, null
      from clinical.training_post t join clinical.specialty s on s.code = t.specialty_code
      where t.offered_by_finess is not null`,
  // What a structure of service does is told by its units, or else by the name of a shared information system.
  `
      select m.establishment_finess, g.legal_entity_finess, 'INFORMATION_SYSTEMS', 'INFORMATION_SYSTEMS', g.name, null, null, null, null,
        unnest(range_agg(m.period)), null, null
      from establishments.membership m join establishments."grouping" g on g.code = m.grouping_code
      where g.legal_entity_finess is not null and ${sharesInformationSystem}
      group by m.establishment_finess, g.code`,
];
