import { sql } from 'kysely';
import { badUserInput } from '../../../platform/errors.ts';
import { allOf, anyOf, type Condition } from './condition.ts';

/** The condition of each field of a `where`, except `AND`, `OR` and `NOT`. */
export type Conditions<Where, Part = Condition> = {
  [Field in Exclude<keyof Where, 'AND' | 'OR' | 'NOT'>]-?: (value: NonNullable<Where[Field]>, path: string) => Part;
};

interface Combined<Where> {
  AND?: Where[] | null;
  OR?: Where[] | null;
  NOT?: Where | null;
}

type Combination = keyof Combined<unknown>;

/** A `where` and those that its combinations hold, at every depth, each with its path. */
export function* allWithin<Where extends object>(
  where: Where & Combined<Where>,
  combinations: readonly Combination[] = ['AND', 'OR', 'NOT'],
  path = 'where',
): Generator<{ part: Where; path: string }> {
  yield { part: where, path };
  for (const name of combinations) {
    const held = where[name];
    if (!held) continue;
    const parts = Array.isArray(held)
      ? held.map((part, index) => [part, `${path}.${name}.${index}`] as const)
      : [[held, `${path}.${name}`] as const];
    for (const [part, here] of parts) yield* allWithin(part, combinations, here);
  }
}

/** Converts between the parts of a `where` and SQL conditions. */
interface PartKind<Part> {
  conditionOf(part: Part): Condition;
  partOf(condition: Condition): Part;
}

const maxConditions = 200;

const plain: PartKind<Condition> = { conditionOf: (part) => part, partOf: (condition) => condition };

/** The SQL condition of a `where`: see `partsOf`. */
export const conditionOf = <Where extends object>(
  where: Where,
  conditions: Conditions<Where>,
  root = 'where',
): Condition => allOf(partsOf(where, conditions, plain, root));

/**
 * The parts of a `where`, which must all be met: its fields, all of `AND` (true if empty), at least one of `OR` (false if
 * empty), and the negation of `NOT`. Errors name the field by its path from `root`.
 */
export function partsOf<Where extends object, Part>(
  where: Where,
  conditions: Conditions<Where, Part>,
  kind: PartKind<Part>,
  root = 'where',
): Part[] {
  let left = maxConditions;
  const allIn = (one: Where & Combined<Where>, path: string): Condition =>
    allOf(partsIn(one, path).map((part) => kind.conditionOf(part)));
  const partsIn = (one: Where & Combined<Where>, path: string): Part[] => {
    const parts: Part[] = [];
    for (const [name, value] of Object.entries(one)) {
      if (value === null || value === undefined) continue;
      if (--left < 0) throw badUserInput('where', `\`where\` has more than ${maxConditions} conditions.`);
      const here = `${path}.${name}`;
      if (name === 'AND') parts.push(...(value as Where[]).flatMap((item, index) => partsIn(item, `${here}.${index}`)));
      else if (name === 'OR')
        parts.push(kind.partOf(anyOf((value as Where[]).map((item, index) => allIn(item, `${here}.${index}`)))));
      else if (name === 'NOT')
        parts.push(kind.partOf(sql<boolean>`coalesce(not ${allIn(value as Where, here)}, true)`));
      else parts.push(conditions[name as keyof Conditions<Where, Part>](value as never, here));
    }
    return parts;
  };
  return partsIn(where, root);
}
