import { OperatorError } from '../../platform/errors.ts';
import type { Session } from '../pipeline/session.ts';
import { onlyInSae } from './only-in-sae.ts';

/** A new year that would close more sites than this, and more than half of the open ones, is probably only a part of it. */
const suspiciousClosings = 100;

/** The first complete year after the last one that lists a row of the given source. */
const firstWithout = (complete: string, years: string, source: string) => `(
  select min(year) from (${complete}) as complete
  where year > greatest((select max(year) from ${years}), right(${source}, 4)::int))`;

const closings = ({ table, key, where, gone }: Record<'table' | 'key' | 'where' | 'gone', string>) => `
  with judged as (select ${key}, closed_on as before, make_date(${gone}, 1, 1) as after from ${table} as one where ${where}),
    closed as (
      update ${table} as one set closed_on = after from judged
      where judged.${key} = one.${key} and before is distinct from after returning before, after)
  select (select count(*) from judged where before is null)::int as open,
    count(*) filter (where before is null)::int as gone, count(*) filter (where before is not null)::int as changed
  from closed`;

// Sites are listed by two tables, so that a year without one of them tells nothing of what is missing.
const sites = closings({
  table: 'establishment',
  key: 'finess',
  where: `one.level = 'SITE' and ${onlyInSae('one')}`,
  gone: firstWithout(
    `select year from statistics_table where name in ('ID', 'IDB') group by year having count(*) = 2`,
    'yearly_owner where site_finess = one.finess',
    'one.source_code',
  ),
});

const groups = closings({
  table: '"grouping"',
  key: 'code',
  where: onlyInSae('one'),
  gone: firstWithout(
    `select year from statistics_table where name = 'GHT'`,
    'yearly_grouping where grouping_code = one.code',
    'one.source_code',
  ),
});

/**
 * Closes the sites and groups that only SAE knows and that newer years no longer list, on the first day of the first year
 * without them, and opens those that newer years list again. The result does not depend on the order in which years are loaded.
 * @throws OperatorError when so many sites would be closed that a table is probably only a part of one
 */
export async function closeUnlisted(session: Session): Promise<void> {
  for (const [target, statement] of [
    ['establishments in SAE only', sites],
    ['groupings', groups],
  ] as const) {
    const { rows } = await session.client.query<{ open: number; gone: number; changed: number }>(statement);
    const { open, gone, changed } = rows[0]!;
    if (gone > suspiciousClosings && gone > open / 2)
      throw new OperatorError(
        `The tables no longer list ${gone} of the ${open} open sites that only SAE has, and would close them. If one of them is only a part of its table, --partial loads it without closing any. Nothing was changed.`,
      );
    if (gone + changed > 0) session.count(target, { gone, changed });
  }
}
