import { createHmac } from 'node:crypto';
import pg from 'pg';
import { keepFromLog } from './quiet-log.ts';

/** The name of the role of imports: a member of every service's role, since one file may have data for several services. */
export const imports = 'imports';

/** The name of the role of partners' writes: it reads what all services have, and writes rows of the institution that it acts for. */
export const partners = 'partners';

/** The key of the advisory lock that makes imports and partners' writes run one after the other. */
export const importLock = 5_700_0597;

/** The name of the role that the read side's own database logs in with at the hub's: it may read the published tables. */
export const replication = 'replication';

/** The name of the role that reads the server's log for the change log, and writes that alone. */
export const changeLog = 'change_log';

/** The PostgreSQL role of a service: it may read and write only the tables of the service's schema. */
export const roleOf = (service: string): string => `maillage_${service}`;

/** The name of a service's publication in the hub's database, and of the subscription to it: the same as its role's. */
export const channelOf = roleOf;

/**
 * The settings of every connection: the schema of unqualified names, the time zone of calendar days, and that the server
 * logs no values of a failed statement.
 */
export const sessionOptions = (schema: string): string =>
  `-c search_path=${schema},public -c timezone=Europe/Paris -c log_parameter_max_length_on_error=0`;

/** The service whose role a URL logs in with; undefined for other users, such as the database's owner. */
export function serviceOf(url: string, names: readonly string[]): string | undefined {
  const user = decodeURIComponent(new URL(url).username);
  return names.find((name) => roleOf(name) === user);
}

/**
 * The URL that a service connects with: the given one if it names the service's role, otherwise the owner's with the
 * role and a password derived from the owner's, so that one secret is enough.
 */
export function serviceUrl(service: string, given: string): string {
  const url = new URL(given);
  const role = roleOf(service);
  if (decodeURIComponent(url.username) === role) return given;
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update(role).digest('base64url');
  url.username = role;
  return url.href;
}

/**
 * Creates a service's role if it does not exist, keeps its statements out of the server's log, and sets its password if
 * it cannot log in with it.
 */
export async function ensureRole(owner: pg.Client, service: string, url: string): Promise<void> {
  const role = owner.escapeIdentifier(roleOf(service));
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [roleOf(service)]);
  if (!rowCount) await owner.query(`create role ${role} login`);
  await keepFromLog(owner, roleOf(service));
  const own = serviceUrl(service, url);
  // Only if needed: roles belong to the whole server, where another process may alter the same one.
  if (await refuses(own))
    await owner.query(
      `alter role ${role} login password ${owner.escapeLiteral(decodeURIComponent(new URL(own).password))}`,
    );
}

/** Makes one role a member of another. */
export async function ensureMember(owner: pg.Client, member: string, of: string): Promise<void> {
  const { rows } = await owner.query<{ is: boolean }>('select pg_has_role($1, $2, $3) as is', [
    roleOf(member),
    roleOf(of),
    'usage',
  ]);
  if (!rows[0]!.is)
    await owner.query(`grant ${owner.escapeIdentifier(roleOf(of))} to ${owner.escapeIdentifier(roleOf(member))}`);
}

/** Whether the server refuses the login of a URL. */
async function refuses(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'maillage migrate' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return false;
  } catch (error) {
    if (['28P01', '28000'].includes((error as { code?: string }).code ?? '')) return true;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
