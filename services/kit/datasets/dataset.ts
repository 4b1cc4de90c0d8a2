import type { RowError } from './row-error.ts';
import type { CellType, Value } from './cell-types.ts';

/** A row of another table that a value refers to. */
export interface Reference {
  table: string;
  key: string;
  type: CellType;
  /** Completes "expected …" in messages; also used in templates. */
  expected: string;
  /** The dataset that fills the table, if one does. */
  dataset?: string;
}

/** A table of pairs of a row and an establishment, where a list is stored. */
export interface JoinTable {
  table: string;
  /** The column with the key of the row. */
  own: string;
}

/** A column of a dataset. */
export interface Column {
  /** Its name in headers and in YAML: the name of the field in the graph. */
  name: string;
  /** Its names in French headers, of which templates show the first. */
  french: readonly string[];
  /** The type of its values; for an enumeration, the values are those of the field in the graph. */
  type: CellType | 'enumeration';
  /** Whether it has a list of values. */
  isList: boolean;
  isRequired: boolean;
  /** Its name in the staging table, and in the dataset's table if it is stored there. */
  target: string;
  /** What it means; defaults to the description of the field in the graph. */
  meaning?: string;
  refersTo?: Reference;
  /** Where a list is stored, if not in the dataset's table. */
  joinTable?: JoinTable;
  /** Whether it is a bound of the row's period. */
  isBound?: boolean;
}

/** The values of a row by column name; absent if a cell is invalid. */
export type Values = Record<string, Value | Value[] | null | undefined>;

/** A kind of rows that partner institutions and the reference dataset provide: one GraphQL type, one table. */
export interface Dataset {
  /** Its name in files, commands and addresses: `care-units`. */
  name: string;
  /** What one row is, as the graph's inputs name it: `CareUnit`. */
  row: string;
  /** The columns of which one has to name the institution that writes, a site of it, or what it is a party of. None: anybody may add rows. */
  subjects: string[];
  /** The GraphQL type of its rows, whose descriptions document it. */
  type: string;
  /** Further types that its rows have in the graph. */
  otherTypes?: string[];
  /** What it is; defaults to the description of the type. */
  meaning?: string;
  table: string;
  /** The columns of the key. */
  key: string[];
  columns: Column[];
  /** The columns that are unique together: at any time if rows have periods, otherwise always. */
  uniqueTogether?: string[];
  /** The column that refers to the row whose period includes this one's; its bounds are the defaults of this row's. */
  within?: string;
  /** A rule on the values of a single row. */
  check?(values: Values): Pick<RowError, 'column' | 'message'> | undefined;
  /** Queries on `staged_row` that return the rows that break rules of the dataset. */
  rules?: string[];
  /** A statement on `staged_row` that runs before the rows are written, and the dataset whose rows it changes. */
  cascade?: { statement: string; dataset: string };
  /** A statement on `staged_row` that deletes the stored rows that staged ones with other keys replace. Of a key with a start, another end is the same key. */
  replaces?: string;
  /** A statement that runs after the rows are written: what follows from them. */
  derives?: string;
  /** An example of a valid row, by column. */
  example: Record<string, string>;
}

/** The staging table for the rows of a dataset. */
export const stagedRows = 'staged_row';

/** Whether a dataset's rows have a period. */
export const hasPeriod = ({ columns }: Dataset): boolean => columns.some((column) => column.isBound);

/** The column of a dataset with a name that exists. */
export const columnOf = <Of extends Column>({ columns }: { columns: Of[] }, name: string): Of =>
  columns.find((column) => column.name === name)!;

/** The tables that datasets write. */
export const tablesOf = (datasets: readonly Dataset[]): string[] => [
  ...new Set(
    datasets.flatMap(({ table, columns }) => [table, ...columns.flatMap(({ joinTable }) => joinTable?.table ?? [])]),
  ),
];
