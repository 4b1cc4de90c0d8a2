import type { Context } from '../tables.ts';
import type { Indicator } from './indicator.entity.ts';
import type { IndicatorArgs } from './indicator.filter.ts';
import type { IndicatorCode } from './indicator-code.ts';
import { indicatorSources } from './figures.ts';
import {
  ofGroupings,
  ofNation,
  ofTerritories,
  type Figure,
  type GroupingFigure,
  type StatementOf,
} from './standings.ts';

/** The indicators of a territory, in the order of the codes; null if there is no such territory. */
export async function territoryIndicators(
  context: Context,
  territoryCode: string,
  args: IndicatorArgs,
): Promise<Indicator[] | null> {
  const figures = await load(context, 'territories', ofTerritories, territoryCode, args);
  return figures.length > 0
    ? args.codes.flatMap((code) => territoryIndicator(figures, territoryCode, code, args.year))
    : null;
}

/** The indicators of a grouping, in the order of the codes. National values are read only if requested. */
export async function groupingIndicators(
  context: Context,
  groupingCode: string,
  args: IndicatorArgs,
): Promise<Indicator[]> {
  const figures = await load(context, 'groupings', ofGroupings, groupingCode, args);
  return args.codes.flatMap((code) => {
    const figure = figures.find((one) => one.code === code);
    return figure ? [new GroupingIndicator(context, groupingCode, args, figure)] : [];
  });
}

/** An indicator of a grouping: a rate only if a file gives the inhabitants that it serves. */
class GroupingIndicator implements Indicator {
  readonly territoryCode = null;
  readonly rank = null;
  readonly value: number | null;
  readonly denominator: number | null;
  readonly reason: string | null;
  readonly code: IndicatorCode;
  readonly numerator: number;
  readonly memberSum: number | null;
  readonly year: number;
  readonly groupingCode: string;
  readonly #context: Context;
  readonly #args: IndicatorArgs;

  constructor(
    context: Context,
    groupingCode: string,
    args: IndicatorArgs,
    { code, numerator, memberSum, denominator, isWhole }: GroupingFigure,
  ) {
    this.#context = context;
    this.#args = args;
    this.groupingCode = groupingCode;
    this.code = code;
    this.numerator = numerator;
    this.memberSum = memberSum;
    this.denominator = denominator;
    this.value = isWhole ? rateOf(code, numerator, denominator) : null;
    this.reason = isWhole
      ? reasonOf(
          this.value,
          'No file gives the inhabitants that the grouping serves (dataset population-of-groupings).',
        )
      : inPart(code, args.year);
    this.year = args.year;
  }

  get nationalValue(): Promise<number | null> {
    return load(this.#context, 'France', ofNation, this.code, this.#args).then(([figure]) =>
      figure ? rateOf(this.code, figure.numerator, figure.denominator) : null,
    );
  }

  get ratioToNational(): Promise<number | null> | null {
    const { value } = this;
    return value === null ? null : this.nationalValue.then((national) => ratioOf(value, national));
  }
}

const ratioOf = (value: number | null, national: number | null): number | null =>
  value !== null && national ? value / national : null;

/** Why there is no value where only some establishments have figures: a part of the care offer is not set against all inhabitants. */
const inPart = (code: IndicatorCode, year: number): string =>
  `The table ${indicatorSources[code].statistics} of the annual statistics (SAE) of ${year} is not loaded in full: the numerator is that of the known establishments alone.`;

const reasonOf = (value: number | null, reason: string): string | null => (value === null ? reason : null);

/** The figures of an owner. Those of all owners requested in the same tick are one statement. */
function load<Row extends Pick<Figure, 'owner'>>(
  context: Context,
  kind: string,
  statement: StatementOf<Row>,
  owner: string,
  { codes, year }: IndicatorArgs,
): Promise<Row[]> {
  // Sorted, so that requests in any order share a batch and the text of its statement.
  const sorted = codes.toSorted();
  return context
    .loader<Row[]>(`indicators of ${kind} ${year} ${sorted.join()}`, async (owners) => {
      const { rows } = await statement(owners, sorted, year).execute(context.db, context.options);
      const found = Map.groupBy(rows, (row) => row.owner);
      return owners.map((one) => found.get(one) ?? []);
    })
    .load(owner);
}

const rateOf = (code: IndicatorCode, count: number | null, people: number | null): number | null =>
  count !== null && people ? (count * indicatorSources[code].per) / people : null;

function territoryIndicator(figures: Figure[], territoryCode: string, code: IndicatorCode, year: number): Indicator[] {
  const figure = figures.find((one) => one.code === code);
  if (!figure) return [];
  const { numerator, denominator, rank, isWhole } = figure;
  const value = isWhole ? rateOf(code, numerator, denominator) : null;
  const nationalValue = rateOf(code, figure.nationalNumerator, figure.nationalDenominator);
  return [
    {
      territoryCode,
      groupingCode: null,
      code,
      year,
      value,
      numerator,
      memberSum: null,
      denominator,
      nationalValue,
      ratioToNational: ratioOf(value, nationalValue),
      reason: isWhole ? reasonOf(value, 'The population of the territory is unknown.') : inPart(code, year),
      rank,
    },
  ];
}
