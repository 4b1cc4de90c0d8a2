import { operationNames, readOperations } from '../schema/operations.ts';
import { createOrm } from './shared/database/orm.ts';
import { watchReach } from './shared/database/reach.ts';
import { openDatabase, openReadSide, readsHub } from './shared/database/cluster.ts';
import { openReplicas } from './shared/database/replicas.ts';
import { readEnv, subgraphSecret } from './shared/env.ts';
import { OperatorError } from './shared/errors.ts';
import { createLogger } from './shared/logger.ts';
import { requireFreePort, runCommand, serveUntilSignal, type Running } from './shared/process.ts';
import { openSight } from './shared/sight/sight.ts';
import { serveSubgraph } from './shared/server.ts';
import { createSubgraph } from './shared/service.ts';
import { services } from './registry.ts';

await runCommand(async () => {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const [name] = process.argv.slice(2);
  const service = services.find((one) => one.name === name);
  if (!service) throw new OperatorError(`Name a service to serve: ${services.map((one) => one.name).join(', ')}.`);
  const secret = subgraphSecret(env);
  await serveUntilSignal(async (): Promise<Running> => {
    await requireFreePort(env);
    const database = await (service.isReadSide ? openReadSide(env) : openDatabase(env));
    const replicas = readsHub(service, env) ? await openReplicas(env, database.url, logger) : undefined;
    const orm = createOrm(service, database.url, env.DATABASE_POOL, env.STATEMENT_TIMEOUT_MS, replicas);
    const reach = watchReach(service, database.url, replicas);
    const operations = operationNames(await readOperations());
    const sight = await openSight(env, logger, { part: service.name, operations, databases: [{ service, orm }] });
    const server = await serveSubgraph(await createSubgraph(service, orm), {
      host: env.HOST,
      port: env.PORT,
      logger,
      secret,
      drainMs: env.DRAIN_MS,
      ready: { database: reach.check },
      sight,
    });
    logger.info(`${service.name} answers at ${server.url}`);
    return {
      drainMs: env.DRAIN_MS,
      close: async () => {
        await server.close();
        await sight.close();
        await Promise.all([orm.close(), reach.close()]);
        await replicas?.close();
        await database.close();
      },
    };
  }, logger);
});
