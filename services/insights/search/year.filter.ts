import { sql, type RawBuilder } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';

/** The tables of yearly figures of establishments. */
export type Statistics =
  | 'clinical.care_activity'
  | 'clinical.declared_activity'
  | 'clinical.imaging_activity'
  | 'clinical.intern_census';

/** A year, the latest year of the statistics (null), or all years. */
export type YearChoice = number | 'all' | null | undefined;

export const allYears = sql<boolean>`true`;

/** The latest year of a table of yearly figures. */
export const latestYear = (table: string): RawBuilder<number> =>
  sql<number>`(select max(year) from ${sql.table(table)})`;

/** True for a row of the chosen year. */
export function inYear(column: RawBuilder<unknown>, statistics: Statistics, year: YearChoice): Condition {
  if (year === 'all') return allYears;
  if (typeof year === 'number') return sql<boolean>`${column} = ${year}::int`;
  return sql<boolean>`${column} = ${latestYear(statistics)}`;
}

/** The year of an argument. @throws GraphQLError `BAD_USER_INPUT` out of bounds */
export function requireYear(year: number | null | undefined, argument: string): number | null {
  if (year === null || year === undefined) return null;
  if (year < 1900 || year > 2200)
    throw badUserInput(argument, `\`${argument}\` is ${year}: it must be from 1900 to 2200.`);
  return year;
}
