import { sql, type RawBuilder } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import type { OrderDirection } from './order.ts';
import type { Placeholder } from './prepared.ts';
import type { AnyQuery } from './tables.ts';

/** A key of an order. It is never null in SQL, so that every row has a position. */
export interface SortKey {
  /** Its name in the API, which is part of the cursor's signature. */
  name: string;
  expression: RawBuilder<unknown>;
  /** The PostgreSQL type that a cursor's text is cast back to. */
  type: 'text' | 'date' | 'float8' | 'bigint';
  /** Joins what the expression needs beyond the listing's own joins: at most one row for each row of the list. */
  through?(query: AnyQuery): AnyQuery;
}

export interface DirectedKey extends SortKey {
  direction: OrderDirection;
}

/** The alias under which a page selects the text of its nth sort key. */
export const sortAlias = (index: number): string => `~${index}`;

/** Distinguishes the orders of a list. */
export const signature = (keys: DirectedKey[]): string => keys.map((key) => `${key.name} ${key.direction}`).join();

/** The opaque position of a row, from the texts of its sort keys. */
export function encodeCursor(keys: DirectedKey[], row: Record<string, unknown>): string {
  const values = keys.map((_, index) => row[sortAlias(index)]);
  return Buffer.from(JSON.stringify([signature(keys), ...values])).toString('base64url');
}

/** The texts of a cursor's sort keys. @throws GraphQLError `BAD_USER_INPUT` if it is not a cursor of this order */
export function decodeCursor(keys: DirectedKey[], cursor: string, argument: string): string[] {
  const [made, ...values] = parseCursor(cursor) ?? [];
  if (made === undefined)
    throw badUserInput(
      argument,
      `\`${argument}\` is not a valid cursor; use a value from \`edges.cursor\` or \`pageInfo\`.`,
    );
  if (made !== signature(keys) || values.length !== keys.length) {
    throw badUserInput(argument, `\`${argument}\` is a cursor of another list or order; restart from the first page.`);
  }
  keys.forEach((key, index) => requireType(key, values[index]!, argument));
  return values;
}

function parseCursor(cursor: string): string[] | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) && parsed.every((value) => typeof value === 'string') ? parsed : null;
  } catch {
    return null;
  }
}

const shapes: Record<SortKey['type'], RegExp> = {
  text: /^[^\0]*$/,
  date: /^(-?infinity|\d{4,}-\d\d-\d\d)$/,
  float8: /^-?\d+(\.\d+)?(e[-+]?\d+)?$/,
  bigint: /^-?\d{1,18}$/,
};

function requireType(key: SortKey, value: string, argument: string): void {
  if (!shapes[key.type].test(value))
    throw badUserInput(
      argument,
      `\`${argument}\` is not a valid cursor: its ${key.name} is not of the type ${key.type}.`,
    );
}

/** True for the rows after, or before, a position. */
export function beyond(
  keys: DirectedKey[],
  values: (string | Placeholder)[],
  side: 'after' | 'before',
): RawBuilder<boolean> {
  const positions = keys.map((key, index) => ({
    key: key.expression,
    value: sql`${values[index]}::${sql.raw(key.type)}`,
    comparison: sql.raw((key.direction === 'ASC') === (side === 'after') ? '>' : '<'),
  }));
  const [leading] = positions;
  if (keys.every((key) => key.direction === keys[0]!.direction)) {
    // An index on the same columns can start from a single row comparison.
    return sql<boolean>`(${sql.join(positions.map(({ key }) => key))}) ${leading!.comparison} (${sql.join(positions.map(({ value }) => value))})`;
  }
  const steps = positions.map((position, index) => {
    const equal = positions.slice(0, index).map((before) => sql`${before.key} = ${before.value}`);
    return sql`(${sql.join([...equal, sql`${position.key} ${position.comparison} ${position.value}`], sql` and `)})`;
  });
  // The directions differ: with the bound on the leading key, its index starts near the position.
  return sql<boolean>`(${leading!.key} ${leading!.comparison}= ${leading!.value} and (${sql.join(steps, sql` or `)}))`;
}
