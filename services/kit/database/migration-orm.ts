import { MikroORM, PostgreSqlConnection } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Service } from '../subgraph/service.ts';
import { PreparingClient } from './preparing-client.ts';
import { tellOutages } from './statement-errors.ts';
import { createReads } from './read-executor.ts';
import type { Replica } from './replicas/replica.ts';
import type { Replicas } from './replicas/replicas.ts';
import { serviceUrl, sessionOptions } from './role.ts';
import { endPool } from './run-statement.ts';

/** How long a statement waits for a connection, be it that the pool is busy or the server silent, in milliseconds. */
const patienceMs = 5_000;
/** How long a replica has to take a connection, before the primary is asked, in milliseconds. */
const replicaPatienceMs = 2_000;

const pools = new WeakMap<MikroORM, pg.Pool[]>();

/** The pools of connections that a service's mapper has made; each comes with the first statement that needs it. */
export const poolsOf = (orm: MikroORM): readonly pg.Pool[] => pools.get(orm) ?? [];

const reads = new WeakMap<MikroORM, Kysely<object>>();

/** What a request of a service reads by: from the primary, or from one of the replicas, as long as that one is well. */
export const readsOf = (orm: MikroORM): Kysely<object> => reads.get(orm) ?? orm.em.getKysely<object>({ type: 'read' });

/**
 * A service's object mapper over a database, as the service's role and with its own pool of connections. Where there is
 * no database to ask, its statements fail with `SUBGRAPH_UNAVAILABLE`; once it is back, the next one is answered.
 * @param statementTimeoutMs how long the server may work on one statement, 0 for as long as it takes: see `tellTimeout`
 * @param replicas where its reads go (those of `type: 'read'`), with a pool of the same size for each
 */
export function createOrm(
  service: Service,
  url: string,
  poolSize: number,
  statementTimeoutMs = 0,
  replicas?: Replicas,
): MikroORM {
  const made: pg.Pool[] = [];
  const optionsOf = (server: string, more: object = {}, onPoolCreated?: (pool: pg.Pool) => void) => ({
    ...connectionTo(serviceUrl(service.name, server), {
      Client: PreparingClient,
      service: service.name,
      onPoolCreated: (pool: pg.Pool) => {
        made.push(pool);
        onPoolCreated?.(pool);
      },
      options: `${sessionOptions(service.name)} -c statement_timeout=${statementTimeoutMs}`,
      application_name: `maillage ${service.name}`,
      connectionTimeoutMillis: patienceMs,
      keepAlive: true,
      ...more,
    }),
    pool: { min: 0, max: poolSize },
  });
  const all = replicas?.all ?? [];
  const client = (): Kysely<object> => (orm.em.getConnection('write') as PostgreSqlConnection).getClient();
  let primaryPool: pg.Pool | undefined;
  const primary = {
    client,
    pool: (): pg.Pool => {
      // The mapper makes the pool with its client.
      if (primaryPool === undefined) client();
      return primaryPool!;
    },
  };
  const readBy = (preferred: readonly Replica[]): Kysely<object> =>
    createReads({
      primary,
      replicas: preferred,
      connect: ({ url: replica }, onPoolCreated) => {
        const options = optionsOf(replica, { connectionTimeoutMillis: replicaPatienceMs }, onPoolCreated);
        return new PostgreSqlConnection(orm.config, options, 'read');
      },
    });
  const orm: MikroORM = new MikroORM({
    entities: service.modules.flatMap((module) => module.entities) as never,
    ...optionsOf(url, { tellsOutages: true }, (pool) => {
      primaryPool = pool;
      tellOutages(pool, service.name);
    }),
    // The mapper chooses one of them for each request, which then reads from it as long as it is well.
    replicas: all.map((_, index) => ({ driverOptions: () => readBy([...all.slice(index), ...all.slice(0, index)]) })),
  });
  pools.set(orm, made);
  const close = orm.close.bind(orm);
  orm.close = async (force) => {
    await close(force);
    // Kysely ends a pool that it has itself taken connections of, and no other.
    await Promise.all(made.map(endPool));
  };
  if (all.length === 0) reads.set(orm, readBy([]));
  return orm;
}

/** The mapper that runs a service's migrations, as the database's owner. */
export function createMigrationOrm(service: Service, url: string): MikroORM {
  return new MikroORM({
    entities: service.modules.flatMap((module) => module.entities) as never,
    ...connectionTo(url, { options: sessionOptions(service.name), application_name: 'maillage migrate' }),
    schema: service.name,
    extensions: [Migrator],
    pool: { min: 0, max: 1 },
    migrations: { migrationsList: service.migrations, tableName: 'migration', snapshot: false, silent: true },
  });
}

/** What the mapper connects by. It takes the place and the login from a URL; the driver all of it, as `sslmode`. */
const connectionTo = (url: string, driverOptions: object) => ({
  clientUrl: url,
  driverOptions: { ...driverOptions, connectionString: url },
});
