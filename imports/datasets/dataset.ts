import type { Service } from '../../services/kit/service.ts';
import type { RowError } from './row-error.ts';
import type { CellType, Value } from './cell-types.ts';

/** What a value names: a row of another table. */
export interface Reference {
  table: string;
  key: string;
  type: CellType;
  /** Completes "… is expected". */
  expected: string;
  /** The dataset that fills the table, if one does. */
  dataset?: string;
}

/** A table of pairs, of a row and an establishment, that a list is written to. */
export interface JoinTable {
  table: string;
  /** The column that names the row. */
  own: string;
}

/** A column of a dataset. */
export interface Column {
  /** Its name in a header and in YAML: that of the field in the graph. */
  name: string;
  /** What a value of it is: an enumeration's words are those of the field. */
  type: CellType | 'enumeration';
  /** Whether it lists several values. */
  isList: boolean;
  isRequired: boolean;
  /** The column that it is staged as, and that of the dataset's table where it is stored there. */
  target: string;
  /** What it means, where the description of the graph's field does not say so. */
  meaning?: string;
  refersTo?: Reference;
  /** Where a list is written, if not to the dataset's table. */
  joinTable?: JoinTable;
  /** Whether it is a bound of the row's period. */
  isBound?: boolean;
}

/** The values of a row by the names of their columns; absent where a cell is not sound. */
export type Values = Record<string, Value | Value[] | null | undefined>;

/** A kind of rows that partner institutions and the reference dataset give the hub: one GraphQL type, one table. */
export interface Dataset {
  name: string;
  service: Service;
  /** The GraphQL type that its rows become, which documents it. */
  type: string;
  /** What it is, where the type's description does not say so well. */
  meaning?: string;
  table: string;
  /** The columns that tell a row. */
  key: string[];
  columns: Column[];
  /** The columns that two rows may share only at different times, or never where rows have no period. */
  uniqueTogether?: string[];
  /** The column that names the row whose period holds this one's: its bounds are taken where a row gives none. */
  within?: string;
  /** A rule of one row, told by its values. */
  check?(values: Values): Pick<RowError, 'column' | 'expected'> | undefined;
  /** Queries of `staged_row` that give the faults of a dataset's own rules. */
  rules?: string[];
  /** What else changes with its rows, just before they do: a statement on `staged_row`, and the dataset whose rows it changes. */
  cascade?: { statement: string; dataset: string };
  /** A row that could be loaded, by its columns. */
  example: Record<string, string>;
}

/** The table that the rows of one dataset are staged in. */
export const stagedRows = 'staged_row';

/** Whether a dataset's rows have a period. */
export const hasPeriod = ({ columns }: Dataset): boolean => columns.some((column) => column.isBound);

/** The column of a dataset with a name that it is known to have. */
export const columnOf = ({ columns }: Dataset, name: string): Column => columns.find((column) => column.name === name)!;
