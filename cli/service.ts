import { operationNames, readOperations } from '../schema/operations.ts';
import { createOrm } from '../services/kit/database/migration-orm.ts';
import { watchReach } from '../services/kit/database/readiness.ts';
import { openDatabase, openReadSide, readsHub } from '../services/kit/database/embedded/cluster.ts';
import { openReplicas } from '../services/kit/database/replicas/replicas.ts';
import { readEnv, subgraphSecret } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { createLogger } from '../platform/logger.ts';
import { requireFreePort, runCommand, serveUntilSignal, type Running } from '../platform/process.ts';
import { openObservability } from '../platform/observability/observability.ts';
import { serveSubgraph } from '../services/kit/subgraph/server.ts';
import { createSubgraph } from '../services/kit/subgraph/service.ts';
import { services } from '../services/registry.ts';

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
    const observability = await openObservability(env, logger, {
      part: service.name,
      operations,
      databases: [{ service, orm }],
    });
    const server = await serveSubgraph(await createSubgraph(service, orm), {
      host: env.HOST,
      port: env.PORT,
      logger,
      secret,
      drainMs: env.DRAIN_MS,
      ready: { database: reach.check },
      observability,
    });
    logger.info(`${service.name} answers at ${server.url}`);
    return {
      drainMs: env.DRAIN_MS,
      close: async () => {
        await server.close();
        await observability.close();
        await Promise.all([orm.close(), reach.close()]);
        await replicas?.close();
        await database.close();
      },
    };
  }, logger);
});
