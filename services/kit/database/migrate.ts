import pg from 'pg';
import { tablesOf } from '../datasets/dataset.ts';
import type { Service } from '../service.ts';
import { publishChanges } from './change-log/publication.ts';
import { createMigrationOrm } from './migration-orm.ts';
import { ensureMember, ensureRole, imports, partners, roleOf } from './role.ts';

/** The advisory lock that lets only one migration of a database run at a time. */
export const migrationLock = 5_700_0596;

const extensions = ['btree_gist', 'pg_trgm', 'unaccent', 'cube', 'earthdistance', 'fuzzystrmatch'];

/**
 * Migrates a database: its extensions, and for each service the role, the schema and the migrations.
 * @param url with a user that owns the database and may create roles
 * @returns the names of the migrations that were applied
 */
export async function migrate(url: string, services: Service[]): Promise<string[]> {
  const owner = new pg.Client({ connectionString: url, application_name: 'maillage migrate' });
  // The running statement rejects with the error.
  owner.on('error', () => undefined);
  await owner.connect();
  try {
    await owner.query(`select pg_advisory_lock(${migrationLock})`);
    // "If not exists" prints a notice on each start otherwise.
    await owner.query('set client_min_messages = warning');
    for (const extension of extensions)
      await owner.query(`create extension if not exists ${extension} with schema public`);
    // Before the migrations, some of which grant them privileges.
    await ensureRole(owner, imports, url);
    await ensureRole(owner, partners, url);
    const applied: string[] = [];
    for (const service of services) {
      await ensureRole(owner, service.name, url);
      applied.push(...(await migrateService(owner, url, service)));
    }
    for (const reader of services.filter((service) => service.isReadSide)) await grantReading(owner, reader, services);
    for (const { name } of services) await ensureMember(owner, imports, name);
    for (const service of services) await grantWriting(owner, service);
    await publishChanges(owner, url, services);
    return applied;
  } finally {
    await owner.end();
  }
}

async function migrateService(owner: pg.Client, url: string, service: Service): Promise<string[]> {
  const schema = owner.escapeIdentifier(service.name);
  const role = owner.escapeIdentifier(roleOf(service.name));
  await owner.query(`create schema if not exists ${schema}`);
  const orm = createMigrationOrm(service, url);
  try {
    const applied = await orm.migrator.up();
    await owner.query(`grant usage on schema ${schema} to ${role}`);
    // Maintain: an import updates the planner's statistics of the tables that it fills.
    await owner.query(`grant select, insert, update, delete, maintain on all tables in schema ${schema} to ${role}`);
    await owner.query(`grant usage on all sequences in schema ${schema} to ${role}`);
    return applied.map((migration) => `${service.name} ${migration.name}`);
  } finally {
    await orm.close();
  }
}

/** Lets the read side read the tables of the other services. */
async function grantReading(owner: pg.Client, reader: Service, services: Service[]): Promise<void> {
  const role = owner.escapeIdentifier(roleOf(reader.name));
  for (const { name } of services.filter((service) => service !== reader)) {
    const schema = owner.escapeIdentifier(name);
    await owner.query(`grant usage on schema ${schema} to ${role}`);
    await owner.query(`grant select on all tables in schema ${schema} to ${role}`);
  }
}

/** Lets partners read the tables of a service, and write those of its datasets: policies tell which rows. */
async function grantWriting(owner: pg.Client, { name, datasets = [] }: Service): Promise<void> {
  const [schema, role] = [owner.escapeIdentifier(name), owner.escapeIdentifier(roleOf(partners))];
  await owner.query(`grant usage on schema ${schema} to ${role}`);
  await owner.query(`grant select on all tables in schema ${schema} to ${role}`);
  // A hub of an earlier version has fewer.
  const { rows } = await owner.query<{ name: string }>(
    "select name from unnest($1::text[]) as name join pg_class on pg_class.oid = to_regclass(name) and relkind = 'r'",
    [tablesOf(datasets)],
  );
  const written = rows.map((table) => table.name).join(', ');
  if (written !== '') await owner.query(`grant insert, update, delete on ${written} to ${role}`);
}
