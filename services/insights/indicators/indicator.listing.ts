import type { Context } from '../tables.ts';
import type { Indicator } from './indicator.entity.ts';
import type { IndicatorArgs } from './indicator.filter.ts';
import { indicatorSources } from './figures.ts';
import { ofGroupings, ofTerritories, type Figure, type FiguresOf } from './standings.ts';

/** The indicators of a territory, in the order of their codes; null where there is no such territory. */
export async function territoryIndicators(
  context: Context,
  territoryCode: string,
  args: IndicatorArgs,
): Promise<Indicator[] | null> {
  const figures = await load(context, 'territories', ofTerritories, territoryCode, args);
  return figures.length > 0 ? indicators(figures, args, { territoryCode, groupingCode: null }) : null;
}

/** The indicators of a grouping, in the order of their codes. */
export async function groupingIndicators(
  context: Context,
  groupingCode: string,
  args: IndicatorArgs,
): Promise<Indicator[]> {
  const figures = await load(context, 'groupings', ofGroupings, groupingCode, args);
  return indicators(figures, args, { territoryCode: null, groupingCode });
}

/** The figures of an owner; those of all owners of one tick are one statement. */
function load(
  context: Context,
  kind: string,
  statement: FiguresOf,
  owner: string,
  { codes, year }: IndicatorArgs,
): Promise<Figure[]> {
  // In one order, whatever the one that is asked for: the statement's text, and its batch, are then the same.
  const sorted = codes.toSorted();
  return context
    .loader<Figure[]>(`indicators of ${kind} ${year} ${sorted.join()}`, async (owners) => {
      const { rows } = await statement(owners, sorted, year).execute(context.db, context.options);
      const found = Map.groupBy(rows, (row) => row.owner);
      return owners.map((one) => found.get(one) ?? []);
    })
    .load(owner);
}

function indicators(
  figures: Figure[],
  { codes, year }: IndicatorArgs,
  owner: Pick<Indicator, 'territoryCode' | 'groupingCode'>,
): Indicator[] {
  return codes.flatMap((code) => {
    const figure = figures.find((one) => one.code === code);
    if (!figure) return [];
    const { numerator, denominator, rank } = figure;
    const rate = (count: number | null, people: number | null): number | null =>
      count !== null && people ? (count * indicatorSources[code].per) / people : null;
    const value = rate(numerator, denominator);
    const nationalValue = rate(figure.nationalNumerator, figure.nationalDenominator);
    const ratioToNational = value !== null && nationalValue ? value / nationalValue : null;
    return [{ ...owner, code, year, value, numerator, denominator, nationalValue, ratioToNational, rank }];
  });
}
