import pg from 'pg';
import { OperatorError } from '../../../platform/errors.ts';

/** The major version of PostgreSQL that the embedded server has, and the oldest that the hub runs on. */
export const postgresMajor = 18;

const connectTimeoutMs = 10_000;

/** Checks that a database can be used. @throws OperatorError when it is unavailable, or older than PostgreSQL 18 */
export async function requireServer(url: string): Promise<void> {
  const version = await serverVersion(url);
  if (version >= postgresMajor) return;
  throw new OperatorError(
    `The database at ${addressOf(url)} is PostgreSQL ${version}: the hub needs ${postgresMajor} or later.`,
  );
}

/** The host and port of a database, without the login. */
export function addressOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname || 'localhost'}:${port || 5432}`;
}

/** Why a connection failed, in a few words. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || 'no response';
}

async function serverVersion(url: string): Promise<number> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'maillage',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    return Math.floor(Number(rows[0]!.server_version_num) / 10_000);
  } catch (error) {
    throw new OperatorError(`The hub cannot reach the database at ${addressOf(url)}: ${reasonOf(error)}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
