import { sql, type RawBuilder } from 'kysely';
import { codeCondition, type Condition } from '../../kit/reading/condition.ts';
import type { StringFilter } from '../../kit/reading/filter.ts';

/** True for the code of a territory that is, or is located in, a territory whose code matches. `isNull` applies to the code itself. */
export function within(territory: RawBuilder<unknown>, { isNull, ...filter }: StringFilter, path: string): Condition {
  const known = codeCondition(territory, { isNull }, path);
  if (Object.values(filter).every((value) => value === null || value === undefined)) return known;
  const matches = (column: string): Condition => codeCondition(sql.ref(column), filter, path);
  return sql<boolean>`(${known} and ${territory} in (
    select place.code from establishments.territory place
    where ${matches('place.code')} or ${matches('place.department_code')} or ${matches('place.region_code')}))`;
}
