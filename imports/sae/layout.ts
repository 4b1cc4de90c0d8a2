import type { Measure } from './measures.ts';

/** One row of figures that is read of a line. */
export interface FigureRow {
  measure: Measure;
  /** The discipline or modality; empty where the measure has no kinds. */
  kind: string;
  /** The columns that each figure is the sum of. */
  figures: Readonly<Record<string, readonly string[]>>;
}

/** How the lines of a table are read. */
export interface Layout {
  /** The columns of the number or code of what a line is about, and of its name. */
  owner: 'FI' | 'GHT_CODE';
  name: 'RS' | 'GHT_LIB';
  /** The column that tells the lines of one owner apart, for tables with several. */
  part?: string;
  /** What is read of a line, by its part (the empty one in tables without). */
  figureRows: Readonly<Record<string, readonly FigureRow[]>>;
  /** Parts of a total that stands on a line of its own: adding them would count twice. */
  subsets?: RegExp;
}

/** Everything that is read of a table. */
export const figureRowsOf = (layout: Layout): FigureRow[] => Object.values(layout.figureRows).flat();

/** The measures that a table gives figures of. */
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
