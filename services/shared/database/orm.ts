import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import type { Service } from '../service.ts';
import { PreparingClient } from './client.ts';

/** The PostgreSQL role that a service works as: it may touch the service's schema alone. */
export const roleOf = (service: Service): string => `maillage_${service.name}`;

/** Settings of every connection of a service: its role, its schema first, and the country's calendar day. */
export const sessionOptions = (service: Service): string => `-c role=${roleOf(service)} -c search_path=${service.name},public -c timezone=Europe/Paris`;

/** A service's object mapper over a database, with its own pool of connections. */
export function createOrm(service: Service, url: string, poolSize: number): MikroORM {
  return new MikroORM({
    entities: service.modules.flatMap((module) => module.entities) as never,
    clientUrl: url,
    pool: { min: 0, max: poolSize },
    driverOptions: { Client: PreparingClient, options: sessionOptions(service), application_name: `maillage ${service.name}` },
  });
}

/** The mapper that runs a service's migrations, as the database's owner. */
export function createMigrationOrm(service: Service, url: string): MikroORM {
  return new MikroORM({
    entities: service.modules.flatMap((module) => module.entities) as never,
    clientUrl: url,
    schema: service.name,
    extensions: [Migrator],
    pool: { min: 0, max: 1 },
    driverOptions: { options: `-c search_path=${service.name},public`, application_name: 'maillage migrate' },
    migrations: { migrationsList: service.migrations, tableName: 'migration', snapshot: false },
  });
}
