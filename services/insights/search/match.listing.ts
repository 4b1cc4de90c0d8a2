import { sql } from 'kysely';
import type { SortKey } from '../../kit/reading/keyset.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import type { Context, TableListing } from '../tables.ts';
import { crossDomainCondition, type CrossDomainWhere } from './cross-domain.filter.ts';
import type { EstablishmentMatch } from './match.entity.ts';
import { AggregateMeasure, type MeasureValue } from './measure.entity.ts';
import { measureSources, totals } from './measure.listing.ts';

/** Beyond every value of a measure: where an unknown one stands, ascending. */
const last = 10n ** 18n - 1n;

/** The establishments of the register. */
export const matches: TableListing<EstablishmentMatch, CrossDomainWhere, AggregateMeasure> = {
  name: 'matches',
  isCountedWithPage: true,
  from: (db) => db.selectFrom(sql<{ finess: string }>`establishments.establishment`.as('e')),
  columns: { finess: sql`e.finess` },
  key: { name: 'FINESS', expression: sql`e.finess`, type: 'text' },
  condition: crossDomainCondition,
  order: sortKey,
};

/** Each match is one establishment, whatever its sites. */
const isOfMany = (measure: AggregateMeasure): boolean => measure !== AggregateMeasure.ESTABLISHMENTS;

function sortKey(measure: AggregateMeasure, direction: OrderDirection): SortKey {
  if (!isOfMany(measure)) return { name: measure, expression: sql`1`, type: 'bigint' };
  const { isComplete } = measureSources[measure];
  const unknown = isComplete ? 0n : direction === OrderDirection.ASC ? last : -1n;
  return {
    name: measure,
    expression: sql`coalesce(${sql.ref(`${measure}.value`)}, ${sql.lit(String(unknown))})`,
    type: 'bigint',
    // Totals have one row an establishment at most.
    through: (query) =>
      query.leftJoin(sql`(${totals(measure, null)})`.as(measure), (join) =>
        join.on(sql<boolean>`${sql.ref(`${measure}.finess`)} = e.finess`),
      ),
  };
}

/** Measures of a match, in the order of their codes; those of all matches of one tick are one statement. */
export async function measuresOf(
  { finess }: EstablishmentMatch,
  codes: AggregateMeasure[],
  year: number | null,
  context: Context,
): Promise<MeasureValue[]> {
  // In one order, whatever the one that is asked for: the statement's text, and its batch, are then the same.
  const asked = [...new Set(codes)].toSorted();
  if (asked.length === 0) return [];
  const values = await context
    .loader<Record<string, string | null>>(`measures ${year} ${asked.join()}`, (matched) =>
      loadMeasures(matched, asked, year, context),
    )
    .load(finess);
  return codes.map((measure) => ({ measure, value: numberOf(values[measure]) }));
}

async function loadMeasures(
  matched: readonly string[],
  asked: AggregateMeasure[],
  year: number | null,
  context: Context,
): Promise<Record<string, string | null>[]> {
  const columns = asked.map((measure) => {
    const value = sql.ref(`${measure}.value`);
    if (!isOfMany(measure)) return sql`1 as ${sql.id(measure)}`;
    return sql`${measureSources[measure].isComplete ? sql`coalesce(${value}, 0)` : value} as ${sql.id(measure)}`;
  });
  const joins = asked
    .filter(isOfMany)
    .map(
      (measure) =>
        sql` left join (${totals(measure, year, matched)}) ${sql.id(measure)} on ${sql.ref(`${measure}.finess`)} = e.finess`,
    );
  const { rows } = await sql<Record<string, string | null> & { finess: string }>`
    select e.finess, ${sql.join(columns)} from unnest(${matched}::text[]) as e (finess)${sql.join(joins, sql``)}
  `.execute(context.db, context.options);
  const byFiness = new Map(rows.map((row) => [row.finess, row]));
  return matched.map((finess) => byFiness.get(finess)!);
}

const numberOf = (value: string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
