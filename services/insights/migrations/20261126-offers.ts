import { Migration } from '@mikro-orm/migrations';
import { semester, sharesInformationSystem, unitProvider } from './20261126-edges.ts';

/** Who could provide which service: what a consumer that has lost a provider may turn to. */
export class Offers extends Migration {
  override up(): void {
    // One row a provider, a service as `reliance` names it, and the resource that would do the work, with the place where it stands.
    this.addSql(`create view offer as ${offers.join('\n      union all')}`);
  }
}

const offers = [
  `
      select 'CARE ' || discipline_code as service, site_finess as provider_finess, site_finess as place_finess,
        'CareUnit' as resource_type, code as resource_key, null::float8 as daily_capacity, period
      from clinical.care_unit`,
  `
      select 'IMAGING ' || modality, interpreter_finess, interpreter_finess, null, null, null, period
      from clinical.teleradiology_flow`,
  `
      select 'LABS ' || specialty, coalesce(l.operated_by_finess, l.site_finess), l.site_finess, 'Laboratory', l.code, null, l.period
      from clinical.laboratory l cross join unnest(l.specialties) specialty`,
  `
      select 'PHARMACY ' || activity, coalesce(p.operated_by_finess, p.site_finess), p.site_finess, 'Pharmacy', p.code, null, p.period
      from clinical.pharmacy p cross join unnest(p.activities) activity`,
  `
      select u.kind, ${unitProvider}, coalesce(u.site_finess, ${unitProvider}), case u.kind when 'MEALS' then 'Kitchen' else 'Laundry' end, u.code,
        u.daily_capacity, '(,)'::daterange
      from logistics.production_unit u left join establishments."grouping" g on g.code = u.operated_by_code
      where u.status = 'OPERATING'`,
  // No other structure is the same; one of the same kind is what comes nearest.
  `
      select 'RESEARCH ' || s.code, host.establishment_finess, host.establishment_finess, 'ResearchStructure', other.code, null, host.period
      from clinical.research_structure s
      join clinical.research_structure other on other.kind = s.kind and other.code <> s.code
      join clinical.research_participation host on host.structure_code = other.code and host.role = 'HOST'`,
  `
      select 'TRAINING ' || t.specialty_code, coalesce(t.offered_by_finess, t.site_finess), t.site_finess, 'TrainingPost', t.code, null, ${semester}
      from clinical.training_post t`,
  `
      select 'INFORMATION_SYSTEMS', g.legal_entity_finess, g.legal_entity_finess, null, null, null, daterange(null, g.closed_on)
      from establishments."grouping" g
      where g.legal_entity_finess is not null and ${sharesInformationSystem}`,
];
