import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  name: string;
  /** Runs SQL as the database's owner, in the establishments' schema. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Leaves the database until the next query: nobody is connected to it, so that it can be cloned. */
  leave(): Promise<void>;
  drop(): Promise<void>;
}

/** Where the template database is. @throws where the run has none for this test file */
function templateUrl(): URL {
  const url = inject('templateUrl') as string | undefined;
  if (url !== undefined) return new URL(url);
  throw new Error(
    'There is no database: vitest.config.ts has found no import of test/support/database.ts in this file or in what it imports, and takes it for a unit test.',
  );
}

/** A database of a test file's own, cloned from the template, or from another database that nothing is connected to. */
export async function cloneDatabase(source?: string): Promise<TestDatabase> {
  const template = templateUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer((client) =>
    client.query(`create database ${name} template ${source ?? template.pathname.slice(1)} strategy file_copy`),
  );
  const url = new URL(template);
  url.pathname = `/${name}`;
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: url.href,
      options: '-c search_path=establishments,public -c timezone=Europe/Paris',
    });
    await client.connect();
    return client;
  };
  let owner: Promise<pg.Client> | undefined = connect();
  await owner;
  const leave = async (): Promise<void> => {
    await (await owner)?.end();
    owner = undefined;
    await administer(async (client) => {
      // The server ends a connection a moment after its client has.
      const left = 'select from pg_stat_activity where datname = $1 and usename is not null';
      while ((await client.query(left, [name])).rowCount);
    });
  };
  return {
    url: url.href,
    name,
    query: async (text, values) => (await (await (owner ??= connect())).query(text, values)).rows,
    leave,
    drop: async () => {
      await (await owner)?.end();
      await administer(async (client) => {
        // The connection of a hub that was killed keeps its slot for a moment, with which no database can be dropped.
        const read = 'select pg_terminate_backend(active_pid) from pg_replication_slots where database = $1 and active';
        while ((await client.query(read, [name])).rowCount);
        await client.query(`drop database ${name} with (force)`);
      });
    },
  };
}

/** Does something on the server itself, as its superuser. */
export async function administer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const url = templateUrl();
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
