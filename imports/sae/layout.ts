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

/** All rows that are read from a table. */
export const figureRowsOf = (layout: Layout): FigureRow[] => Object.values(layout.figureRows).flat();

/** The measures of a table. */
export const measuresOf = (layout: Layout): Measure[] => [
  ...new Set(figureRowsOf(layout).map(({ measure }) => measure)),
];

/** The columns that a table must have. */
export const columnsOf = (layout: Layout): string[] => [
  layout.owner,
  layout.name,
  ...(layout.owner === 'FI' ? ['FI_EJ'] : []),
  ...(layout.part ? [layout.part] : []),
  ...figureRowsOf(layout).flatMap(({ figures }) => Object.values(figures).flat()),
];
