import { sql, type RawBuilder } from 'kysely';
import { coding } from '../../kit/vocabulary/coding.ts';
import { inTurns } from '../../kit/reading/in-turns.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { hashedBy, type InSets } from '../search/candidates.filter.ts';
import { crossDomainCondition } from '../search/cross-domain.filter.ts';
import { requireKnownFacts } from '../search/known-codes.filter.ts';
import { AggregateMeasure } from '../search/measure.entity.ts';
import { measureSources } from '../search/measure.listing.ts';
import { bothWays } from '../search/rollup.filter.ts';
import type { YearChoice } from '../search/year.filter.ts';
import type { Context } from '../tables.ts';
import { AggregateDimension, type AggregateRow } from './aggregate.entity.ts';
import type { AggregateArgs } from './aggregate.filter.ts';
import { dimensionSources, joinsOf, joinsOfFacts, placesOf } from './dimension.listing.ts';

/** The maximum number of groups. A request for more fails. */
const maxRows = 10_000;

/** The measures of the establishments that meet a `where`, by group. */
export async function aggregate(
  args: AggregateArgs,
  context: Context,
): Promise<(AggregateRow | Promise<AggregateRow>)[]> {
  const { rows } = await statement(args).execute(context.db, context.options);
  if (args.where && rows.every((row) => !Number(row[AggregateMeasure.ESTABLISHMENTS])))
    await requireKnownFacts(context, args.where);
  if (rows.length > maxRows)
    throw badUserInput(
      'groupBy',
      `\`groupBy\` results in more than ${maxRows} groups; narrow \`where\`, or use fewer dimensions.`,
    );
  return inTurns(rows, (row) => groupOf(row, args));
}

/** A group, whose parts are made when they are read: those of thousands would keep the event loop from other requests. */
const groupOf = (row: Record<string, string | null>, { groupBy, measures }: AggregateArgs): AggregateRow => ({
  get dimensions() {
    return groupBy.map((dimension) =>
      coding(dimensionSources[dimension].system, row[dimension]!, row[labelOf(dimension)]!),
    );
  },
  get values() {
    return measures.map((measure) => ({ measure, value: numberOf(row[measure]!, measure) }));
  },
});

/** A figure of PostgreSQL. A missing number of sites is 0: the hub knows all of those that it groups. */
const numberOf = (figure: string | null, measure: AggregateMeasure): number | null =>
  figure === null ? (measure === AggregateMeasure.ESTABLISHMENTS ? 0 : null) : Number(figure);

const labelOf = (dimension: AggregateDimension): string => `${dimension} label`;

/**
 * The groups are those of the sites, and of the legal entities with facts. A fact counts only for the establishment for
 * which it is stated, so that none counts for both a site and its legal entity.
 */
function statement(args: AggregateArgs): RawBuilder<Record<string, string | null>> {
  const dimensions = args.groupBy.map((dimension) => sql.id(dimension));
  const measures = [...new Set([AggregateMeasure.ESTABLISHMENTS, ...args.measures])];
  const facts = measures.filter((measure) => measure !== AggregateMeasure.ESTABLISHMENTS);
  // Each of the two parts has at most one row for each group.
  const values = measures.map((measure) => sql`max(part.${sql.id(measure)}) as ${sql.id(measure)}`);
  const labels = args.groupBy.map(
    (dimension) =>
      sql`${dimensionSources[dimension].label(sql.ref(`groups.${dimension}`))} as ${sql.id(labelOf(dimension))}`,
  );
  return sql`
    select ${sql.join([sql`groups.*`, ...labels])}
    from (
      select ${sql.join([...dimensions, ...values])}
      from (${siteCounts(args, facts)}${facts.length > 0 ? sql` union all ${sums(args, facts)}` : sql``}) part
      ${groupedBy(args.groupBy)}
    ) groups
    ${dimensions.length > 0 ? sql`order by ${sql.join(dimensions)}` : sql``} limit ${maxRows + 1}`;
}

/** The number of sites of each group. They are counted by commune before the communes are joined to their territories and to years. */
const siteCounts = (args: AggregateArgs, facts: AggregateMeasure[]): RawBuilder<unknown> => sql`
        select ${sql.join([
          ...countedCodesOf(args),
          sql`sum(e.sites)::bigint as ${sql.id(AggregateMeasure.ESTABLISHMENTS)}`,
          ...facts.map((measure) => sql`null::bigint as ${sql.id(measure)}`),
        ])}
        from (
          select ${sql.join([...columnsOf(args), sql`count(*) as sites`])}
          from establishments.establishment e ${found(args, joinsOf)} and e.level = 'SITE' ${groupedBy(columnsOf(args))} ${args.groupBy.length > 0 ? sql`having count(*) > 0` : sql``}
        ) e${years(args, sql`true`)} ${placesOf(args.groupBy)} ${groupedBy(args.groupBy)}`;

