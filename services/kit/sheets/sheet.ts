/** A row of a sheet that is not empty. */
export interface SheetRow {
  /** Its number in a spreadsheet, or in a CSV file the number of its first line. */
  line: number;
  /** Its cells as texts, without white space around them. */
  cells: string[];
}

/** The forms of sheets. */
export type SheetForm = 'csv' | 'xlsx';

/** A table of cells, as a CSV file has one and a workbook several. */
export interface Sheet {
  form: SheetForm;
  /** The name of a sheet of a workbook. */
  name?: string;
  /** The delimiter of a CSV file. */
  delimiter?: string;
  rows: SheetRow[];
}

/** Why a file cannot be read as a sheet: a sentence without its subject, the file, or what is wrong with a line of it. */
export class UnreadableSheet extends Error {
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

/** The largest file that is read, its content unpacked, and the most text that its cells may have. */
export const maxMebibytes = 64;

// What a spreadsheet shows instead of the value of a formula, in English and in French.
const errorValue =
  /^#(?:N\/A|N\/D|REF|NAME|VALUE|DIV\/0|NUM|NULL|SPILL|CALC|NOM|VALEUR|NOMBRE|NUL|PROPAGATION|CALCUL)[!?]?$/i;

/** Whether a cell shows the error of a formula. */
export const isErrorValue = (cell: string): boolean => errorValue.test(cell) || /^#+$/.test(cell);

/** Whether a row is a comment: its first cell begins with `#`. */
export const isComment = ([first = '']: readonly string[]): boolean => first.startsWith('#') && !isErrorValue(first);
