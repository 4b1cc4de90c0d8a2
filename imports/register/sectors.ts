import type pg from 'pg';

/** A site has the legal status of its legal entity. Where no source states that, its own is what the statistics state of the site. */
export const statusOf = (...owners: string[]): string =>
  `coalesce(${owners.map((owner) => `${owner}.legal_status_code`).join(', ')})`;

/** The sector of a row of `legal_status`, which may be missing. */
export const sectorOf = (status: string): string => `coalesce(${status}.sector, 'UNKNOWN')`;

// The armed forces' health service is the State.
const sectors = `
  update establishment as one set legal_status_code = derived.status, sector = derived.sector
  from (
    select own.finess, stated.status, followed.sector
    from establishment as own left join establishment as entity on entity.finess = own.legal_entity_finess and own.level = 'SITE'
    cross join lateral (select ${statusOf('entity', 'own')} as status) as stated
    left join legal_status on legal_status.code = stated.status
    cross join lateral (
      select case when own.is_military or entity.is_military then 'PUBLIC' else ${sectorOf('legal_status')} end as sector
    ) as followed
    where own.legal_status_code is distinct from stated.status or own.sector <> followed.sector
  ) as derived
  where derived.finess = one.finess`;

/** Derives the legal statuses of sites from their legal entities, and all sectors from the legal statuses. */
export const deriveSectors = (client: pg.ClientBase): Promise<unknown> => client.query(sectors);
