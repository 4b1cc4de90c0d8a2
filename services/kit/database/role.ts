import { createHmac } from 'node:crypto';
import pg from 'pg';

/** Who the imports log in as: a member of every service's role, since one file may tell facts of several services. */
export const imports = 'imports';

/** Who the read side's own database logs in as at the hub's: it may read what is published. */
export const replication = 'replication';

/** The PostgreSQL role of a service: it may read and write the tables of the service's schema, and nothing else. */
export const roleOf = (service: string): string => `maillage_${service}`;

/** The publication of a service's tables at the hub's database, and the subscription to it: named as its role is. */
export const channelOf = roleOf;

/** Settings of every connection: the schema of unqualified names, and the country's calendar day. */
export const sessionOptions = (schema: string): string => `-c search_path=${schema},public -c timezone=Europe/Paris`;

/**
 * The URL that a service connects with: the one given where it names the service's role, otherwise the owner's
 * with the role and a password that follows from the owner's, so that one secret is enough.
 */
export function serviceUrl(service: string, given: string): string {
  const url = new URL(given);
  const role = roleOf(service);
  if (decodeURIComponent(url.username) === role) return given;
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update(role).digest('base64url');
  url.username = role;
  return url.href;
}

/** Makes sure that a service's role exists and may log in with its password. */
export async function ensureRole(owner: pg.Client, service: string, url: string): Promise<void> {
  const role = owner.escapeIdentifier(roleOf(service));
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [roleOf(service)]);
  if (!rowCount) await owner.query(`create role ${role} login`);
  const own = serviceUrl(service, url);
  // Written only where it is not right yet: roles belong to the whole server, where others may be at the same.
  if (await refuses(own))
    await owner.query(
      `alter role ${role} login password ${owner.escapeLiteral(decodeURIComponent(new URL(own).password))}`,
    );
}

/** Makes sure that one role may do whatever another may. */
export async function ensureMember(owner: pg.Client, member: string, of: string): Promise<void> {
  const { rows } = await owner.query<{ is: boolean }>('select pg_has_role($1, $2, $3) as is', [
    roleOf(member),
    roleOf(of),
    'usage',
  ]);
  if (!rows[0]!.is)
    await owner.query(`grant ${owner.escapeIdentifier(roleOf(of))} to ${owner.escapeIdentifier(roleOf(member))}`);
}

/** Whether the server does not let a URL's user in. */
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