/** The totals of the facts of each group. Facts are first combined by establishment, which leaves far fewer register look-ups. */
const sums = (args: AggregateArgs, facts: AggregateMeasure[]): RawBuilder<unknown> => sql`
        select ${sql.join([
          ...codesOf(args),
          sql`0`,
          ...facts.map((measure) => measureSources[measure].value(sql.ref(`f.${measure}`))),
        ])}
        from (
          select finess, year, item, ${sql.join(
            facts.map((measure) => sql`sum(amount) filter (where measure = ${sql.lit(measure)}) as ${sql.id(measure)}`),
          )}
          from (${sql.join(
            facts.map((measure) => factsOf(measure, args)),
            sql` union all `,
          )}) stated group by 1, 2, 3
        ) f
        join establishments.establishment e on e.finess = f.finess${years(args, sql`y.year = coalesce(f.year, y.year)`)}
        ${found(args, (groupBy) => sql`${placesOf(groupBy)} ${joinsOfFacts(groupBy)}`, hashedBy(sql`f.finess`))} ${groupedBy(args.groupBy)}`;
const factsOf = (measure: AggregateMeasure, args: AggregateArgs): RawBuilder<unknown> =>
  sql`select ${sql.lit(measure)} as measure, one.* from (${measureSources[measure].facts(yearChoice(args))}) one`;

const codesOf = ({ groupBy }: AggregateArgs): RawBuilder<unknown>[] =>
  groupBy.map((dimension) => sql`${dimensionSources[dimension].code} as ${sql.id(dimension)}`);

/** Whether sites are counted by a dimension. */
const isCounted = (dimension: AggregateDimension): boolean =>
  !dimensionSources[dimension].isPlace && dimension !== AggregateDimension.YEAR;

/** The columns by which sites are counted: for all territories, only their commune. */
const columnsOf = ({ groupBy }: AggregateArgs): RawBuilder<unknown>[] => [
  ...(groupBy.some((dimension) => dimensionSources[dimension].isPlace) ? [sql`e.territory_code`] : []),
  ...groupBy.filter(isCounted).map((dimension) => sql`${dimensionSources[dimension].code} as ${sql.id(dimension)}`),
];

/** The codes of the counted sites. */
const countedCodesOf = ({ groupBy }: AggregateArgs): RawBuilder<unknown>[] =>
  groupBy.map(
    (dimension) =>
      sql`${isCounted(dimension) ? sql.ref(`e.${dimension}`) : dimensionSources[dimension].code} as ${sql.id(dimension)}`,
  );

/** Groups by the first columns of the select, as many as given. */
const groupedBy = (columns: unknown[]): RawBuilder<unknown> =>
  columns.length > 0 ? sql`group by ${sql.join(columns.map((_, index) => sql.lit(index + 1)))}` : sql``;

const found = (
  { where, groupBy }: AggregateArgs,
  joins: (groupBy: AggregateDimension[]) => RawBuilder<unknown>,
  isInSets?: InSets,
): RawBuilder<unknown> =>
  sql`${joins(groupBy)} where ${where ? crossDomainCondition(where, bothWays, isInSets) : sql`true`}`;

const yearChoice = ({ year, groupBy }: AggregateArgs): YearChoice =>
  year ?? (groupBy.includes(AggregateDimension.YEAR) ? 'all' : null);

/** Joins the years, `y`, if requested: those of the measures' statistics, or of all statistics if no measure is yearly. */
function years({ year, groupBy, measures }: AggregateArgs, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  if (!groupBy.includes(AggregateDimension.YEAR)) return sql``;
  const measured = measures.flatMap((measure) => measureSources[measure].statistics ?? []);
  const statistics = [
    ...new Set(
      measured.length > 0 ? measured : Object.values(measureSources).flatMap((source) => source.statistics ?? []),
    ),
  ];
  const chosen =
    typeof year === 'number'
      ? sql`select ${year}::int as year`
      : sql.join(
          statistics.map((table) => sql`select distinct year from ${sql.table(table)}`),
          sql` union `,
        );
  // An array is read once; as a subquery, the years would be collected again for each establishment.
  return sql` join unnest(array(${chosen})) y (year) on ${condition}`;
}
