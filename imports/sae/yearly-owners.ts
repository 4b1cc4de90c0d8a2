import type { Session } from '../pipeline/session.ts';
import { upsert } from '../../services/kit/database/upsert.ts';
import { recordComplete, refuseGaps } from './complete-tables.ts';
import { sourceOf, type Table } from './table.ts';
import type { InputFile } from '../pipeline/input-file.ts';

// The sites of a table, among them those of rejected lines ($3), whose owner is not known.
const listed = `
  select $1::int as year, finess as site_finess, legal_entity_finess, $2::text as table_name from staged_establishment where level = 'SITE'
  union all
  select $1::int, finess, kept.legal_entity_finess, $2::text from unnest($3::text[]) as illegible (finess)
  join establishment as site using (finess)
  left join yearly_owner as kept on kept.site_finess = finess and kept.year = $1
  where site.level = 'SITE' and not exists (select from staged_establishment as staged where staged.finess = illegible.finess)`;

const unlisted = `from yearly_owner as kept where year = $1 and table_name = $2`;

/** Records to whom the sites of the table ID or IDB belonged in its year, by the staged establishments. */
export async function recordOwners(
  session: Session,
  input: InputFile,
  table: Table,
  illegible: ReadonlySet<string>,
): Promise<void> {
  const { client, options } = session;
  const parameters = [table.year, table.name, [...illegible]];
  const columns = ['site_finess', 'year', 'legal_entity_finess', 'table_name'];
  const target = { table: 'yearly_owner', key: ['site_finess', 'year'], columns, rows: listed };
  const counts = await upsert(client, target, parameters);
  session.count('owners of sites', counts);
  if (options.partial) return;
  const { rows } = await client.query<{ count: number }>(`select count(*)::int as count ${unlisted}`, [
    table.year,
    table.name,
  ]);
  const { rowCount } = await client.query(
    `delete ${unlisted} and not exists (select from (${listed}) as one where one.site_finess = kept.site_finess)`,
    parameters,
  );
  refuseGaps(input, rowCount ?? 0, rows[0]!.count, `sites of ${table.name} of ${table.year}`);
  session.count('owners of sites', { gone: rowCount ?? 0 });
  await recordComplete(client, table);
}

const missing = `
  insert into establishment (finess, level, name, source_code)
  select distinct legal_entity_finess, 'LEGAL_ENTITY', legal_entity_finess, $2 from yearly_owner as stated
  where year = $1 and legal_entity_finess is not null
    and not exists (select from establishment as kept where kept.finess = stated.legal_entity_finess)`;

// A site cannot own a site: the register knows better.
const dropSites = `
  update yearly_owner as stated set legal_entity_finess = null from establishment as kept
  where year = $1 and kept.finess = stated.legal_entity_finess and kept.level = 'SITE'`;

/** Adds owners that no table describes, named by their numbers. Call it when the tables ID and IDB of the years are loaded. */
export async function completeOwners({ client }: Session, tables: readonly Table[]): Promise<void> {
  const years = new Map(tables.map((table) => [table.year, sourceOf(table)]));
  for (const [year, source] of years) {
    await client.query(missing, [year, source]);
    await client.query(dropSites, [year]);
  }
}
