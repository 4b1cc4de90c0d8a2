import type pg from 'pg';
import { upsert, type Counts } from '../database/upsert.ts';
import { columnOf, hasPeriod, stagedRows, type Column, type Dataset } from './dataset.ts';

// The date of a source is that of the last import that changed rows which refer to it.
const stampSources = `update establishments.source set imported_at = now() where code in (select source_code from ${stagedRows})`;

/**
 * Writes the staged rows to the dataset's tables, and counts by target what changed.
 * @param owner whom new rows belong to; null for the hub
 */
export async function write(
  client: pg.ClientBase,
  dataset: Dataset,
  owner: string | null,
): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  if (dataset.cascade) {
    const { rowCount } = await client.query(dataset.cascade.statement);
    if (rowCount) counts.set(dataset.cascade.dataset, { new: 0, changed: rowCount, same: 0, gone: 0 });
  }
  const stored = dataset.columns
    .filter((column) => !column.joinTable && !column.isBound)
    .map((column) => column.target);
  const period = hasPeriod(dataset) ? ['period'] : [];
  const columns = [...stored, ...period];
  const key = dataset.key
    .map((name) => columnOf(dataset, name))
    .map(({ isBound, target }) => (isBound ? 'period' : target));
  const target = { table: dataset.table, key, columns, rows: rowsOf(dataset, stored) };
  const replaced = dataset.replaces ? ((await client.query(dataset.replaces)).rowCount ?? 0) : 0;
  const moved = key.includes('period') ? await moveEnds(client, target) : 0;
  const upserted = await upsert(client, { ...target, initial: { owner_finess: '$1::text' } }, [owner]);
  counts.set(dataset.name, {
    ...upserted,
    changed: upserted.changed + moved,
    same: upserted.same - moved,
    gone: replaced,
  });
  for (const column of dataset.columns.filter(({ joinTable }) => joinTable))
    counts.set(`${dataset.name}: ${column.name}`, await replaceJoinRows(client, dataset.table, key[0]!, column));
  if (dataset.derives) await client.query(dataset.derives);
  const hasWritten = [...counts.values()].some((count) => count.new + count.changed + count.gone > 0);
  if (hasWritten && dataset.columns.some((column) => column.name === 'source')) await client.query(stampSources);
  return counts;
}

/** Writes what is stated with another end of the period that is a part of the key: the rows stay the same, with their ids and versions. */
async function moveEnds(
  client: pg.ClientBase,
  { table, key, columns, rows }: Record<'key' | 'columns', string[]> & Record<'table' | 'rows', string>,
): Promise<number> {
  const same = key.filter((column) => column !== 'period').map((column) => `kept.${column} = incoming.${column}`);
  const { rowCount } = await client.query(`
    update ${table} as kept set ${columns.map((column) => `${column} = incoming.${column}`).join(', ')} from (${rows}) as incoming
    where ${same.join(' and ')} and kept.period <> incoming.period and lower(kept.period) is not distinct from lower(incoming.period)`);
  return rowCount ?? 0;
}

/** The staged rows with the columns of the table. */
function rowsOf(dataset: Dataset, stored: string[]): string {
  const columns = stored.map((target) => `s.${target}`).join(', ');
  if (!hasPeriod(dataset)) return `select ${columns} from ${stagedRows} as s`;
  if (!dataset.within) return `select ${columns}, daterange(s.starts_on, s.ends_on) as period from ${stagedRows} as s`;
  const { target, refersTo } = columnOf(dataset, dataset.within);
  return `
    select ${columns}, daterange(coalesce(s.starts_on, lower(within.period)), coalesce(s.ends_on, upper(within.period))) as period
    from ${stagedRows} as s join ${refersTo!.table} as within on within.${refersTo!.key} = s.${target}`;
}

/** Replaces the rows of a join table by those that the staged rows list. */
async function replaceJoinRows(
  client: pg.ClientBase,
  parent: string,
  key: string,
  { target, joinTable }: Column,
): Promise<Counts> {
  const { table, own } = joinTable!;
  const { rows } = await client.query<Counts>(`
    with listed as (
        select s.${key} as own, named.finess from ${stagedRows} as s cross join lateral unnest(s.${target}) as named (finess)
      ), gone as (
        delete from ${table} as kept using ${stagedRows} as s
        where kept.${own} = s.${key} and kept.establishment_finess <> all (s.${target}) returning kept.${own}
      ), added as (
        insert into ${table} (${own}, establishment_finess) select own, finess from listed
        on conflict do nothing returning ${own}
      ), counted as (
        -- A list is a part of its row. One that this transaction has written counts already.
        update ${parent} as row set row_version = row_version + 1, changed_at = now()
        from (select ${own} as own from gone union select ${own} from added) as other
        where row.${key} = other.own and row.xmin <> pg_current_xact_id()::xid
      )
    select (select count(*) from added)::int as new, 0 as changed,
      ((select count(*) from listed) - (select count(*) from added))::int as same, (select count(*) from gone)::int as gone`);
  return rows[0]!;
}
