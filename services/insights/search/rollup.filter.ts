import { sql, type RawBuilder } from 'kysely';
import { intCondition, type Condition } from '../../kit/reading/condition.ts';
import type { IntFilter } from '../../kit/reading/filter.ts';
import { amongAll, isCandidate, type Candidates } from './candidates.filter.ts';

/** The establishments for which a fact of the establishment `m` counts: a select of their `finess`, each once. */
export type Holders = RawBuilder<unknown>;

/** The establishment and its legal entity: as in the view `rollup`, but as a look-up that starts from the facts. */
export const upward: Holders = sql`select holder.finess from (values (m.finess), (nullif(m.legal_entity_finess, m.finess))) holder (finess) where holder.finess is not null`;

/** To whom an establishment belonged in a year: as the statistics of the year state (SAE), else as the register does. */
export const ownerIn = (
  year: RawBuilder<unknown>,
  { finess, legalEntity }: { finess: RawBuilder<unknown>; legalEntity: RawBuilder<unknown> },
): RawBuilder<unknown> => sql`coalesce((
      select o.legal_entity_finess from establishments.yearly_owner o where o.site_finess = ${finess} and o.year = ${year}), ${legalEntity})`;

const ownerOfFact = ownerIn(sql`f.year`, { finess: sql`m.finess`, legalEntity: sql`m.legal_entity_finess` });

/** As `upward`, for facts of a year: the legal entity is the owner in the `year` of the fact `f`. */
export const upwardInYear: Holders = sql`select holder.finess from (values (m.finess), (nullif(${ownerOfFact}, m.finess))) holder (finess) where holder.finess is not null`;

/** Also the sites of a legal entity. */
export const bothWays: Holders = sql`${upward} union select site.finess from establishments.establishment site where site.legal_entity_finess = m.finess`;

/**
 * Facts, rows with a `finess`, for each establishment `r` that they count for. They are looked up one by one (`offset 0`):
 * they are few compared with the register, which a join would read as a whole.
 */
export const countedFor = (facts: RawBuilder<unknown>, holders = upward): RawBuilder<unknown> => sql`(${facts}) f
    cross join lateral (
      select m.finess, m.legal_entity_finess from establishments.establishment m where m.finess = f.finess offset 0) m
    cross join lateral (${holders}) r`;

/** The facts that count for a few establishments `r`, as a look-up that starts from the establishments. */
export const countedAmong = (facts: RawBuilder<unknown>, establishments: readonly string[]): RawBuilder<unknown> =>
  sql`establishments.establishment r
    join establishments.establishment m on m.finess = r.finess or m.legal_entity_finess = r.finess
    join (${facts}) f on f.finess = m.finess where r.finess = any(${establishments}::text[])`;

/** As `countedAmong`, for facts of a year, which count for the owner in that year. */
export const countedInYearAmong = (
  facts: RawBuilder<unknown>,
  establishments: readonly string[],
): RawBuilder<unknown> =>
  sql`unnest(${establishments}::text[]) r (finess)
    cross join lateral (
      select e.finess, e.legal_entity_finess from establishments.establishment e where e.finess = r.finess or e.legal_entity_finess = r.finess
      union
      select e.finess, e.legal_entity_finess from establishments.yearly_owner o join establishments.establishment e on e.finess = o.site_finess
      where o.legal_entity_finess = r.finess
    ) m
    join (${facts}) f on f.finess = m.finess and (m.finess = r.finess or ${ownerOfFact} = r.finess)`;

/** The establishments whose facts count for a few establishments: themselves and their sites, as an array. */
export const rolledUpTo = (establishments: readonly string[]): RawBuilder<unknown> =>
  sql`array(select member_finess from rollup where establishment_finess = any(${establishments}::text[]))`;

/** True if the `item` of a fact is an establishment of another rollup than the one it counts for. A legal entity and its sites are one rollup. */
export const elsewhere: Condition = sql<boolean>`f.item <> r.finess and not exists (
      select from establishments.establishment own where own.finess = f.item and own.legal_entity_finess = r.finess offset 0) and not exists (
      select from establishments.establishment own where own.finess = r.finess and own.legal_entity_finess = f.item offset 0)`;

/** The establishments for which a fact counts that meets a condition on `f` and `r`. */
export const hasAny = (facts: RawBuilder<unknown>, holders = upward, counts = sql<boolean>`true`): Candidates => ({
  finess: sql`
    select r.finess from ${countedFor(facts, holders)} where ${counts}`,
});

/** The establishments whose facts together meet a condition on aggregates over `f`. */
export const hasTogether = (facts: RawBuilder<unknown>, condition: Condition, holders: Holders): Candidates => ({
  finess: sql`
    select r.finess from ${countedFor(facts, holders)} group by r.finess having ${condition}`,
});

/** All other establishments. */
export const noneOf = (candidates: Candidates): Candidates => ({
  condition: sql<boolean>`not ${isCandidate(candidates)}`,
});

/** The establishments whose sum of the `amount` of facts of a year meets a filter. Without facts, the sum is unknown. */
export function hasSum(facts: RawBuilder<unknown>, filter: IntFilter): Candidates {
  const sum = sql`sum(f.amount)`;
  const { isNull, ...bounds } = filter;
  if (isNull === true) {
    const unknown = noneOf(hasTogether(facts, sql<boolean>`${sum} is not null`, upwardInYear));
    return isGiven(bounds) ? amongAll([unknown, hasSum(facts, bounds)]) : unknown;
  }
  return isGiven(filter) ? hasTogether(facts, intCondition(sum, filter), upwardInYear) : amongAll([]);
}

/** The establishments whose number of distinct `item`s of the facts meets a filter. Without facts, it is 0. */
export function hasCount(facts: RawBuilder<unknown>, filter: IntFilter, holders: Holders): Candidates {
  const condition = intCondition(sql`count(distinct f.item)`, filter);
  return admitsNone(filter)
    ? noneOf(hasTogether(facts, sql<boolean>`not ${condition}`, holders))
    : hasTogether(facts, condition, holders);
}

/** Whether a filter has any condition. */
export const isGiven = (filter: IntFilter | null | undefined): filter is IntFilter =>
  Object.values(filter ?? {}).some((value) => value !== null && value !== undefined);

/** Whether 0 meets a filter. */
function admitsNone({ eq, in: among, gt, gte, lt, lte, isNull }: IntFilter): boolean {
  return (
    (eq ?? 0) === 0 &&
    (among ?? [0]).includes(0) &&
    (gt ?? -1) < 0 &&
    (gte ?? 0) <= 0 &&
    (lt ?? 1) > 0 &&
    (lte ?? 0) >= 0 &&
    isNull !== true
  );
}
