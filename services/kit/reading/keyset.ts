import { sql, type RawBuilder } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import type { OrderDirection } from './order.ts';
import type { Placeholder } from './prepared.ts';
import type { AnyQuery } from './tables.ts';

/** What a list is ordered by: never null in SQL, so that every row has its place. */
export interface SortKey {
  /** Its name in the API, part of the cursor's signature. */
  name: string;
  expression: RawBuilder<unknown>;
  /** The PostgreSQL type that a cursor's text is cast back to. */
  type: 'text' | 'date' | 'float8' | 'bigint';
  /** Joins what the expression reads, where the listing's own joins do not; at most one row for each of the list. */
  through?(query: AnyQuery): AnyQuery;
}

export interface DirectedKey extends SortKey {
  direction: OrderDirection;
}

/** The alias under which a page selects the text of its nth sort key. */
export const sortAlias = (index: number): string => `~${index}`;

/** What tells the orders of one list apart. */
export const signature = (keys: DirectedKey[]): string => keys.map((key) => `${key.name} ${key.direction}`).join();

/** The opaque place of a row, from the texts of its sort keys. */
export function encodeCursor(keys: DirectedKey[], row: Record<string, unknown>): string {
  const values = keys.map((_, index) => row[sortAlias(index)]);
  return Buffer.from(JSON.stringify([signature(keys), ...values])).toString('base64url');
}

/** The texts of a cursor's sort keys; `BAD_USER_INPUT` where it was not made by a list in this order. */
export function decodeCursor(keys: DirectedKey[], cursor: string, argument: string): string[] {
  const [made, ...values] = parseCursor(cursor) ?? [];
  if (made === undefined)
    throw badUserInput(argument, `\`${argument}\` is no cursor: take one from \`edges.cursor\` or \`pageInfo\`.`);
  if (made !== signature(keys) || values.length !== keys.length) {
    throw badUserInput(
      argument,
      `\`${argument}\` is a cursor of another list or order: start again from the first page.`,
    );
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
    throw badUserInput(argument, `\`${argument}\` is no cursor: its ${key.name} is not a ${key.type}.`);
}

/** The rows that come after, or before, a place. */
export function beyond(
  keys: DirectedKey[],
  values: (string | Placeholder)[],
  side: 'after' | 'before',
): RawBuilder<boolean> {
  const places = keys.map((key, index) => ({
    key: key.expression,
    value: sql`${values[index]}::${sql.raw(key.type)}`,
    comparison: sql.raw((key.direction === 'ASC') === (side === 'after') ? '>' : '<'),
  }));
  const [leading] = places;
  if (keys.every((key) => key.direction === keys[0]!.direction)) {
    // One row comparison is what an index on the same columns can start from.
    return sql<boolean>`(${sql.join(places.map((place) => place.key))}) ${leading!.comparison} (${sql.join(places.map((place) => place.value))})`;
  }
  const steps = places.map((place, index) => {
    const equal = places.slice(0, index).map((before) => sql`${before.key} = ${before.value}`);
    return sql`(${sql.join([...equal, sql`${place.key} ${place.comparison} ${place.value}`], sql` and `)})`;
  });
  // Directions differ: the bound on the leading key lets its index start near the place.
  return sql<boolean>`(${leading!.key} ${leading!.comparison}= ${leading!.value} and (${sql.join(steps, sql` or `)}))`;
}
