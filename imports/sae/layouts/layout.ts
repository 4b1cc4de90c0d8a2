import { ownValue } from '../../../platform/own-value.ts';
import type { Measure } from '../measures.ts';

/** One row of figures that is read from a line. */
export interface FigureRow {
  measure: Measure;
  /** The discipline, modality or code; empty if the measure has no kinds, null if the part of the line is the kind. */
  kind: string | null;
  /** The columns to add up for each figure. */
  figures: Readonly<Record<string, readonly string[]>>;
}

/** How the lines of a table are read. */
export interface Layout {
  /** The columns with the number or code of the establishment or group, and with its name. */
  owner: 'FI' | 'GHT_CODE';
  name: 'RS' | 'GHT_LIB';
  /** The column that distinguishes the lines of one owner, in tables with several. */
  part?: string;
  /** The rows that are read from a line, by its part (empty in tables without parts). */
  figureRows: Readonly<Record<string, readonly FigureRow[]>>;
  /** The rows that are read from a line with another part, in tables whose parts are codes of an open list. */
  otherParts?: { code: RegExp; rows: readonly FigureRow[] };
  /** Parts that are not read, such as those of a total that has its own line: they would count twice. */
  leftOut?: RegExp;
  /** Whether years differ in the columns that they have: a figure without a column is unknown. */
  isVariable?: true;
  /** Whether several lines of one owner and part are of several units, whose figures add up; otherwise the last line is used. */
  isByUnit?: true;
}

/** Totals that tables of some years lack, and the columns that add up to them. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  ACT: ['ACTET', 'ACTEXET', 'ACTEXEJ', 'ACTEX'],
  // Not of INTTOT, which adds junior doctors.
  INT: ['INTMED', 'INTPHA', 'INTODO', 'INTGEN', 'INTURG'],
};

/** A layout for the columns that a table has: totals that it lacks are the sums of their parts. */
export function layoutFor(layout: Layout, present: { has(column: string): boolean }): Layout {
  const columnsFor = (column: string): readonly string[] =>
    present.has(column) ? [column] : (ownValue(partsOf, column) ?? [column]);
  const isRead = (columns: readonly string[]): boolean =>
    !layout.isVariable || columns.flatMap(columnsFor).every((column) => present.has(column));
  const rowFor = (row: FigureRow): FigureRow => ({
    ...row,
    figures: mapValues(
      Object.fromEntries(Object.entries(row.figures).filter(([, columns]) => isRead(columns))),
      (columns) => columns.flatMap(columnsFor),
    ),
  });
  const { figureRows, otherParts } = layout;
  const adapted = {
    ...layout,
    figureRows: mapValues(figureRows, (rows) => rows.map(rowFor)),
    ...(otherParts && { otherParts: { ...otherParts, rows: otherParts.rows.map(rowFor) } }),
  };
  // A table with none of the figures is not what it claims to be: its columns are all missed.
  return figureRowsOf(adapted).some(({ figures }) => Object.keys(figures).length > 0) ? adapted : layout;
}

const mapValues = <Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));

/** The rows that are read from a line with a part; none where it is not known. */
export const rowsOf = ({ figureRows, otherParts }: Layout, part: string): readonly FigureRow[] | undefined =>
  ownValue(figureRows, part) ?? (otherParts?.code.test(part) ? otherParts.rows : undefined);

/** All rows that are read from a table. */
export const figureRowsOf = ({ figureRows, otherParts }: Layout): FigureRow[] => [
  ...Object.values(figureRows).flat(),
  ...(otherParts?.rows ?? []),
];

/** The measures of a table. */
export const measuresOf = (layout: Layout): Measure[] => [
  ...new Set(figureRowsOf(layout).map(({ measure }) => measure)),
];

/** The columns that a table must have. */
export const columnsOf = (layout: Layout): string[] => [
  layout.owner,
  // Establishments have their names from other tables.
  ...(layout.owner === 'GHT_CODE' ? [layout.name] : []),
  ...(layout.owner === 'FI' ? ['FI_EJ'] : []),
  ...(layout.part ? [layout.part] : []),
  ...figureRowsOf(layout).flatMap(({ figures }) => Object.values(figures).flat()),
];

/** The columns of the tables of establishments. */
export const ofEstablishment = { owner: 'FI', name: 'RS' } as const;

/** A row of figures. */
export const figureRow = (measure: Measure, kind: string | null, figures: FigureRow['figures']): FigureRow => ({
  measure,
  kind,
  figures,
});
