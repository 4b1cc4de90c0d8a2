import { basename } from 'node:path';
import pg from 'pg';
import { tellActor } from '../../services/kit/database/change-log/actor.ts';
import { importLock, imports, serviceUrl, sessionOptions } from '../../services/kit/database/role.ts';

/** A connection that may write the tables of every service; unqualified table names are those of the establishments service. */
export function createImportClient(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: serviceUrl(imports, url),
    options: sessionOptions('establishments'),
    application_name: 'maillage import',
  });
  client.on('error', () => undefined);
  return client;
}

/** Waits until no other import runs, and keeps others waiting until the end of the transaction. */
export async function lockImports(client: pg.ClientBase, onWait: () => void = () => undefined): Promise<void> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_xact_lock($1) as held', [importLock]);
  if (rows[0]!.held) return;
  onWait();
  await client.query('select pg_advisory_xact_lock($1)', [importLock]);
}

/** Tells the change log which import makes the changes of the transaction. */
export async function tellImport(client: pg.ClientBase, name: string, paths: readonly string[] = []): Promise<void> {
  await tellActor(client, { import: name, files: paths.map((path) => basename(path)) });
}
