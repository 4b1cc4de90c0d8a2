import type pg from 'pg';
import type { Counts } from './summary.ts';

interface Upsert {
  table: string;
  /** The columns of the key. */
  key: readonly string[];
  /** All columns that are written, including the key. */
  columns: readonly string[];
  /** Columns that are updated, but do not make a row count as changed. */
  uncounted?: readonly string[];
  /** The query that selects the rows, with columns of those names. */
  rows: string;
}

/**
 * Inserts or updates rows of a table in one statement, and counts the new, changed and unchanged ones.
 * Unchanged rows are left out first: `on conflict` locks even a row that it does not update, which is a write.
 * Rows are inserted in the order of their key, which most indexes end with, so that index pages in use are in memory.
 */
export async function upsert(
  client: pg.ClientBase,
  { table, key, columns, uncounted = [], rows }: Upsert,
  parameters: unknown[] = [],
): Promise<Counts> {
  const written = columns.filter((column) => !key.includes(column));
  const counted = written.filter((column) => !uncounted.includes(column));
  const of = (row: string, names: readonly string[]) => `row(${names.map((name) => `${row}.${name}`).join(', ')})`;
  const { rows: found } = await client.query<{ listed: number; new: number; changed: number }>(
    `with incoming as materialized (${rows}),
       written as (
         insert into ${table} (${columns.join(', ')})
         select ${columns.map((column) => `incoming.${column}`).join(', ')} from incoming left join ${table} as kept using (${key.join(', ')})
         where kept.${key[0]} is null or ${of('kept', written)} is distinct from ${of('incoming', written)}
         order by ${key.map((column) => `incoming.${column}`).join(', ')}
         on conflict (${key.join(', ')}) do update set ${written.map((column) => `${column} = excluded.${column}`).join(', ')}
         returning old.${key[0]} is null as is_new, ${of('old', counted)} is distinct from ${of('new', counted)} as differs
       )
     select (select count(*) from incoming)::int as listed,
       count(*) filter (where is_new)::int as new,
       count(*) filter (where not is_new and differs)::int as changed
     from written`,
    parameters,
  );
  const { listed, new: inserted, changed } = found[0]!;
  return { new: inserted, changed, same: listed - inserted - changed, gone: 0 };
}
