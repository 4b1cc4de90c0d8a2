import { OperatorError } from '../../platform/errors.ts';
import type { Session } from '../pipeline/session.ts';
import { measures, type Measure } from './measures.ts';
import { onlyInSae } from './only-in-sae.ts';

/** A new year that would close more than this, and more than half of the open ones, is probably only a part of it. */
const suspiciousClosings = 100;

/** The first complete year after the last one that lists a row of the given source. */
const firstWithout = (complete: string, years: string, source: string) => `(
  select min(year) from (${complete}) as complete
  where year > greatest((select max(year) from (${years}) as listing), right(${source}, 4)::int))`;

const closings = ({ table, key, where, gone }: Record<'table' | 'key' | 'where' | 'gone', string>) => `
  with judged as (select ${key}, closed_on as before, make_date(${gone}, 1, 1) as after from ${table} as one where ${where}),
    closed as (
      update ${table} as one set closed_on = after from judged
      where judged.${key} = one.${key} and before is distinct from after returning before, after)
  select (select count(*) from judged where before is null)::int as open,
    count(*) filter (where before is null)::int as gone, count(*) filter (where before is not null)::int as changed
  from closed`;

// Sites and legal entities are listed by two tables, so that a year without one of them tells nothing of what is missing.
const completeLists = `select year from statistics_table where name in ('ID', 'IDB') group by year having count(*) = 2`;

const ofEstablishments = measures.filter(({ owner }) => owner === 'establishment_finess');

/** The years whose tables of figures have lines of an establishment: an establishment may be in these alone. */
const yearsOf = (column: string, among: readonly Measure[]): string =>
  among
    .map(({ table }) => `select year from ${table} where ${column} = one.finess and source_code ~ '^sae-'`)
    .join(' union all ');

const sites = closings({
  table: 'establishment',
  key: 'finess',
  where: `one.level = 'SITE' and ${onlyInSae('one')}`,
  gone: firstWithout(
    completeLists,
    `select year from yearly_owner where site_finess = one.finess union all ${yearsOf('establishment_finess', ofEstablishments)}`,
    'one.source_code',
  ),
});

const legalEntities = closings({
  table: 'establishment',
  key: 'finess',
  where: `one.level = 'LEGAL_ENTITY' and ${onlyInSae('one')}`,
  gone: `case when not exists (select from establishment as site where site.legal_entity_finess = one.finess and site.closed_on is null) then
    ${firstWithout(
      completeLists,
      `select year from yearly_owner where legal_entity_finess = one.finess
       union all ${yearsOf('establishment_finess', ofEstablishments)}
       union all ${yearsOf(
         'legal_entity_finess',
         ofEstablishments.filter(({ hasLegalEntity }) => hasLegalEntity),
       )}`,
      'one.source_code',
    )} end`,
});

const groups = closings({
  table: '"grouping"',
  key: 'code',
  where: onlyInSae('one'),
  gone: firstWithout(
    `select year from statistics_table where name = 'GHT'`,
    'select year from yearly_grouping where grouping_code = one.code',
    'one.source_code',
  ),
});

/**
 * Closes the sites, legal entities and groups that only SAE knows and that newer years no longer list, on the first day of the first
 * year without them, and opens those that newer years list again. The result does not depend on the order in which years are loaded.
 * @throws OperatorError when so many would be closed that a table is probably only a part of one
 */
export async function closeUnlisted(session: Session): Promise<void> {
  for (const [what, target, statement] of [
    ['sites', 'establishments in SAE only', sites],
    // After the sites: a legal entity with an open one is open.
    ['legal entities', 'establishments in SAE only', legalEntities],
    ['groups', 'groupings', groups],
  ] as const) {
    const { rows } = await session.client.query<{ open: number; gone: number; changed: number }>(statement);
    const { open, gone, changed } = rows[0]!;
    if (gone > suspiciousClosings && gone > open / 2)
      throw new OperatorError(
        `The tables no longer list ${gone} of the ${open} open ${what} that only SAE has, and would close them. If one of them is only a part of its table, --partial loads it without closing any. Nothing was changed.`,
      );
    if (gone + changed > 0) session.count(target, { gone, changed });
  }
}
