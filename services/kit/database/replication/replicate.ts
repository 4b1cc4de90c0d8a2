import { randomInt } from 'node:crypto';
import pg from 'pg';
import { OperatorError } from '../../../../platform/errors.ts';
import { singleSpaced } from '../../../../platform/text.ts';
import type { Service } from '../../service.ts';
import { addressOf, requireServer } from '../postgres-server.ts';
import { migrate } from '../migrate.ts';
import { ensureReplicationRole, publish, requireLogicalLog } from './publication.ts';
import { replication, serviceUrl } from '../role.ts';
import { subscribe, type Ends } from './subscription.ts';

/** The advisory lock that lets only one replication of a database be set up at a time. */
const replicationLock = 5_700_0598;

/**
 * Sets up logical replication of the services' tables from the hub's database to the read side's own, under the same
 * names, so that its SQL is the same. Calling it again adds what is new: tables, services, addresses.
 * Resolves when everything is set up; the existing rows arrive afterwards.
 * @param sourceUrl the hub's database, migrated: as its owner, who may create roles with `replication`, and with a host
 * that the target's server can reach
 * @param targetUrl the read side's database: as its owner, who may create roles and subscriptions
 * @returns a line for each change
 * @throws OperatorError in one line, without passwords
 */
export async function replicate(sourceUrl: string, targetUrl: string, services: Service[]): Promise<string[]> {
  const secrets = [sourceUrl, targetUrl, serviceUrl(replication, sourceUrl)].map((url) => new URL(url).password);
  const step = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw new OperatorError(`The hub cannot replicate ${what}: ${oneLine(error as Error, secrets)}`);
    }
  };
  await requireServer(sourceUrl);
  await requireServer(targetUrl);
  const source = await connect(sourceUrl);
  const target = await connect(targetUrl).catch(async (error) => {
    await source.end();
    throw error;
  });
  try {
    await requireLogicalLog(source, sourceUrl);
    await source.query(`select pg_advisory_lock(${replicationLock})`);
    await requireApart({ source, target }, targetUrl);
    const to = `to the database at ${addressOf(targetUrl)}`;
    const migrated = await step(to, () => migrate(targetUrl, services));
    await step(to, () => ensureReplicationRole(source, sourceUrl));
    const ends: Ends = { source, target, sourceUrl: serviceUrl(replication, sourceUrl) };
    const changes = migrated.map((name) => `migrated: ${name}`);
    for (const { name } of services.filter((service) => !service.isReadSide)) {
      await step(`${name} ${to}`, async () => {
        if (await publish(source, name)) changes.push(`published: ${name}`);
        if (await subscribe(ends, name)) changes.push(`subscribed: ${name}`);
      });
    }
    return changes;
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'maillage replicate' });
  // The next statement rejects after an error of the idle connection.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Checks that the ends are not one database under two addresses, where a lock that one takes is held for the other. */
async function requireApart({ source, target }: Pick<Ends, 'source' | 'target'>, targetUrl: string): Promise<void> {
  const key = randomInt(2 ** 47);
  await source.query('select pg_advisory_lock($1)', [key]);
  const { rows } = await target.query<{ apart: boolean }>('select pg_try_advisory_lock($1) as apart', [key]);
  if (rows[0]!.apart) return;
  throw new OperatorError(
    `INSIGHTS_DATABASE_URL names the hub's own database at ${addressOf(targetUrl)}: there is nothing to replicate.`,
  );
}

/** PostgreSQL's message on one line, without secrets: it may repeat the connection string. */
function oneLine({ message }: Error, secrets: string[]): string {
  const hidden = secrets
    .flatMap((secret) => [secret, decodeURIComponent(secret)])
    .filter(Boolean)
    .reduce((text, secret) => text.replaceAll(secret, '***'), message);
  return singleSpaced(hidden);
}
