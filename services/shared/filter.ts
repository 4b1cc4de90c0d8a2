import 'reflect-metadata';
import { sql, type RawBuilder } from 'kysely';
import { Field, InputType, Int } from 'type-graphql';
import { badUserInput } from './errors.ts';
import { DateScalar } from './scalars.ts';
import { fold } from './text.ts';

export type Condition = RawBuilder<boolean>;

@InputType({ description: 'Conditions on a text: all that are given hold.' })
export class StringFilter {
  @Field(() => String, { nullable: true, description: 'Is exactly this.' })
  eq?: string | null;

  @Field(() => [String], { nullable: true, description: 'Is one of these: 1,000 at most.' })
  in?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Has this within: 3 characters at least. In names, accents and case do not count.' })
  contains?: string | null;

  @Field(() => String, { nullable: true, description: 'Begins with this. In names, accents and case do not count.' })
  startsWith?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}

@InputType({ description: 'Conditions on a whole number: all that are given hold.' })
export class IntFilter {
  @Field(() => Int, { nullable: true, description: 'Equals this.' })
  eq?: number | null;

  @Field(() => [Int], { nullable: true, description: 'Is one of these: 1,000 at most.' })
  in?: number[] | null;

  @Field(() => Int, { nullable: true, description: 'Is greater than this.' })
  gt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is this or greater.' })
  gte?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is less than this.' })
  lt?: number | null;

  @Field(() => Int, { nullable: true, description: 'Is this or less.' })
  lte?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}

@InputType({ description: 'Conditions on a day: all that are given hold.' })
export class DateFilter {
  @Field(() => DateScalar, { nullable: true, description: 'Is this day.' })
  eq?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Is this day or later.' })
  gte?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Is before this day.' })
  lt?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is unknown.' })
  isNull?: boolean | null;
}

/** One condition for each field that a `where` may have, `AND`, `OR` and `NOT` aside. */
export type Conditions<Where> = {
  [Field in Exclude<keyof Where, 'AND' | 'OR' | 'NOT'>]-?: (value: NonNullable<Where[Field]>, path: string) => Condition;
};

interface Combined<Where> {
  AND?: Where[] | null;
  OR?: Where[] | null;
  NOT?: Where | null;
}

const maxConditions = 200;
const maxListLength = 1000;

/**
 * The SQL of a `where`: its fields all hold, `AND` all of a list (an empty one always), `OR` one of a list
 * (an empty one never), `NOT` the contrary. Faults name the field behind `path`.
 */
export function conditionOf<Where extends object>(where: Where, conditions: Conditions<Where>, path = 'where'): Condition {
  let left = maxConditions;
  const build = (one: Where & Combined<Where>, path: string): Condition => {
    const parts: Condition[] = [];
    for (const [name, value] of Object.entries(one)) {
      if (value === null || value === undefined) continue;
      if (--left < 0) throw badUserInput('where', `\`where\` has more than ${maxConditions} conditions.`);
      const here = `${path}.${name}`;
      if (name === 'AND' || name === 'OR') {
        const items = (value as Where[]).map((item, index) => build(item, `${here}.${index}`));
        parts.push(name === 'AND' ? allOf(items) : anyOf(items));
      } else if (name === 'NOT') parts.push(sql<boolean>`coalesce(not ${build(value as Where, here)}, true)`);
      else parts.push(conditions[name as keyof Conditions<Where>](value as never, here));
    }
    return allOf(parts);
  };
  return build(where, path);
}

/** Holds where every condition does; always, where there is none. */
export const allOf = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`true` : conditions.length === 1 ? conditions[0]! : sql<boolean>`(${sql.join(conditions, sql` and `)})`;

const anyOf = (conditions: Condition[]): Condition =>
  conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`;

const operators = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

type Scalar = string | number;
type Operators = { [Name in keyof typeof operators]?: Scalar | null } & { in?: Scalar[] | null; isNull?: boolean | null };

function compare(column: RawBuilder<unknown>, type: string, filter: Operators, path: string): Condition[] {
  const parts: Condition[] = [];
  for (const [name, operator] of Object.entries(operators)) {
    const value = filter[name as keyof typeof operators];
    if (value !== null && value !== undefined) parts.push(sql<boolean>`${column} ${sql.raw(operator)} ${value}::${sql.raw(type)}`);
  }
  if (filter.in) {
    if (filter.in.length > maxListLength) throw badUserInput(`${path}.in`, `\`${path}.in\` has more than ${maxListLength} values.`);
    parts.push(sql<boolean>`${column} = any(${filter.in}::${sql.raw(type)}[])`);
  }
  if (filter.isNull !== null && filter.isNull !== undefined) parts.push(sql<boolean>`${column} is ${sql.raw(filter.isNull ? '' : 'not')} null`);
  return parts;
}

/** The conditions of an `IntFilter` on an integer column. */
export const intCondition = (column: RawBuilder<unknown>, filter: IntFilter, path: string): Condition => allOf(compare(column, 'int', filter, path));

/** The conditions of a `DateFilter` on a date column. */
export const dateCondition = (column: RawBuilder<unknown>, filter: DateFilter, path: string): Condition => allOf(compare(column, 'date', filter, path));

/** The conditions of a `StringFilter` on a column of codes, compared as they are written. */
export function codeCondition(column: RawBuilder<unknown>, filter: StringFilter, path: string): Condition {
  return allOf([...compare(column, 'text', filter, path), ...patterns(column, filter, path, (text) => text)]);
}

/** The conditions of a `StringFilter` on a name, whose folded form (see `fold`) stands in a column of its own. */
export function nameCondition(name: RawBuilder<unknown>, folded: RawBuilder<unknown>, filter: StringFilter, path: string): Condition {
  // The folded column comes first: its index finds the few rows in which the exact text is then looked for.
  const exact = filter.eq ? [sql<boolean>`${folded} = ${fold(filter.eq)}`] : [];
  const among = filter.in ? [sql<boolean>`${folded} = any(${filter.in.map(fold)}::text[])`] : [];
  return allOf([...exact, ...among, ...compare(name, 'text', filter, path), ...patterns(folded, filter, path, fold)]);
}

function patterns(column: RawBuilder<unknown>, filter: StringFilter, path: string, normalise: (text: string) => string): Condition[] {
  const parts: Condition[] = [];
  if (filter.contains !== null && filter.contains !== undefined) parts.push(containing(column, normalise(filter.contains), `${path}.contains`));
  if (filter.startsWith) parts.push(sql<boolean>`${column} ^@ ${normalise(filter.startsWith)}`);
  return parts;
}

function containing(column: RawBuilder<unknown>, text: string, path: string): Condition {
  // Below three characters no trigram index can serve it.
  if (text.length < 3) throw badUserInput(path, `\`${path}\` takes 3 letters or digits at least: use \`startsWith\` for fewer.`);
  return sql<boolean>`${column} like ${`%${escapeLike(text)}%`}`;
}

/** A text in which `%`, `_` and `\` stand for themselves in a LIKE pattern. */
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);
