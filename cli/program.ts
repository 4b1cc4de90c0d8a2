import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { checkSchema } from '../schema/check.ts';
import { writeComposed } from '../schema/compose.ts';
import { documentsCommand } from './documents-command.ts';
import { rolesCommand, secretsCommand } from './deployment-commands.ts';
import { followCommand } from './follow-command.ts';
import { importCommand, templateCommand } from './import-commands.ts';
import { seed } from '../imports/seed.ts';
import { services } from '../services/registry.ts';
import { migrate } from '../services/kit/database/migrate.ts';
import { openDatabase, type Database } from '../services/kit/database/open-database.ts';
import { replicate } from '../services/kit/database/replication/replicate.ts';
import { readEnv } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { createLogger } from '../platform/logger.ts';
import { version } from '../platform/observability/version.ts';
import { serveUntilSignal } from '../platform/process.ts';
import { tokenCommand } from './token-command.ts';

/** The schema folder of the working directory, which holds the sources. */
const schemaFolder = new URL('schema/', pathToFileURL(`${process.cwd()}/`));

/** The commands of the hub. */
export const program = new Command('maillage')
  .description('The federated data hub of hospital cooperation in France.')
  .version(version);

program
  .command('start')
  .description('start the hub: its database, its services, the graph and its explorer')
  .option('--workers <count>', 'the number of processes on the same port, or auto for one per core', count, 1)
  .action(async ({ workers }: { workers: number }) => {
    const env = readEnv();
    const logger = createLogger(env.LOG_LEVEL);
    // Loaded on demand: an import does not need the gateway in memory.
    const start = workers === 1 ? (await import('./hub.ts')).startHub : (await import('./workers.ts')).startWorkers;
    await serveUntilSignal(async () => {
      const hub = await start(env, logger, workers);
      logger.info(`the graph and its explorer: ${hub.url}${workers > 1 ? `, by ${workers} workers` : ''}`);
      return hub;
    }, logger);
  });

program
  .command('dev')
  .description('run the hub from its sources: a change restarts it, and the database stays')
  .action(async () => {
    const env = readEnv();
    const logger = createLogger(env.LOG_LEVEL);
    const { develop } = await import('./dev.ts');
    await serveUntilSignal(() => develop(env, logger), logger);
  });

program
  .command('migrate')
  .description('migrate the database, and load the reference dataset if it is empty')
  .action(async () => {
    const database = await openDatabase(readEnv());
    try {
      const applied = await migrate(database.url, services);
      process.stdout.write(
        applied.length > 0 ? applied.map((name) => `migrated: ${name}\n`).join('') : 'The database is up to date.\n',
      );
      await seed(database.url);
    } finally {
      await database.close();
    }
  });

program
  .command('replicate')
  .description(
    "set up replication from the hub's database to the read side's own (INSIGHTS_DATABASE_URL); run it again after an upgrade or a change of address",
  )
  .action(async () => {
    const { INSIGHTS_DATABASE_URL: target } = readEnv();
    if (target === undefined)
      throw new OperatorError("INSIGHTS_DATABASE_URL is missing: set it to the read side's own database.");
    const database = await openMigrated();
    try {
      const changes = await replicate(database.url, target, services);
      process.stdout.write(
        changes.length > 0 ? changes.map((change) => `${change}\n`).join('') : 'The replication is up to date.\n',
      );
    } finally {
      await database.close();
    }
  });

program.addCommand(importCommand(openMigrated));
program.addCommand(templateCommand);
program.addCommand(followCommand(openMigrated));
program.addCommand(documentsCommand);
program.addCommand(tokenCommand(openMigrated));
program.addCommand(rolesCommand);
program.addCommand(secretsCommand);

const schema = program.command('schema').description("the subgraphs' SDL and the supergraph, in schema/");
schema
  .command('write')
  .description('compose and write them')
  .action(() => writeComposed(schemaFolder));
schema
  .command('check')
  .description('fail if they differ from the code, do not compose, or break the schema of the last commit')
  .action(async () => {
    for (const notice of await checkSchema(schemaFolder)) process.stdout.write(`${notice}\n`);
  });

function count(text: string): number {
  const value = text === 'auto' ? availableParallelism() : Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 256)
    throw new InvalidArgumentError('Expected auto or a whole number from 1 to 256.');
  return value;
}

/** The hub's database, migrated: for a command that runs beside a hub, or alone. */
async function openMigrated(): Promise<Database> {
  const database = await openDatabase(readEnv());
  try {
    await migrate(database.url, services);
    await seed(database.url);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
