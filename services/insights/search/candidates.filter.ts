import { sql, type RawBuilder } from 'kysely';
import { allOf, type Condition } from '../../kit/reading/condition.ts';

/** A select of FINESS numbers, which references no other table of the statement. */
interface FinessSet {
  readonly finess: RawBuilder<unknown>;
}

/** The establishments `e` that a condition finds: those in a set, or those whose row meets it. */
export type Candidates = FinessSet | { readonly condition: Condition };

const isSet = (candidates: Candidates): candidates is FinessSet => 'finess' in candidates;

/** True for the candidates. */
export const isCandidate = (candidates: Candidates): Condition =>
  isSet(candidates) ? sql<boolean>`e.finess in (${candidates.finess})` : candidates.condition;

/** The intersection of candidates. That of sets is a set. */
export function amongAll(candidates: Candidates[]): Candidates {
  const sets = candidates.filter(isSet);
  return sets.length === candidates.length && sets.length > 0
    ? intersection(sets)
    : { condition: allOf(candidates.map(isCandidate)) };
}

/**
 * True for the intersection of the candidates of a whole `where`. Its sets are evaluated once, before the register is read,
 * and their intersection is looked up in it. As joins of sizes unknown to the planner, each might be evaluated again for
 * each row. Under `OR` and `NOT`, where no look-up can start from them, sets are hashed.
 * @param isInSets defaults to a look-up of the establishment `e`, by its key
 */
export function startingFromSets(candidates: Candidates[], isInSets = isLookedUp): Condition {
  const sets = candidates.filter(isSet);
  if (sets.length === 0) return allOf(candidates.map(isCandidate));
  const others = candidates.filter((one) => !isSet(one)).map(isCandidate);
  return allOf([isInSets(intersection(sets).finess), ...others]);
}

/** How a statement restricts itself to a select of FINESS numbers. */
export type InSets = (finess: RawBuilder<unknown>) => Condition;

const isLookedUp: InSets = (finess) => sql<boolean>`e.finess = any(array(${finess}))`;

/**
 * Restricts a column by a hash, for statements that join more than the register: the planner cannot know how many rows a
 * look-up leaves, and might compare each with each.
 */
export const hashedBy =
  (column: RawBuilder<unknown>): InSets =>
  (finess) =>
    sql<boolean>`(${column} in (${finess})) is true`;

const intersection = (sets: FinessSet[]): FinessSet =>
  sets.length === 1
    ? sets[0]!
    : {
        finess: sql.join(
          sets.map(({ finess }) => sql`(${finess})`),
          sql` intersect `,
        ),
      };
