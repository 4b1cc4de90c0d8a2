import pg from 'pg';
import type { Service } from '../service.ts';
import { createMigrationOrm, roleOf } from './orm.ts';

/** The number that holds back a second migration of the same database until the first is done. */
const migrationLock = 5_700_0596;

/**
 * Brings a database up to date: extensions, and for each service its schema, its role and its migrations.
 * Returns the names of the migrations that were applied. The URL's user must own the database.
 */
export async function migrate(url: string, services: Service[]): Promise<string[]> {
  const owner = new pg.Client({ connectionString: url, application_name: 'maillage migrate' });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [migrationLock]);
    for (const extension of ['btree_gist', 'pg_trgm', 'unaccent', 'cube', 'earthdistance']) {
      await owner.query(`create extension if not exists ${extension} with schema public`);
    }
    const applied: string[] = [];
    for (const service of services) applied.push(...(await migrateService(owner, url, service)));
    return applied;
  } finally {
    await owner.end();
  }
}

async function migrateService(owner: pg.Client, url: string, service: Service): Promise<string[]> {
  const schema = owner.escapeIdentifier(service.name);
  const role = owner.escapeIdentifier(roleOf(service));
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [roleOf(service)]);
  if (!rowCount) await owner.query(`create role ${role} nologin`);
  await owner.query(`grant ${role} to current_user`);
  await owner.query(`create schema if not exists ${schema}`);
  const orm = createMigrationOrm(service, url);
  try {
    const applied = await orm.migrator.up();
    return applied.map((migration) => `${service.name} ${migration.name}`);
  } finally {
    await orm.close();
    await owner.query(`grant usage on schema ${schema} to ${role}`);
    await owner.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`);
    await owner.query(`grant usage on all sequences in schema ${schema} to ${role}`);
  }
}
