import type { TestDatabase } from './database.ts';

/**
 * What a database holds, as a text that is the same where, and only where, every table of every schema has the same
 * rows, in whatever order: a line a table, with its number of rows and the sum of their hashes. When rows came and how often they changed is left out.
 */
export async function fingerprint(database: TestDatabase): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') and schemaname not like 'pg_temp%' order by 1`,
  );
  const lines = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) as rows, coalesce(sum(hashtextextended((to_jsonb(t) - '{imported_at,changed_at,row_version}'::text[])::text, 0)::numeric), 0) as content from ${name} t`,
  );
  const found = await database.query<{ name: string; rows: string; content: string }>(lines.join(' union all '));
  return found
    .map(({ name, rows, content }) => `${name} ${rows} ${content}`)
    .toSorted()
    .join('\n');
}
