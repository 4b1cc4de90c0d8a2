import type pg from 'pg';
import type { Counts } from './summary.ts';

interface Upsert {
  table: string;
  /** The columns that tell a row. */
  key: readonly string[];
  /** All columns that are written, the key among them. */
  columns: readonly string[];
  /** Columns that are kept up to date without counting as a change. */
  uncounted?: readonly string[];
  /** The query that gives the rows, with columns of those names. */
  rows: string;
}

/**
 * Writes rows to a table in one statement, and tells how many were new, changed and the same.
 * What is the same is left out before: on a conflict, even a row that is not updated would be locked, which is a write.
 * Rows go in by their key, which most indexes end with: so they are added where the last ones were, on pages at hand.
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
