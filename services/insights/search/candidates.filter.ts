import { sql, type RawBuilder } from 'kysely';
import { allOf, type Condition } from '../../kit/reading/condition.ts';

/** The conditions that are sets of FINESS numbers, with the select of each. */
const sets = new WeakMap<Condition, RawBuilder<unknown>>();

/** Holds for the establishments `e` whose FINESS numbers a select gives; it names no other table of the statement. */
export function isInSet(finess: RawBuilder<unknown>): Condition {
  const condition = sql<boolean>`e.finess in (${finess})`;
  sets.set(condition, finess);
  return condition;
}

/** Holds where all of these do; of sets alone it makes a set. */
export function allAmong(conditions: Condition[]): Condition {
  const found = conditions.flatMap((condition) => sets.get(condition) ?? []);
  return found.length === conditions.length && found.length > 1 ? isInSet(intersection(found)) : allOf(conditions);
}

/**
 * Holds where all of these do, for the whole of a `where`. The sets among them are made once, before the register is read,
 * and what all have in common is then looked up in it: as joins, of whose sizes the planner knows nothing, each might be
 * made again for each row. Under `OR` and `NOT`, where no look-up can start from them, they stay hashed.
 */
export function startingFromSets(conditions: Condition[]): Condition {
  const found = conditions.flatMap((condition) => sets.get(condition) ?? []);
  if (found.length === 0) return allOf(conditions);
  const others = conditions.filter((condition) => !sets.has(condition));
  return allOf([sql<boolean>`e.finess = any(array(${intersection(found)}))`, ...others]);
}

const intersection = (selects: RawBuilder<unknown>[]): RawBuilder<unknown> =>
  selects.length === 1
    ? selects[0]!
    : sql.join(
        selects.map((select) => sql`(${select})`),
        sql` intersect `,
      );
