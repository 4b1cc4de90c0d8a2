import { MikroORM } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import type { Service } from '../service.ts';
import { sessionOptions } from './role.ts';

/** The object mapper that runs a service's migrations, as the database's owner. */
export function createMigrationOrm(service: Service, url: string): MikroORM {
  return new MikroORM({
    entities: service.modules.flatMap((module) => module.entities) as never,
    clientUrl: url,
    driverOptions: {
      // The mapper reads host and login from `clientUrl`, and only the driver reads the rest, such as `sslmode`.
      connectionString: url,
      options: sessionOptions(service.name),
      application_name: 'maillage migrate',
    },
    schema: service.name,
    extensions: [Migrator],
    pool: { min: 0, max: 1 },
    migrations: { migrationsList: service.migrations, tableName: 'migration', snapshot: false, silent: true },
  });
}
