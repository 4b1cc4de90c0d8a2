import { sql, type RawBuilder } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import type { DateFilter, IntFilter, StringFilter } from './filter.ts';
import type { Placeholder } from './prepared.ts';
import { fold } from '../../../platform/text.ts';

/** What a row must fulfil, in SQL. */
export type Condition = RawBuilder<boolean>;

const maxListLength = 1000;

/** Holds where every condition does; always, where there is none. */
export const allOf = (conditions: Condition[]): Condition =>
  conditions.length === 0
    ? sql<boolean>`true`
    : conditions.length === 1
      ? conditions[0]!
      : sql<boolean>`(${sql.join(conditions, sql` and `)})`;

/** Holds where one of the conditions does; never, where there is none. */
export const anyOf = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`;

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

type Scalar = string | number;
type Operators = { [Name in keyof typeof operators]?: Scalar | null } & {
  in?: Scalar[] | null;
  isNull?: boolean | null;
};

function compare(column: RawBuilder<unknown>, type: string, filter: Operators, path: string): Condition[] {
  const parts: Condition[] = [];
  for (const [name, operator] of Object.entries(operators)) {
    const value = filter[name as keyof typeof operators];
    if (value !== null && value !== undefined)
      parts.push(sql<boolean>`${column} ${sql.raw(operator)} ${value}::${sql.raw(type)}`);
  }
  if (filter.in) {
    requireListLength(filter.in, `${path}.in`);
    parts.push(sql<boolean>`${column} = any(${filter.in}::${sql.raw(type)}[])`);
  }
  if (filter.isNull !== null && filter.isNull !== undefined)
    parts.push(sql<boolean>`${column} is ${sql.raw(filter.isNull ? '' : 'not')} null`);
  return parts;
}

function requireListLength(values: readonly unknown[], path: string): void {
  if (values.length > maxListLength) throw badUserInput(path, `\`${path}\` has more than ${maxListLength} values.`);
}

/** The conditions of an `IntFilter` on an integer column. */
export const intCondition = (column: RawBuilder<unknown>, filter: IntFilter, path: string): Condition =>
  allOf(compare(column, 'int', filter, path));

/** The conditions of a `DateFilter` on a date column. */
export const dateCondition = (column: RawBuilder<unknown>, filter: DateFilter, path: string): Condition =>
  allOf(compare(column, 'date', filter, path));

/** What rows of several years are listed by. */
export interface YearsWhere {
  years?: number[] | null;
}

/** The condition of the years on a column. */
export const inYears =
  (column: RawBuilder<unknown>) =>
  ({ years }: YearsWhere): Condition =>
    yearsCondition(column, years, 'years');

/** Holds where a year is one of those that an argument lists; always, where it is absent. */
export function yearsCondition(
  column: RawBuilder<unknown>,
  years: number[] | null | undefined,
  argument: string,
): Condition {
  if (!years) return allOf([]);
  requireListLength(years, argument);
  return isOneOf(column, 'int', years);
}

/**
 * Holds where a column is one of the values. The planner sees whether there are several, but not how many: it would have
 * reason to plan the statement again for each list of them, which takes longer than to find a few rows.
 * @param given what the statement has for the values: a slot, where it is kept
 */
export function isOneOf(
  column: RawBuilder<unknown>,
  type: string,
  values: readonly unknown[],
  given: readonly unknown[] | Placeholder = values,
): Condition {
  const array = sql`${given}::${sql.raw(type)}[]`;
  if (values.length === 1) return sql<boolean>`${column} = (${array})[1]`;
  return sql<boolean>`${column} = any((select ${array})::${sql.raw(type)}[])`;
}

/** The conditions of a `StringFilter` on a column of codes, compared as they are written. */
export function codeCondition(column: RawBuilder<unknown>, filter: StringFilter, path: string): Condition {
  return allOf([...compare(column, 'text', filter, path), ...patterns(column, filter, path, (text) => text)]);
}

/**
 * The conditions of a `StringFilter` on a name, whose folded form (see `fold`) stands in a column of its own.
 * @param indexed the column whose trigram index finds words within the name: the folded name, or a text that holds it
 */
export function nameCondition(
  name: RawBuilder<unknown>,
  folded: RawBuilder<unknown>,
  filter: StringFilter,
  path: string,
  indexed = folded,
): Condition {
  // The folded column comes first: its index finds the few rows in which the exact text is then looked for.
  const exact = filter.eq ? [sql<boolean>`${folded} = ${fold(filter.eq)}`] : [];
  const among = filter.in ? [sql<boolean>`${folded} = any(${filter.in.map(fold)}::text[])`] : [];
  const within =
    indexed !== folded && filter.contains ? [containing(indexed, fold(filter.contains), `${path}.contains`)] : [];
  return allOf([
    ...exact,
    ...among,
    ...compare(name, 'text', filter, path),
    ...within,
    ...patterns(folded, filter, path, fold),
  ]);
}

function patterns(
  column: RawBuilder<unknown>,
  filter: StringFilter,
  path: string,
  normalise: (text: string) => string,
): Condition[] {
  const parts: Condition[] = [];
  if (filter.contains !== null && filter.contains !== undefined)
    parts.push(containing(column, normalise(filter.contains), `${path}.contains`));
  if (filter.startsWith) parts.push(sql<boolean>`${column} ^@ ${normalise(filter.startsWith)}`);
  return parts;
}

function containing(column: RawBuilder<unknown>, text: string, path: string): Condition {
  // Below three characters no trigram index can serve it.
  if (text.length < 3)
    throw badUserInput(path, `\`${path}\` takes 3 letters or digits at least: use \`startsWith\` for fewer.`);
  return sql<boolean>`${column} like ${`%${escapeLike(text)}%`}`;
}

/** A text in which `%`, `_` and `\` stand for themselves in a LIKE pattern. */
const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
