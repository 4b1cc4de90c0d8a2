import pg from 'pg';
import type { TrackedTable } from '../../service.ts';

/** A column of a table, as the server's log describes it. */
export interface LoggedColumn {
  name: string;
  typeOid: number;
}

/** A row as the server's log has it: the texts of its columns; null for none. */
export type LoggedRow = Readonly<Record<string, string | null>>;

/** A field of a row and its value as text; null for none. */
export type Fields = ReadonlyMap<string, string | null>;

const { builtins } = pg.types;
const dateRange = 3912;
/** Of numbers, texts and days. */
const arrays = new Set([1005, 1007, 1009, 1015, 1016, 1021, 1022, 1182, 1231]);
const itemsOf = pg.types.getTypeParser(1009 as never) as unknown as (text: string) => (string | null)[];

/** What triggers derive from other columns, and what the hub keeps for itself. */
const unlogged = /^(search_words|changed_at|row_version|owner_finess|(\w+_)?listed_on)$/;

/** The name of the field in the graph that a column stands for. */
export const fieldOf = (column: string): string =>
  column.replace(/(?<=.)_(finess|code|reference)$/, '').replaceAll(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** The fields of a row that are facts, in the order of the columns. A period is its first day and the day after its last. */
export function fieldsOf(row: LoggedRow, columns: readonly LoggedColumn[], { fields = {} }: TrackedTable): Fields {
  const found = new Map<string, string | null>();
  for (const { name, typeOid } of columns) {
    const field = fields[name] === undefined && !unlogged.test(name) ? fieldOf(name) : fields[name];
    if (field == null) continue;
    const text = row[name] ?? null;
    if (typeOid === dateRange) {
      const [start, end] = boundsOf(text);
      found.set('start', start).set('end', end);
    } else found.set(field, text === null ? null : valueOf(text, typeOid));
  }
  return found;
}

/** The bounds of a range of days, `[2016-07-01,)`; null for none. */
export function boundsOf(range: string | null): [string | null, string | null] {
  const [, start, end] = /^\[?\(?([^,]*),([^)\]]*)/.exec(range ?? '') ?? [];
  return [start || null, end || null];
}

function valueOf(text: string, typeOid: number): string {
  if (typeOid === builtins.BOOL) return text === 't' ? 'true' : 'false';
  if (typeOid === builtins.TIMESTAMPTZ) return new Date(`${text.replace(' ', 'T')}:00`).toISOString();
  return arrays.has(typeOid) ? itemsOf(text).join('|') : text;
}
