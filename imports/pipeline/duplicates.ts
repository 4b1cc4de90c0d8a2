import type { InputFile } from './input-file.ts';
import type { Session } from './session.ts';

/** The staged records of which one may have the key of another. */
interface Keyed {
  table: string;
  key: readonly string[];
  /** An SQL expression that names the key in messages. */
  what: string;
  /** An SQL expression for the text of a record, `staged`. */
  raw?: string;
  /** Whether some rows are only of numbers that a file lists, and not records. */
  hasUnlisted?: boolean;
}

const duplicates = ({ table, key, what, raw = 'staged.raw', hasUnlisted }: Keyed, isRepeated: boolean): string => {
  const columns = key.join(', ');
  const where = hasUnlisted ? 'listed' : 'true';
  const content = `coalesce(staged.raw, (to_jsonb(staged) - 'line')::text)`;
  return `
    select line, ${raw} as raw, 'duplicate ' || ${what} || '; line ' || later || ' is ${isRepeated ? 'the same' : 'used'}' as reason from (
      select *, lead(line) over same as later, lead(${content}) over same = ${content} as repeated from ${table} as staged
      where ${where} and (${columns}) in (select ${columns} from ${table} where ${where} group by ${columns} having count(*) > 1)
      window same as (partition by ${columns} order by line)
    ) as staged where later is not null and repeated = ${isRepeated}`;
};

/**
 * Leaves out the staged records of which a later one has the key: they are rejected, or where the later one repeats them, which
 * loses nothing, reported with a warning.
 */
export async function dropDuplicates(session: Session, input: InputFile, keyed: Keyed): Promise<void> {
  const rejected = await session.reportRows(input, 'rejected', duplicates(keyed, false));
  const repeated = await session.reportRows(input, 'warning', duplicates(keyed, true));
  if (!rejected && !repeated) return;
  const { table, key, hasUnlisted } = keyed;
  const same = [...key, ...(hasUnlisted ? ['listed'] : [])].map((column) => `earlier.${column} = later.${column}`);
  await session.client.query(`
    delete from ${table} as earlier using ${table} as later
    where ${same.join(' and ')} and earlier.line < later.line${hasUnlisted ? ' and earlier.listed' : ''}`);
}
