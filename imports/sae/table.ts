import { basename } from 'node:path';
import { OperatorError } from '../../platform/errors.ts';
import type { InputFile } from '../pipeline/input-file.ts';
import { readLines, splitFields } from '../pipeline/lines.ts';
import { Unusable, unusable } from './unusable.ts';

/** A table of SAE as published: its name, its year, and its columns. */
export interface Table {
  /** From its first column (BOR, bordereau), else from the name of its file; `GHT` for a table of groups that neither names. */
  name: string;
  year: number;
  /** Whether the name of its file states the year too: a line of another year is a stray one then. */
  isDated: boolean;
  /** The indexes of the columns by name, in upper case: some tables have lower case. */
  columns: ReadonlyMap<string, number>;
  /** How many fields a line has. */
  width: number;
}

/** The code of the year's source; codes of later years sort after it. */
export const sourceOf = ({ year }: Table): string => `sae-${year}`;

/** The columns of the table of groups in 2023, by their names of 2024. */
const formerNames: Record<string, string> = {
  CODE_GHT: 'GHT_CODE',
  NOM_COMPLET_GHT: 'GHT_LIB',
  // Beds of all full-time care: the totals of 2023 and 2024 differ by less than 2 %, whereas CAP_HTP_TOT of 2023 lacks some 3,800 beds.
  CAP_COMPLET_TOT: 'CAP_HC_TOT',
};

/** Recognises a table by its header, its first line and its name. @throws Unusable when it is not a table of SAE */
export async function recogniseTable(input: InputFile): Promise<Table> {
  const [header = '', first] = await head(input);
  const names = splitFields(header) ?? [];
  const columns = columnsOf(names);
  const title = titleOf(input);
  if (header === '')
    throw new Unusable('the file is empty', new OperatorError(`${input.path} is empty. Nothing was changed.`));
  const isTable = columns.has('GHT_CODE') || (columns.has('BOR') && columns.has('AN')) || (title && columns.has('FI'));
  if (!isTable)
    throw unusable(input, 1, 'not a table of SAE: expected the columns BOR and AN, or GHT_CODE, or CODE_GHT');
  if (first === undefined) throw unusable(input, 1, 'the table has no records');
  const fields = splitFields(first) ?? [];
  const cell = (column: string): string => fields[columns.get(column)!]?.trim() ?? '';
  const name = columns.has('BOR') ? cell('BOR') : (title?.name ?? 'GHT');
  if (!/^[A-Z][A-Z0-9_]*$/.test(name))
    throw unusable(input, 2, `${name || '(empty)'} is not the name of a table (BOR)`);
  const named = title?.year ?? yearOfName(input);
  const stated = columns.has('AN') ? yearOf(input, cell('AN')) : undefined;
  const year = stated ?? named;
  if (year === undefined)
    throw unusable(
      input,
      1,
      'unknown year of the table of groups, which has no column for it; give it in the name of the file',
    );
  if (named && named !== year)
    throw unusable(input, 2, `the line is of ${year} (AN), but the name of the file has ${named}`);
  return { name, year, isDated: named !== undefined, columns, width: names.length };
}

function yearOf(input: InputFile, text: string): number {
  if (!/^(19|20|21)\d\d$/.test(text)) throw unusable(input, 2, `${text || '(empty)'} is not a year (AN)`);
  return Number(text);
}

/** The required columns that a table lacks, in words; undefined when it has them all. */
export function lacking({ name, columns }: Table, required: Iterable<string>): string | undefined {
  const missing = [...new Set(required)].filter((column) => !columns.has(column));
  if (missing.length === 0) return undefined;
  return `the table ${name} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
}

/** The first two lines. @throws Unusable when the file has no lines that can be read */
async function head(input: InputFile): Promise<string[]> {
  const texts: string[] = [];
  try {
    for await (const lines of readLines(input)) {
      texts.push(...lines.slice(0, 2).map((line) => line.text));
      if (texts.length > 1) break;
    }
  } catch (error) {
    if (error instanceof OperatorError) throw new Unusable(error.message, error);
    throw error;
  }
  return texts;
}

function columnsOf(names: string[]): Map<string, number> {
  const columns = new Map(names.map((name, index) => [name.trim().toUpperCase(), index]));
  for (const [former, name] of Object.entries(formerNames))
    if (columns.has(former) && !columns.has(name)) columns.set(name, columns.get(former)!);
  return columns;
}

/** The table and the year that the name of a published file states: some tables have no column for them. */
export function titleOf({ name }: InputFile): { name: string; year: number } | undefined {
  const title = /^([A-Z][A-Z0-9_]*)_((?:19|20|21)\d\d)[a-z]?\.csv(?:\.gz)?$/i.exec(basename(name));
  return title ? { name: title[1]!.toUpperCase(), year: Number(title[2]) } : undefined;
}

function yearOfName({ name }: InputFile): number | undefined {
  const year = /(?:^|\D)((?:19|20|21)\d\d)(?:\D|$)/.exec(basename(name))?.[1];
  return year ? Number(year) : undefined;
}
