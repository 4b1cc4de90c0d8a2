import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import type pg from 'pg';
import type { Service } from '../service.ts';
import { PreparingClient } from './client.ts';
import { serviceUrl, sessionOptions } from './role.ts';

const pools = new WeakMap<MikroORM, pg.Pool[]>();

/** The pools of connections that a service's mapper has made; each comes with the first statement that needs it. */
export const poolsOf = (orm: MikroORM): readonly pg.Pool[] => pools.get(orm) ?? [];

/**
 * A service's object mapper over a database, as the service's role and with its own pool of connections.
 * @param statementTimeoutMs how long the server may work on one statement, 0 for as long as it takes: see `tellTimeout`
 */
export function createOrm(service: Service, url: string, poolSize: number, statementTimeoutMs = 0): MikroORM {
  const made: pg.Pool[] = [];
  const orm = new MikroORM({
    entities: service.modules.flatMap((module) => module.entities) as never,
    clientUrl: serviceUrl(service.name, url),
    pool: { min: 0, max: poolSize },
    driverOptions: {
      Client: PreparingClient,
      service: service.name,
      onPoolCreated: (pool: pg.Pool) => made.push(pool),
      options: `${sessionOptions(service.name)} -c statement_timeout=${statementTimeoutMs}`,
      application_name: `maillage ${service.name}`,
    },
  });
  pools.set(orm, made);
  return orm;
}

/** The mapper that runs a service's migrations, as the database's owner. */
export function createMigrationOrm(service: Service, url: string): MikroORM {
  return new MikroORM({
    entities: service.modules.flatMap((module) => module.entities) as never,
    clientUrl: url,
    schema: service.name,
    extensions: [Migrator],
    pool: { min: 0, max: 1 },
    driverOptions: { options: sessionOptions(service.name), application_name: 'maillage migrate' },
    migrations: { migrationsList: service.migrations, tableName: 'migration', snapshot: false, silent: true },
  });
}

/** Whether a service's database answers. */
export async function isReachable(orm: MikroORM): Promise<boolean> {
  try {
    await orm.em.fork().execute('select 1');
    return true;
  } catch {
    return false;
  }
}
