import type pg from 'pg';
import { OperatorError } from '../../../../platform/errors.ts';
import { addressOf } from '../postgres-server.ts';
import { channelOf, ensureRole, replication, roleOf } from '../role.ts';

/** Checks that a server's log supports logical replication. @throws OperatorError with the setting to change */
export async function requireLogicalLog(source: pg.Client, url: string): Promise<void> {
  const { rows } = await source.query<{ wal_level: string }>('show wal_level');
  if (rows[0]!.wal_level === 'logical') return;
  throw new OperatorError(
    `The database at ${addressOf(url)} runs with wal_level=${rows[0]!.wal_level}: ` +
      'replication requires wal_level=logical. Set it and restart that server.',
  );
}

/** Creates the role that targets log in with at the source, if it does not exist. It may read only published tables. */
export async function ensureReplicationRole(source: pg.Client, url: string): Promise<void> {
  await ensureRole(source, replication, url);
  const { rows } = await source.query<{ is: boolean }>('select rolreplication as is from pg_roles where rolname = $1', [
    roleOf(replication),
  ]);
  if (!rows[0]!.is) await source.query(`alter role ${roleOf(replication)} replication`);
}

/** The server's log has whole old rows, for the change log: PostgreSQL then requires that generated columns are published. */
const options = 'publish_generated_columns = stored';

/** Has the publications that there are publish generated columns, without which no row of their tables could be changed. */
export async function publishGenerated(source: pg.Client, services: readonly string[]): Promise<void> {
  const { rows } = await source.query<{ name: string }>(
    "select pubname as name from pg_publication where pubname = any ($1) and pubgencols <> 's'",
    [services.map(channelOf)],
  );
  for (const { name } of rows)
    await source.query(`alter publication ${source.escapeIdentifier(name)} set (${options})`);
}

/**
 * Makes a service's publication have exactly the tables of its schema.
 * @returns whether anything changed
 */
export async function publish(source: pg.Client, service: string): Promise<boolean> {
  const wanted = await tablesOf(source, service);
  const schema = source.escapeIdentifier(service);
  const role = roleOf(replication);
  await source.query(`grant usage on schema ${schema} to ${role}`);
  await source.query(`grant select on ${wanted.join(', ')} to ${role}`);
  const { rows } = await source.query<{ tables: string[] }>(
    `select array(
       select format('%I.%I', t.schemaname, t.tablename) from pg_publication_tables t where t.pubname = p.pubname order by 1
     ) as tables
     from pg_publication p where p.pubname = $1`,
    [channelOf(service)],
  );
  const [found] = rows;
  if (found && found.tables.join() === wanted.join()) return false;
  const name = source.escapeIdentifier(channelOf(service));
  const tables = wanted.join(', ');
  await source.query(
    found
      ? `alter publication ${name} set table ${tables}`
      : `create publication ${name} for table ${tables} with (${options})`,
  );
  return true;
}

/**
 * The tables of a service, as SQL identifiers. The record of its migrations belongs to each database, and the change log is read
 * where the changes are made: they are left out.
 */
export async function tablesOf(client: pg.Client, service: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r' and c.relpersistence = 'p' and c.relname not in ('migration', 'change', 'change_log')
     order by 1`,
    [service],
  );
  return rows.map(({ name }) => name);
}
