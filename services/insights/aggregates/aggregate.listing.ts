import { sql, type RawBuilder } from 'kysely';
import { coding } from '../../kit/vocabulary/coding.ts';
import { badUserInput } from '../../../platform/errors.ts';
import { crossDomainCondition } from '../search/cross-domain.filter.ts';
import { AggregateMeasure } from '../search/measure.entity.ts';
import { measureSources } from '../search/measure.listing.ts';
import { bothWays } from '../search/rollup.filter.ts';
import type { YearChoice } from '../search/year.filter.ts';
import type { Context } from '../tables.ts';
import { AggregateDimension, type AggregateRow } from './aggregate.entity.ts';
import type { AggregateArgs } from './aggregate.filter.ts';
import { dimensionSources, joinsOf, placesOf } from './dimension.listing.ts';

/** A client that asks for more groups than this is told so, before they are all sent. */
const maxRows = 10_000;

/** The measures of the establishments that a `where` finds, by group. */
export async function aggregate(args: AggregateArgs, context: Context): Promise<AggregateRow[]> {
  const { rows } = await statement(args).execute(context.db, context.options);
  if (rows.length > maxRows)
    throw badUserInput('groupBy', `\`groupBy\` makes more than ${maxRows} groups: narrow \`where\`, or group by less.`);
  return rows.map((row) => ({
    dimensions: args.groupBy.map((dimension) =>
      coding(dimensionSources[dimension].system, row[dimension]!, row[labelOf(dimension)]!),
    ),
    values: args.measures.map((measure) => ({ measure, value: numberOf(row[measure]!, measure) })),
  }));
}

/** A figure as PostgreSQL sends it; none, where all of a kind are known, is 0. */
const numberOf = (figure: string | null, measure: AggregateMeasure): number | null =>
  figure === null ? (measureSources[measure].isComplete ? 0 : null) : Number(figure);

const labelOf = (dimension: AggregateDimension): string => `${dimension} label`;

/**
 * Groups are those of the sites that are found, and of the legal entities that facts are known of. Facts are counted
 * for those that they are stated of alone, so that none counts for a site and its legal entity both.
 */
function statement(args: AggregateArgs): RawBuilder<Record<string, string | null>> {
  const dimensions = args.groupBy.map((dimension) => sql.id(dimension));
  const measures = [...new Set([AggregateMeasure.ESTABLISHMENTS, ...args.measures])];
  const facts = measures.filter((measure) => measure !== AggregateMeasure.ESTABLISHMENTS);
  // Each of the two parts has one row a group at the most.
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

/** How many sites each group has: they are counted by commune before it is told where each commune lies. */
const siteCounts = (args: AggregateArgs, facts: AggregateMeasure[]): RawBuilder<unknown> => sql`
        select ${sql.join([
          ...countedCodesOf(args),
          sql`sum(e.sites)::bigint as ${sql.id(AggregateMeasure.ESTABLISHMENTS)}`,
          ...facts.map((measure) => sql`null::bigint as ${sql.id(measure)}`),
        ])}
        from (
          select ${sql.join([...columnsOf(args), sql`count(*) as sites`])}
          from establishments.establishment e${years(args, sql`true`)} ${found(args, joinsOf)} and e.level = 'SITE' ${groupedBy(columnsOf(args))}
        ) e ${placesOf(args.groupBy)} ${groupedBy(args.groupBy)}`;

/** What the facts of each group make together. They are put side by side for each establishment first: far fewer are then looked up in the register. */
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
        ${found(args, (groupBy) => sql`${placesOf(groupBy)} ${joinsOf(groupBy)}`)} ${groupedBy(args.groupBy)}`;
const factsOf = (measure: AggregateMeasure, args: AggregateArgs): RawBuilder<unknown> =>
  sql`select ${sql.lit(measure)} as measure, one.* from (${measureSources[measure].facts(yearChoice(args))}) one`;

const codesOf = ({ groupBy }: AggregateArgs): RawBuilder<unknown>[] =>
  groupBy.map((dimension) => sql`${dimensionSources[dimension].code} as ${sql.id(dimension)}`);

/** What sites are counted by: of the places that they are to be grouped by, their commune, once. */
const columnsOf = ({ groupBy }: AggregateArgs): RawBuilder<unknown>[] => [
  ...(groupBy.some((dimension) => dimensionSources[dimension].isPlace) ? [sql`e.territory_code`] : []),
  ...groupBy
    .filter((dimension) => !dimensionSources[dimension].isPlace)
    .map((dimension) => sql`${dimensionSources[dimension].code} as ${sql.id(dimension)}`),
];

/** The codes of sites that have been counted. */
const countedCodesOf = ({ groupBy }: AggregateArgs): RawBuilder<unknown>[] =>
  groupBy.map((dimension) => {
    const { isPlace, code } = dimensionSources[dimension];
    return sql`${isPlace ? code : sql.ref(`e.${dimension}`)} as ${sql.id(dimension)}`;
  });

/** By as many columns, which come first. */
const groupedBy = (columns: unknown[]): RawBuilder<unknown> =>
  columns.length > 0 ? sql`group by ${sql.join(columns.map((_, index) => sql.lit(index + 1)))}` : sql``;

const found = (
  { where, groupBy }: AggregateArgs,
  joins: (groupBy: AggregateDimension[]) => RawBuilder<unknown>,
): RawBuilder<unknown> => sql`${joins(groupBy)} where ${where ? crossDomainCondition(where, bothWays) : sql`true`}`;

const yearChoice = ({ year, groupBy }: AggregateArgs): YearChoice =>
  year ?? (groupBy.includes(AggregateDimension.YEAR) ? 'all' : null);

/** Joins the years, `y`, where they are asked for: those of what is measured, or of all statistics where that is of today. */
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
  return sql` join (${chosen}) y on ${condition}`;
}
