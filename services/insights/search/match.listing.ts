import { sql } from 'kysely';
import type { SortKey } from '../../kit/reading/keyset.ts';
import { OrderDirection } from '../../kit/reading/order.ts';
import { distanceFrom } from '../../kit/register/near.ts';
import { requiredCondition } from '../../kit/register/required-condition.ts';
import type { Context, TableListing } from '../tables.ts';
import { hashedBy } from './candidates.filter.ts';
import { crossDomainCondition, type CrossDomainWhere } from './cross-domain.filter.ts';
import { requireKnownFacts } from './known-codes.filter.ts';
import type { EstablishmentMatch } from './match.entity.ts';
import { AggregateMeasure, type MeasureValue } from './measure.entity.ts';
import { totals } from './measure.listing.ts';
import { upward } from './rollup.filter.ts';

/** Beyond every value of a measure: the position of unknown values in ascending order. */
const last = 10n ** 18n - 1n;

/** The establishments of the register. */
const matches: TableListing<Pick<EstablishmentMatch, 'finess'>, CrossDomainWhere, AggregateMeasure> = {
  name: 'matches',
  isCountedWithPage: true,
  from: (db) => db.selectFrom(sql<{ finess: string }>`establishments.establishment`.as('e')),
  columns: { finess: sql`e.finess` },
  key: { name: 'FINESS', expression: sql`e.finess`, type: 'text' },
  condition: crossDomainCondition,
  explainNone: requireKnownFacts,
  order: sortKey,
  found: (row, where) => ({ ...row, where }),
};

/** The same in the order of measures, which are joined. */
const ordered: typeof matches = {
  ...matches,
  name: 'matches by measure',
  condition: (where) => crossDomainCondition(where, upward, hashedBy(sql`e.finess`)),
};

/** The establishments of the register, for a list in an order. */
export const matchesIn = (orders: readonly { field: AggregateMeasure }[]): typeof matches =>
  orders.some(({ field }) => isOfMany(field)) ? ordered : matches;

/** Whether a measure can exceed 1: a match is one establishment, regardless of its sites. */
const isOfMany = (measure: AggregateMeasure): boolean => measure !== AggregateMeasure.ESTABLISHMENTS;

function sortKey(measure: AggregateMeasure, direction: OrderDirection): SortKey {
  if (!isOfMany(measure)) return { name: measure, expression: sql`1`, type: 'bigint' };
  const unknown = direction === OrderDirection.ASC ? last : -1n;
  return {
    name: measure,
    expression: sql`coalesce(${sql.ref(`${measure}.value`)}, ${sql.lit(String(unknown))})`,
    type: 'bigint',
    // Totals have at most one row for each establishment.
    through: (query) =>
      query.leftJoin(sql`(${totals(measure, null)})`.as(measure), (join) =>
        join.on(sql<boolean>`${sql.ref(`${measure}.finess`)} = e.finess`),
      ),
  };
}

/** The measures of a match, in the order of the codes. Those of all matches requested in the same tick are one statement. */
export async function measuresOf(
  { finess }: EstablishmentMatch,
  codes: AggregateMeasure[],
  year: number | null,
  context: Context,
): Promise<MeasureValue[]> {
  // Sorted, so that requests in any order share a batch and the text of its statement.
  const sorted = [...new Set(codes)].toSorted();
  if (sorted.length === 0) return [];
  const values = await context
    .loader<Record<string, string | null>>(`measures ${year} ${sorted.join()}`, (matched) =>
      loadMeasures(matched, sorted, year, context),
    )
    .load(finess);
  return codes.map((measure) => ({ measure, value: numberOf(values[measure]) }));
}

async function loadMeasures(
  matched: readonly string[],
  measures: AggregateMeasure[],
  year: number | null,
  context: Context,
): Promise<Record<string, string | null>[]> {
  const columns = measures.map((measure) => {
    if (!isOfMany(measure)) return sql`1 as ${sql.id(measure)}`;
    return sql`${sql.ref(`${measure}.value`)} as ${sql.id(measure)}`;
  });
  const joins = measures
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

/** The distance of a match from the centre of the circle that found it, in kilometres; null without one. */
export async function distanceOf(context: Context, { finess, where }: EstablishmentMatch): Promise<number | null> {
  const near = requiredCondition(where, 'near');
  if (!near) return null;
  return context
    .loader<number | null>(`distances from ${near.latitude} ${near.longitude}`, async (matched) => {
      const { rows } = await sql<{ finess: string; km: number | null }>`
        select e.finess, ${distanceFrom(near)} / 1000 as km from establishments.establishment e where e.finess = any(${matched}::text[])
      `.execute(context.db, context.options);
      const found = new Map(rows.map(({ finess: one, km }) => [one, km]));
      return matched.map((one) => found.get(one) ?? null);
    })
    .load(finess);
}

const numberOf = (value: string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
