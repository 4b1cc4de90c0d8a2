import { sql, type RawBuilder } from 'kysely';
import type { Condition } from '../../kit/reading/condition.ts';
import { holdsOn } from '../../kit/reading/period.ts';
import { tiesIn } from '../dependencies/tie.listing.ts';
import { AggregateMeasure } from './measure.entity.ts';
import { countedAmong, countedFor, countedInYearAmong, rolledUpTo, upward, upwardInYear } from './rollup.filter.ts';
import { allYears, inYear, type Statistics, type YearChoice } from './year.filter.ts';

/** The SQL of a measure. */
interface MeasureSource {
  /** The yearly statistics that have it; none for a measure of the present. */
  statistics?: Statistics;
  /**
   * The facts of each establishment: `finess`, `year` (null for the present), `amount` and `item`.
   * @param among those of some establishments, at least; defaults to all
   */
  facts(year: YearChoice, among?: RawBuilder<unknown>): RawBuilder<unknown>;
  /** The total of the facts `f` and their amounts (null for facts of other measures); null if nothing is known. */
  value(amount: RawBuilder<unknown>): RawBuilder<unknown>;
}

const sum = (amount: RawBuilder<unknown>): RawBuilder<unknown> => sql`sum(${amount})`;

/** A measure of the yearly statistics: the sum of a column over the rows that meet a condition. */
const yearly = (statistics: Statistics, column: string, condition: Condition = allYears): MeasureSource => ({
  statistics,
  facts: (year) => sql`
    select a.establishment_finess as finess, a.year, a.${sql.ref(column)}::bigint as amount, null::text as item
    from ${sql.table(statistics)} a where ${condition} and ${inYear(sql`a.year`, statistics, year)}`,
  value: sum,
});

const imaging = 'clinical.imaging_activity';

export const measureSources: Record<AggregateMeasure, MeasureSource> = {
  [AggregateMeasure.ESTABLISHMENTS]: {
    facts: () => sql`
    select finess, null::int as year, 1::bigint as amount, null::text as item from establishments.establishment where level = 'SITE'`,
    value: sum,
  },
  [AggregateMeasure.MCO_BEDS]: yearly(
    'clinical.care_activity',
    'beds',
    sql<boolean>`a.discipline in ('MEDICINE', 'SURGERY', 'OBSTETRICS')`,
  ),
  [AggregateMeasure.SCANNERS]: yearly(imaging, 'devices', sql<boolean>`a.modality = 'SCANNER'`),
  [AggregateMeasure.MRIS]: yearly(imaging, 'devices', sql<boolean>`a.modality = 'MRI'`),
  [AggregateMeasure.IMAGING_EXAMS]: yearly(imaging, 'exams'),
  [AggregateMeasure.INTERNS]: yearly('clinical.intern_census', 'total'),
  [AggregateMeasure.COOPERATIONS]: {
    facts: () => sql`
    select n.establishment_finess as finess, null::int as year, 1::bigint as amount, n.action_reference as item
    from establishments.cooperation_action_establishment n join establishments.cooperation_action c on c.reference = n.action_reference
    where ${holdsOn(sql`c.period`, null)}`,
    // An action may involve several sites of a legal entity, or several establishments of a group.
    value: (amount) => sql`nullif(count(distinct f.item) filter (where ${amount} is not null), 0)`,
  },
  [AggregateMeasure.DEPENDENCIES]: {
    // Grouping hides the establishments from a join: each branch of the view finds them by its index.
    facts: (_, among) => sql`
    select d.consumer_finess as finess, null::int as year, 1::bigint as amount, null::text as item
    from (${tiesIn('dependency_edge', among ? sql<boolean>`t.consumer_finess = any(${among})` : sql<boolean>`true`, null)}) d`,
    value: sum,
  },
};

/**
 * The values of a measure by establishment, in which those of legal entities include their sites: `finess` and `value`, one
 * row for each establishment with facts.
 * @param among only these establishments; defaults to all
 */
export function totals(measure: AggregateMeasure, year: YearChoice, among?: readonly string[]): RawBuilder<unknown> {
  const { facts, value, statistics } = measureSources[measure];
  const amongFew = statistics ? countedInYearAmong : countedAmong;
  const counted = among
    ? amongFew(facts(year, rolledUpTo(among)), among)
    : countedFor(facts(year), statistics ? upwardInYear : upward);
  // The same number, in words by which the planner does not take it for one of the two values that each fact counts for.
  const finess = among ? sql`r.finess` : sql`coalesce(r.finess, f.finess)`;
  return sql`
    select ${finess} as finess, (${value(sql`f.amount`)})::bigint as value
    from ${counted} group by ${finess}`;
}
