import type pg from 'pg';

const forget = `update establishment set derived_name = null where derived_name <> name`;

// A legal entity that sources know by its number alone is named after the one grouping behind which it stands, or else after its sites,
// if they all have one name.
const derive = `
  with unnamed as (
    select finess from establishment where level = 'LEGAL_ENTITY' and (name = finess or derived_name is not null)
  ), of_groupings as (
    select legal_entity_finess as finess, min(name) as name from "grouping"
    where legal_entity_finess is not null group by 1 having count(*) = 1
  ), of_sites as (
    -- All at once: until the new rows are analysed, the planner would read the table for each legal entity.
    select legal_entity_finess as finess, min(name) as name from establishment
    where legal_entity_finess is not null group by 1 having min(name) = max(name)
  ), candidate as (
    select finess, coalesce(of_groupings.name, of_sites.name) as name
    from unnamed left join of_groupings using (finess) left join of_sites using (finess)
  )
  update establishment as one set name = coalesce(candidate.name, one.finess), derived_name = candidate.name
  from candidate where candidate.finess = one.finess and one.name <> coalesce(candidate.name, one.finess)`;

/** Names legal entities that no source names. */
export async function deriveNames(client: pg.ClientBase): Promise<void> {
  await client.query(forget);
  await client.query(derive);
}
