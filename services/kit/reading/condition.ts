import { sql, type RawBuilder } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import type { DateFilter, IntFilter, StringFilter } from './filter.ts';
import type { Placeholder } from './prepared.ts';
import { fold } from '../../../platform/text.ts';

/** An SQL condition on a row. */
export type Condition = RawBuilder<boolean>;

/** True if every condition is true, or if there is none. */
export const allOf = (conditions: Condition[]): Condition =>
  conditions.length === 0
    ? sql<boolean>`true`
    : conditions.length === 1
      ? conditions[0]!
      : sql<boolean>`(${sql.join(conditions, sql` and `)})`;

/** True if at least one condition is true. */
export const anyOf = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`;

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

type Scalar = string | number;
type Operators = { [Name in keyof typeof operators]?: Scalar | null } & {
  in?: Scalar[] | null;
  isNull?: boolean | null;
};

function compare(column: RawBuilder<unknown>, type: string, filter: Operators): Condition[] {
  const parts: Condition[] = [];
  for (const [name, operator] of Object.entries(operators)) {
    const value = filter[name as keyof typeof operators];
    if (value !== null && value !== undefined)
      parts.push(sql<boolean>`${column} ${sql.raw(operator)} ${value}::${sql.raw(type)}`);
  }
  if (filter.in) parts.push(sql<boolean>`${column} = any(${filter.in}::${sql.raw(type)}[])`);
  if (filter.isNull !== null && filter.isNull !== undefined)
    parts.push(sql<boolean>`${column} is ${sql.raw(filter.isNull ? '' : 'not')} null`);
  return parts;
}

/** The conditions of an `IntFilter` on an integer column. */
export const intCondition = (column: RawBuilder<unknown>, filter: IntFilter): Condition =>
  allOf(compare(column, 'int', filter));

/** The conditions of a `DateFilter` on a date column. */
export const dateCondition = (column: RawBuilder<unknown>, filter: DateFilter): Condition =>
  allOf(compare(column, 'date', filter));

/** The arguments of a list of yearly rows. */
export interface YearsWhere {
  years?: number[] | null;
}

/** The condition of `YearsWhere` on a column of years. */
export const inYears =
  (column: RawBuilder<unknown>) =>
  ({ years }: YearsWhere): Condition =>
    yearsCondition(column, years);

/** True if a year is in the list of an argument, or if the argument is absent. */
export const yearsCondition = (column: RawBuilder<unknown>, years: number[] | null | undefined): Condition =>
  years ? isOneOf(column, 'int', years) : allOf([]);

/**
 * True if a column has one of the values. The statement shows the planner whether there is one value or several, but not
 * how many: otherwise PostgreSQL would prefer a new plan for each list, and planning takes longer than finding a few rows.
 * @param given the values in the statement: a placeholder if the statement is kept
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

/** The conditions of a `StringFilter` on a column of codes, which are compared literally. */
export function codeCondition(column: RawBuilder<unknown>, filter: StringFilter, path: string): Condition {
  return allOf([...compare(column, 'text', filter), ...patterns(column, filter, path, (text) => text)]);
}

/**
 * The conditions of a `StringFilter` on a name, with a column for its folded form (see `fold`), which has a trigram index.
 */
export function nameCondition(
  name: RawBuilder<unknown>,
  folded: RawBuilder<unknown>,
  filter: StringFilter,
  path: string,
): Condition {
  // The folded column comes first: its index finds the few rows whose exact text is then compared.
  const exact = filter.eq ? [sql<boolean>`${folded} = ${fold(filter.eq)}`] : [];
  const among = filter.in ? [sql<boolean>`${folded} = any(${filter.in.map(fold)}::text[])`] : [];
  return allOf([...exact, ...among, ...compare(name, 'text', filter), ...patterns(folded, filter, path, fold)]);
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
  // A trigram index needs at least three characters.
  if (text.length < 3)
    throw badUserInput(path, `\`${path}\` must have at least 3 letters or digits; use \`startsWith\` for fewer.`);
  return sql<boolean>`${column} like ${`%${escapeLike(text)}%`}`;
}

/** Escapes `%`, `_` and `\` for a LIKE pattern. */
const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
