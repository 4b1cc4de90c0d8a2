import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  name: string;
  /** Runs SQL as the database's owner, in the establishments' schema. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Leaves the database, so that it can be cloned. */
  leave(): Promise<void>;
  drop(): Promise<void>;
}

/** A database of a test file's own, cloned from the template, or from another database that nothing is connected to. */
export async function cloneDatabase(source?: string): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'));
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer((client) =>
    client.query(`create database ${name} template ${source ?? template.pathname.slice(1)} strategy file_copy`),
  );
  const url = new URL(template);
  url.pathname = `/${name}`;
  const owner = new pg.Client({
    connectionString: url.href,
    options: '-c search_path=establishments,public -c timezone=Europe/Paris',
  });
  await owner.connect();
  return {
    url: url.href,
    name,
    query: async (text, values) => (await owner.query(text, values)).rows,
    leave: () => owner.end(),
    drop: async () => {
      await owner.end();
      await administer((client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Does something on the server itself, as its superuser. */
export async function administer<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
