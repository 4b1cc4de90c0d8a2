import { sql, type RawBuilder } from 'kysely';
import { allOf, type Condition } from '../../kit/reading/condition.ts';

/** A select of FINESS numbers, which names no other table of the statement. */
interface FinessSet {
  readonly finess: RawBuilder<unknown>;
}

/** The establishments `e` that a condition finds: those of a set, or those whose row fulfils it. */
export type Candidates = FinessSet | { readonly condition: Condition };

const isSet = (candidates: Candidates): candidates is FinessSet => 'finess' in candidates;

/** Holds for the candidates. */
export const isCandidate = (candidates: Candidates): Condition =>
  isSet(candidates) ? sql<boolean>`e.finess in (${candidates.finess})` : candidates.condition;

/** The establishments that are among all candidates. Sets alone make a set. */
export function amongAll(candidates: Candidates[]): Candidates {
  const sets = candidates.filter(isSet);
  return sets.length === candidates.length && sets.length > 0
    ? intersection(sets)
    : { condition: allOf(candidates.map(isCandidate)) };
}

/**
 * Holds for the establishments that are among all candidates, for the whole of a `where`. The sets among them are made once,
 * before the register is read, and what all have in common is then looked up in it: as joins, of whose sizes the planner
 * knows nothing, each might be made again for each row. Under `OR` and `NOT`, where no look-up can start from them, they
 * stay hashed.
 */
export function startingFromSets(candidates: Candidates[]): Condition {
  const sets = candidates.filter(isSet);
  if (sets.length === 0) return allOf(candidates.map(isCandidate));
  const others = candidates.filter((one) => !isSet(one)).map(isCandidate);
  return allOf([sql<boolean>`e.finess = any(array(${intersection(sets).finess}))`, ...others]);
}

const intersection = (sets: FinessSet[]): FinessSet =>
  sets.length === 1
    ? sets[0]!
    : {
        finess: sql.join(
          sets.map(({ finess }) => sql`(${finess})`),
          sql` intersect `,
        ),
      };
