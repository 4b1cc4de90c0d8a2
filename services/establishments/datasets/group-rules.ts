import { stagedRows } from '../../kit/datasets/dataset.ts';

/** Only a legal entity is the legal person of a grouping. */
export const isLegalEntity = `
  select s.number, 'legalEntity' as "column", null as value, 'expected a legal entity: it is a site of ' || e.legal_entity_finess as message
  from ${stagedRows} as s join establishments.establishment as e on e.finess = s.legal_entity_finess
  where e.level = 'SITE'`;

const same = (one: string, other: string) =>
  ['grouping_code', 'establishment_finess', 'role'].map((name) => `${one}.${name} = ${other}.${name}`).join(' and ');

const periodOf = (row: string) => `daterange(${row}.starts_on, ${row}.ends_on)`;

/** Rows of a file may not overlap one another; those of the hub give way to them. */
export const oneMembership = `
  select distinct on (s.number) s.number, 'grouping' as "column", null as value,
    'expected only one row at a time with the same grouping, establishment and role; ' || other.place || ' is another' as message
  from ${stagedRows} as s join ${stagedRows} as other
    on ${same('s', 'other')} and other.number < s.number and ${periodOf('other')} && ${periodOf('s')}
  order by s.number, other.number`;

/** Deletes the memberships that give way to a staged one, as they overlap it and began on another day. */
export const replacedMemberships = `
  delete from establishments.membership as kept using ${stagedRows} as s
  where ${same('s', 'kept')} and kept.period && ${periodOf('s')}
    and not exists (select from ${stagedRows} as o where ${same('o', 'kept')} and lower(kept.period) is not distinct from o.starts_on)`;

/** Successors are followed from one to the next, which has to come to an end. */
export const noCircle = `
  with recursive succession as (
      select predecessor_finess, successor_finess from ${stagedRows}
      union all
      select predecessor_finess, successor_finess from establishments.succession as kept
      where not exists (select from ${stagedRows} as s where s.predecessor_finess = kept.predecessor_finess)
    ), followed as (
      select number, predecessor_finess as first, successor_finess as last from ${stagedRows}
      union
      select number, first, successor_finess from followed join succession on predecessor_finess = last where last <> first
    )
  select number, 'successor' as "column", null as value, 'expected an establishment that ' || first || ' did not itself succeed' as message
  from followed where last = first`;
