import { basename } from 'node:path';
import type { InputFile } from '../pipeline/input-file.ts';
import { readLines, splitFields } from '../pipeline/lines.ts';
import { refusal } from '../pipeline/refusal.ts';

/** A table of SAE as it was published: which one, of which year, and where its columns stand. */
export interface Table {
  /** As its first column (BOR, bordereau) names it; `GHT`, which has none, by its header. */
  name: string;
  year: number;
  /** In capitals: some tables write theirs in lower case. */
  columns: ReadonlyMap<string, number>;
  /** How many fields a line has. */
  width: number;
}

/** The code of the year's source, of which the later year sorts after. */
export const sourceOf = ({ year }: Table): string => `sae-${year}`;

/** What 2023 called the columns of the table of groups: each holds the same as that of 2024. */
const formerNames: Record<string, string> = {
  CODE_GHT: 'GHT_CODE',
  NOM_COMPLET_GHT: 'GHT_LIB',
  // Beds of all full-time care: its sum over the groups is 2024's within 2 %, where CAP_HTP_TOT of 2023 leaves out some 3,800 beds.
  CAP_COMPLET_TOT: 'CAP_HC_TOT',
};

/** Knows a table by its header and its first line. @throws OperatorError when it is none */
export async function recogniseTable(input: InputFile): Promise<Table> {
  const [header = '', first] = await head(input);
  const columns = columnsOf(splitFields(header) ?? []);
  if (!columns.has('GHT_CODE') && !(columns.has('BOR') && columns.has('AN')))
    throw refusal(input, 1, 'not a table of SAE, which has the columns BOR and AN, or CODE_GHT or GHT_CODE');
  if (first === undefined) throw refusal(input, 1, 'the table has no record');
  const width = splitFields(header)!.length;
  const named = yearOfName(input);
  if (!columns.has('BOR')) {
    if (!named)
      throw refusal(input, 1, "the table of groups has no column for its year, and its file's name tells none either");
    return { name: 'GHT', year: named, columns, width };
  }
  const fields = splitFields(first) ?? [];
  const [name = '', an = ''] = [fields[columns.get('BOR')!]?.trim(), fields[columns.get('AN')!]?.trim()];
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) throw refusal(input, 2, `${name || '(empty)'} is not the name of a table (BOR)`);
  if (!/^(19|20|21)\d\d$/.test(an)) throw refusal(input, 2, `${an || '(empty)'} is not a year (AN)`);
  const year = Number(an);
  if (named && named !== year)
    throw refusal(input, 2, `the line is of ${year} (AN), where the file's name says ${named}`);
  return { name, year, columns, width };
}

/** Makes sure that a table has what is read of it. @throws OperatorError that names the columns it lacks */
export function requireColumns(input: InputFile, { name, columns }: Table, required: Iterable<string>): void {
  const missing = [...new Set(required)].filter((column) => !columns.has(column));
  if (missing.length > 0)
    throw refusal(
      input,
      1,
      `the table ${name} has not the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`,
    );
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

function yearOfName({ name }: InputFile): number | undefined {
  const year = /(?:^|\D)((?:19|20|21)\d\d)(?:\D|$)/.exec(basename(name))?.[1];
  return year ? Number(year) : undefined;
}
