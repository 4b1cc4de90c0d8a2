import { sql, type RawBuilder } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import { badUserInput } from '../../../platform/errors.ts';

/** The tables that tell figures of establishments by year. */
export type Statistics = 'clinical.care_activity' | 'clinical.imaging_activity' | 'clinical.intern_census';

/** A year, the latest that the statistics have (null), or all of them. */
export type YearChoice = number | 'all' | null | undefined;

export const allYears = sql<boolean>`true`;

/** Holds for a row of the chosen year. */
export function inYear(column: RawBuilder<unknown>, statistics: Statistics, year: YearChoice): Condition {
  if (year === 'all') return allYears;
  if (typeof year === 'number') return sql<boolean>`${column} = ${year}::int`;
  return sql<boolean>`${column} = (select max(year) from ${sql.table(statistics)})`;
}

/** The year that an argument asks for; `BAD_USER_INPUT` where no statistics can be of it. */
export function requireYear(year: number | null | undefined, argument: string): number | null {
  if (year === null || year === undefined) return null;
  if (year < 1900 || year > 2200)
    throw badUserInput(argument, `\`${argument}\` is ${year}: it takes a year from 1900 to 2200.`);
  return year;
}
