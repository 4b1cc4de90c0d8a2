import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fillAtOnce } from '../../imports/pipeline/fill-at-once.ts';
import { createImportClient } from '../../imports/pipeline/connection.ts';
import { services } from '../../services/registry.ts';
import { migrate } from '../../services/kit/database/migrate.ts';
import { serviceUrl } from '../../services/kit/database/role.ts';
import { administer, cloneDatabase, type TestDatabase } from '../support/database.ts';
import { fingerprint } from '../support/fingerprint.ts';
import { rowsOf } from '../support/replication.ts';
import { extract, importTest, legalEntity, place, site, sites } from './fixtures.ts';

const files = {
  'ej.csv': extract('2021-01-08', legalEntity(), legalEntity({ nofiness: '010990026', siren: '' })),
  'et.csv': extract('2021-01-08', site(), ...sites(300, { nofinessej: '010990034' }), place()),
};

/** The indexes and constraints of the tables that an import fills, and whether they are valid. */
const rules = ({ query }: TestDatabase) =>
  query(`
    select pg_get_indexdef(indexrelid) as rule, indisvalid and indisready as holds from pg_index
    where indrelid in ('establishment'::regclass, 'identifier'::regclass)
    union all
    select format('%s %s', conname, pg_get_constraintdef(oid)), conenforced and convalidated from pg_constraint
    where conrelid in ('establishment'::regclass, 'identifier'::regclass)
    order by 1`);

/** The oids of the indexes, which change when an index is created again. */
const indexOids = ({ query }: TestDatabase) =>
  query(`select indexrelid from pg_index where indrelid = 'establishment'::regclass order by 1`);

describe('a first import', () => {
  const alone = importTest();
  const watched = importTest();

  it('leaves the indexes as they are on a dry run', async () => {
    const before = await indexOids(alone.database);
    await alone.database.leave();
    await alone.load(files, { dryRun: true });
    expect(await indexOids(alone.database)).toEqual(before);
  });

  it('creates the indexes again if no one else is connected, with the same result as if someone is', async () => {
    const before = { rules: await rules(alone.database), indexes: await indexOids(alone.database) };
    await alone.database.leave();
    const { summary } = await alone.load(files);
    expect(summary.targets.get('establishments')!.new).toBe(303);
    expect(await indexOids(alone.database)).not.toEqual(before.indexes);
    expect(await rules(alone.database)).toEqual(before.rules);

    const made = await indexOids(watched.database);
    await watched.load(files);
    expect(await indexOids(watched.database)).toEqual(made);
    expect(await fingerprint(alone.database)).toBe(await fingerprint(watched.database));
  });

  it('is followed by imports that leave the indexes as they are', async () => {
    const before = await indexOids(alone.database);
    await alone.database.leave();
    await alone.load({ 'et.csv': extract('2021-02-08', site(), ...sites(310, { nofinessej: '010990034' })) });
    expect(await indexOids(alone.database)).toEqual(before);
  });
});

describe('indexes and constraints that are set aside', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeEach(async () => {
    database = await cloneDatabase();
    await database.leave();
    client = createImportClient(database.url);
    await client.connect();
    await client.query('begin');
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  it('are put back with their checks: an unknown reference is refused', async () => {
    const { rows } = await client.query(`select set_aside('{establishment}') as done`);
    expect(rows).toEqual([{ done: true }]);
    await client.query(`
      insert into establishment (finess, level, name, territory_code, source_code)
      select '990000000', level, name, '00000', source_code from establishment limit 1`);
    await expect(client.query('select put_back()')).rejects.toThrow('establishment_territory_code_fkey');
    await client.query('rollback');
    expect((await rules(database)).filter(({ holds }) => !holds)).toEqual([]);
  });

  it('require that pending checks run first', async () => {
    await client.query(`
      insert into establishment (finess, level, name, territory_code, source_code)
      select '990000000', level, name, '00000', source_code from establishment limit 1`);
    await expect(client.query(`select set_aside('{establishment}')`)).rejects.toThrow(
      'establishment_territory_code_fkey',
    );
  });

  it('stay so until the end of the transaction: a hub that starts meanwhile waits before it changes the tables', async () => {
    let starting: Promise<string[]> | undefined;
    await fillAtOnce(client, ['establishment'], async () => {
      starting = migrate(database.url, services);
      const waiting = `select from pg_stat_activity where datname = '${database.name}' and wait_event = 'advisory'`;
      await vi.waitUntil(() => administer(async (admin) => (await admin.query(waiting)).rowCount), { timeout: 10_000 });
    });
    await client.query('commit');
    expect(await starting).toEqual([]);
  });

  it('are none if someone reads the table, even with a connection that is not visible', async () => {
    const url = new URL(database.url);
    [url.username, url.password] = [`ghost_${database.name}`, 'unseen'];
    const ghost = new pg.Client({ connectionString: url.href });
    await administer((admin) => admin.query(`create role ${url.username} superuser login password '${url.password}'`));
    await ghost.connect();
    try {
      await ghost.query('begin; select from establishments.establishment limit 1');
      // The server no longer shows the user of the connection.
      await administer((admin) => admin.query(`drop role ${url.username}`));
      const { rows } = await client.query(`select set_aside('{establishment}') as done`);
      expect(rows).toEqual([{ done: false }]);
      expect((await client.query(`select from pg_class where relname = 'set_aside'`)).rowCount).toBe(0);
    } finally {
      await ghost.end();
    }
  });

  it('are put back only from the list of their own session', async () => {
    await client.query(`create temp table set_aside as select '' as away, 'drop table source' as back`);
    await expect(client.query('select put_back()')).rejects.toThrow(/somebody else/);
  });

  it('cannot be set aside by a service', async () => {
    await client.query('rollback');
    const url = serviceUrl('establishments', database.url);
    for (const call of [`set_aside('{establishments.establishment}')`, 'put_back()'])
      await expect(rowsOf(url, `select establishments.${call}`)).rejects.toThrow(/permission denied for function/);
  });
});
