import type pg from 'pg';

const forget = `update establishment set derived_name = null where derived_name <> name`;

// A legal entity that sources know by its number alone is named after the one grouping behind which it stands, or else after its sites,
// if they all have one name.
const derive = `
  with candidate as (
    select one.finess, coalesce(
      (select min(own.name) from "grouping" as own where own.legal_entity_finess = one.finess having count(*) = 1),
      (select min(site.name) from establishment as site where site.legal_entity_finess = one.finess having min(site.name) = max(site.name))
    ) as name
    from establishment as one where level = 'LEGAL_ENTITY' and (name = finess or derived_name is not null))
  update establishment as one set name = coalesce(candidate.name, one.finess), derived_name = candidate.name
  from candidate where candidate.finess = one.finess and one.name <> coalesce(candidate.name, one.finess)`;

/** Names legal entities that no source names. */
export async function deriveNames(client: pg.ClientBase): Promise<void> {
  await client.query(forget);
  await client.query(derive);
}
