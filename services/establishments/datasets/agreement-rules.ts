import { stagedRows } from '../../kit/datasets/dataset.ts';

// A bound of an action that equals that of its agreement changes with it.
const start = `case when lower(a.period) is not distinct from lower(kept.period) then s.starts_on else lower(a.period) end`;
const end = `case when upper(a.period) is not distinct from upper(kept.period) then s.ends_on else upper(a.period) end`;

const changed = `
  ${stagedRows} as s join establishments.agreement as kept using (reference)
  join establishments.cooperation_action as a on a.agreement_reference = s.reference`;

const actionsOutside = `
  select distinct on (number) number, null as value,
    case when starts < starts_on or (starts = starts_on and ends is distinct from ends_on and starts >= ends) then 'start' else 'end' end as "column",
    format('expected a period that includes the action %s of the agreement (%s to %s)', action,
      coalesce(lower(period)::text, 'open'), coalesce(upper(period)::text, 'open')) as message
  from (
    select s.number, s.starts_on, s.ends_on, ${start} as starts, ${end} as ends, a.reference as action, a.period from ${changed}
  ) where starts < starts_on or ends > ends_on or starts >= ends
  order by number, action`;

const partiesLeft = `
  select distinct on (s.number) s.number, null as value, 'parties' as "column",
    format('expected %s, or the legal entity of that site, among the parties: the action %s refers to it (change the action first)',
      named.establishment_finess, a.reference) as message
  from ${changed}
  join establishments.cooperation_action_establishment as named on named.action_reference = a.reference
  where not exists (
    select from establishments.establishment as e
    where e.finess = named.establishment_finess and (e.finess = any(s.parties) or e.legal_entity_finess = any(s.parties)))
  order by s.number, a.reference`;

/** The period and the parties of an agreement must fit its actions. */
export const agreementRules = [actionsOutside, partiesLeft];

/** Moves the bounds of actions that are those of their agreement. */
export const moveActions = `
  update establishments.cooperation_action as action set period = daterange(starts, ends)
  from (select a.reference, ${start} as starts, ${end} as ends from ${changed}) as moved
  where action.reference = moved.reference and action.period <> daterange(starts, ends)`;

/** The establishments of an action must be parties of its agreement, or sites of a party. */
export const requireParties = `
  select s.number, named.finess as value, named.name as "column",
    format('expected a party of the agreement %s, or a site of one', s.agreement_reference) as message
  from ${stagedRows} as s
  join establishments.agreement on agreement.reference = s.agreement_reference
  cross join lateral (
    values ('provider', s.provider_finess), ('site', s.site_finess)
    union all select 'beneficiaries', unnest(s.beneficiaries)
  ) as named (name, finess)
  join establishments.establishment as e on e.finess = named.finess
  where not exists (
    select from establishments.agreement_party as party
    where party.agreement_reference = s.agreement_reference and party.establishment_finess in (e.finess, e.legal_entity_finess))`;

/** A status is that of a day which has come: what is planned is not known. */
export const untilToday = `
  select number, 'since' as "column", null as value, 'expected a day until today' as message
  from ${stagedRows} where since > current_date`;
