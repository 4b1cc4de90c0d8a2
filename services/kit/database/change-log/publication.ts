import type pg from 'pg';
import type { Service } from '../../service.ts';
import { publishGenerated } from '../replication/publication.ts';
import { changeLog, ensureRole, roleOf } from '../role.ts';
import { logSchema } from './log-tables.ts';

/** The publication of the tables that the change log tells of. */
export const publication = 'maillage_changes';

const insufficientPrivilege = '42501';

/** Whether the migrations have come to the tables of the log. */
async function hasLog(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ is: boolean }>('select to_regclass($1) is not null as is', [
    `${logSchema}.change`,
  ]);
  return rows[0]!.is;
}

/**
 * Prepares a migrated database for the change log: the role that reads and writes it, whole old rows in the server's log,
 * and the publication of all tables but those that services leave out. What the owner may not do is left, and the reader
 * says so: a hub works without a change log.
 */
export async function publishChanges(owner: pg.Client, url: string, services: Service[]): Promise<void> {
  const tracking = services.filter(({ tracked }) => tracked);
  if (!tracking.some(({ name }) => name === logSchema) || !(await hasLog(owner))) return;
  await ensureRole(owner, changeLog, url);
  await ifAllowed(() => letReplicate(owner));
  await grant(owner, tracking);
  await publishGenerated(
    owner,
    services.map(({ name }) => name),
  );
  const tables: string[] = [];
  for (const service of tracking) {
    for (const { name, isWhole } of await tablesOf(owner, service)) {
      if (!isWhole) await owner.query(`alter table ${name} replica identity full`);
      tables.push(name);
    }
  }
  await ifAllowed(() => publish(owner, tables));
}

async function ifAllowed(work: () => Promise<void>): Promise<void> {
  await work().catch((error: Error & { code?: string }) => {
    if (error.code !== insufficientPrivilege) throw error;
  });
}

async function letReplicate(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ is: boolean }>('select rolreplication as is from pg_roles where rolname = $1', [
    roleOf(changeLog),
  ]);
  if (!rows[0]!.is) await owner.query(`alter role ${roleOf(changeLog)} replication`);
}

/** The log is written by its reader alone, which looks up in other tables whom a change concerns. */
async function grant(owner: pg.Client, services: Service[]): Promise<void> {
  const role = roleOf(changeLog);
  await owner.query(`grant usage on schema ${services.map(({ name }) => name).join(', ')} to ${role}`);
  await owner.query(`grant select, insert, update, delete on ${logSchema}.change, ${logSchema}.change_log to ${role}`);
  await owner.query(
    `revoke insert, update, delete on ${logSchema}.change, ${logSchema}.change_log from ${roleOf(logSchema)}`,
  );
  for (const { name, tracked } of services) {
    const looked = new Set(
      Object.values(tracked!).flatMap((table) => table?.concerns?.map((each) => each.table) ?? []),
    );
    if (looked.size === 0) continue;
    const tables = [...looked].map((table) => `${name}.${owner.escapeIdentifier(table)}`);
    await owner.query(`grant select on ${tables.join(', ')} to ${role}`);
  }
}

/** The tables of a service that are published, as SQL identifiers, and whether the server's log has their whole old rows. */
async function tablesOf(owner: pg.Client, { name, tracked }: Service): Promise<{ name: string; isWhole: boolean }[]> {
  const left = Object.entries(tracked!).flatMap(([table, how]) => (how === null ? [table] : []));
  const { rows } = await owner.query<{ name: string; isWhole: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relreplident = 'f' as "isWhole"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind = 'r' and c.relpersistence = 'p' and c.relname <> all ($2)
     order by 1`,
    [name, ['migration', ...left]],
  );
  return rows;
}

// PostgreSQL requires generated columns to be published where whole old rows are.
const options = "publish = 'insert, update, delete', publish_generated_columns = stored";

async function publish(owner: pg.Client, wanted: string[]): Promise<void> {
  const { rows } = await owner.query<{ tables: string[] }>(
    `select array(
       select format('%I.%I', t.schemaname, t.tablename) from pg_publication_tables t where t.pubname = p.pubname
     ) as tables
     from pg_publication p where p.pubname = $1`,
    [publication],
  );
  const [found] = rows;
  if (found && found.tables.toSorted().join() === wanted.toSorted().join()) return;
  const tables = wanted.join(', ');
  await owner.query(
    found
      ? `alter publication ${publication} set table ${tables}`
      : `create publication ${publication} for table ${tables} with (${options})`,
  );
}
