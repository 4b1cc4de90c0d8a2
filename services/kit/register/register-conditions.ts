import { sql, type RawBuilder } from 'kysely';
import { changedSince } from '../reading/changed-since.ts';
import { allOf, codeCondition, dateCondition, nameCondition, type Condition } from '../reading/condition.ts';
import type { StringFilter } from '../reading/filter.ts';
import { registerCodeCondition } from '../reading/register-code.ts';
import type { Conditions } from '../reading/where.ts';
import { liesIn } from './near.ts';
import type { IdentifierFilter, RegisterWhere } from './register-where.ts';
import { matchesWords } from './search/search.ts';

/** The SQL of `RegisterWhere` on an establishment, `e`. */
export const registerConditions: Conditions<RegisterWhere> = {
  changedSince: changedSince(sql`e.changed_at`),
  search: (search, path) => matchesWords(search, path),
  name: (filter, path) => nameCondition(sql`e.name`, sql`e.name_folded`, filter, path),
  category: (filter, path) => codeCondition(sql`e.category_code`, filter, path),
  sector: (sectors) => sql<boolean>`e.sector = any(${sectors}::text[])`,
  level: (level) => sql<boolean>`e.level = ${level}`,
  territory: (filter, path) => within(sql`e.territory_code`, filter, path),
  near: (circle, path) => liesIn(circle, path),
  identifier: (identifier) => isNumbered(identifier),
  isMilitary: (is) => sql<boolean>`${sql.raw(is ? '' : 'not ')}e.is_military`,
  isUniversityHospital: (is) => sql<boolean>`${sql.raw(is ? '' : 'not ')}e.is_university_hospital`,
  openedOn: (filter) => dateCondition(sql`e.opened_on`, filter),
  closedOn: (filter) => dateCondition(sql`e.closed_on`, filter),
  isOpen: (is) => (is ? isOpenToday : sql<boolean>`e.closed_on <= current_date`),
  openOn: (day) =>
    allOf([sql<boolean>`(e.opened_on is null or e.opened_on <= ${day}::date)`, isOpenOn(sql`${day}::date`)]),
};

const isOpenOn = (day: RawBuilder<unknown>): Condition => sql<boolean>`(e.closed_on is null or e.closed_on > ${day})`;

/** True for an establishment `e` that is open today. */
export const isOpenToday = isOpenOn(sql`current_date`);

const isNumbered = ({ system, value }: IdentifierFilter): Condition => sql<boolean>`e.finess in (
    select i.establishment_finess from establishments.identifier i where i.system = ${system} and i.value = ${value})`;

/** True for the code of a territory that is, or is located in, a territory whose code matches. `isNull` applies to the code itself. */
function within(territory: RawBuilder<unknown>, { isNull, ...filter }: StringFilter, path: string): Condition {
  const known = codeCondition(territory, { isNull }, path);
  if (Object.values(filter).every((value) => value === null || value === undefined)) return known;
  const matches = (column: string): Condition => registerCodeCondition(sql.ref(column), filter, path);
  const lies = sql<boolean>`${territory} in (
    select place.code from establishments.territory place
    where ${matches('place.code')} or ${matches('place.department_code')} or ${matches('place.region_code')})`;
  return isNull === null || isNull === undefined ? lies : sql<boolean>`(${known} and ${lies})`;
}
