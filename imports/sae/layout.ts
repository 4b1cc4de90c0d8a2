import { ownValue } from '../../platform/own-value.ts';
import type { Measure } from './measures.ts';

/** One row of figures that is read from a line. */
export interface FigureRow {
  measure: Measure;
  /** The discipline or modality; empty if the measure has no kinds. */
  kind: string;
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
  /** Parts of a total, which has its own line: reading them too would count them twice. */
  subsets?: RegExp;
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
  const rowFor = (row: FigureRow): FigureRow => ({
    ...row,
    figures: mapValues(row.figures, (columns) => columns.flatMap(columnsFor)),
  });
  return { ...layout, figureRows: mapValues(layout.figureRows, (rows) => rows.map(rowFor)) };
}

const mapValues = <Value, Result>(
  values: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));

/** All rows that are read from a table. */
export const figureRowsOf = (layout: Layout): FigureRow[] => Object.values(layout.figureRows).flat();

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
