import { createOrm, isReachable } from './shared/database/orm.ts';
import { openDatabase, openReadSide, readsHub } from './shared/database/cluster.ts';
import { openReplicas } from './shared/database/replicas.ts';
import { readEnv } from './shared/env.ts';
import { OperatorError } from './shared/errors.ts';
import { createLogger } from './shared/logger.ts';
import { requireFreePort, runCommand, serveUntilSignal, type Running } from './shared/process.ts';
import { serveSubgraph } from './shared/server.ts';
import { createSubgraph } from './shared/service.ts';
import { services } from './registry.ts';

await runCommand(async () => {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const [name] = process.argv.slice(2);
  const service = services.find((one) => one.name === name);
  if (!service) throw new OperatorError(`Name a service to serve: ${services.map((one) => one.name).join(', ')}.`);
  await serveUntilSignal(async (): Promise<Running> => {
    await requireFreePort(env);
    const database = await (service.isReadSide ? openReadSide(env) : openDatabase(env));
    const replicas = readsHub(service, env) ? await openReplicas(env, database.url, logger) : undefined;
    const orm = createOrm(service, database.url, env.DATABASE_POOL, env.STATEMENT_TIMEOUT_MS, replicas);
    const server = await serveSubgraph(await createSubgraph(service, orm), {
      host: env.HOST,
      port: env.PORT,
      logger,
      ready: () => isReachable(orm),
    });
    logger.info(`${service.name} answers at ${server.url}`);
    return {
      close: async () => {
        await server.close();
        await orm.close();
        await replicas?.close();
        await database.close();
      },
    };
  }, logger);
});
