import { basename } from 'node:path';
import type { InputFile } from '../pipeline/input-file.ts';
import { readLines, splitFields } from '../pipeline/lines.ts';
import { refusal } from '../pipeline/refusal.ts';

/** A table of SAE as published: its name, its year, and its columns. */
export interface Table {
  /** From its first column (BOR, bordereau), else from the name of its file; `GHT` for the table of groups. */
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

/** Recognises a table by its header and its first line. @throws OperatorError when it is not a table of SAE */
export async function recogniseTable(input: InputFile): Promise<Table> {
  const [header = '', first] = await head(input);
  const columns = columnsOf(splitFields(header) ?? []);
  const titled = titleOf(input);
  if (titled && columns.has('FI') && !columns.has('BOR'))
    return { ...titled, isDated: true, columns, width: splitFields(header)!.length };
  if (!columns.has('GHT_CODE') && !(columns.has('BOR') && columns.has('AN')))
    throw refusal(input, 1, 'not a table of SAE: expected the columns BOR and AN, or GHT_CODE, or CODE_GHT');
  if (first === undefined) throw refusal(input, 1, 'the table has no records');
  const width = splitFields(header)!.length;
  const named = yearOfName(input);
  if (!columns.has('BOR')) {
    if (!named)
      throw refusal(
        input,
        1,
        'unknown year of the table of groups, which has no column for it; give it in the name of the file',
      );
    return { name: 'GHT', year: named, isDated: true, columns, width };
  }
  const fields = splitFields(first) ?? [];
  const [name = '', an = ''] = [fields[columns.get('BOR')!]?.trim(), fields[columns.get('AN')!]?.trim()];
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw refusal(input, 2, `${name || '(empty)'} is not the name of a table (BOR)`);
  if (!/^(19|20|21)\d\d$/.test(an)) throw refusal(input, 2, `${an || '(empty)'} is not a year (AN)`);
  const year = Number(an);
  if (named && named !== year)
    throw refusal(input, 2, `the line is of ${year} (AN), but the name of the file has ${named}`);
  return { name, year, isDated: named !== undefined, columns, width };
}

/** Checks that a table has the required columns. @throws OperatorError with the names of the missing ones */
export function requireColumns(input: InputFile, { name, columns }: Table, required: Iterable<string>): void {
  const missing = [...new Set(required)].filter((column) => !columns.has(column));
  if (missing.length > 0)
    throw refusal(input, 1, `the table ${name} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`);
}

async function head(input: InputFile): Promise<string[]> {
  const texts: string[] = [];
  for await (const lines of readLines(input)) {
    texts.push(...lines.slice(0, 2).map((line) => line.text));
    if (texts.length > 1) break;
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
function titleOf({ name }: InputFile): { name: string; year: number } | undefined {
  const title = /^([A-Z][A-Z0-9_]*)_((?:19|20|21)\d\d)[a-z]?\.csv$/i.exec(basename(name));
  return title ? { name: title[1]!.toUpperCase(), year: Number(title[2]) } : undefined;
}

function yearOfName({ name }: InputFile): number | undefined {
  const year = /(?:^|\D)((?:19|20|21)\d\d)(?:\D|$)/.exec(basename(name))?.[1];
  return year ? Number(year) : undefined;
}
