import { operationNames, readOperations } from '../schema/operations.ts';
import { openDatabase, openReadSide, readsHub } from '../services/kit/database/open-database.ts';
import { watchReadiness } from '../services/kit/database/readiness.ts';
import { openReplicas } from '../services/kit/database/replicas/replicas.ts';
import { ServiceDatabase } from '../services/kit/database/service-database.ts';
import { readEnv, subgraphSecret } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { requireFreePort } from '../platform/listen.ts';
import { createLogger } from '../platform/logger.ts';
import { openObservability } from '../platform/observability/observability.ts';
import { runCommand, serveUntilSignal, type Running } from '../platform/process.ts';
import { serveSubgraph } from '../services/kit/subgraph/server.ts';
import { createSubgraph } from '../services/kit/subgraph/create-subgraph.ts';
import { services } from '../services/registry.ts';
import { observeDatabases } from './observe-databases.ts';

await runCommand(async () => {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const [name] = process.argv.slice(2);
  const service = services.find((one) => one.name === name);
  if (!service)
    throw new OperatorError(`Expected the name of a service: ${services.map((one) => one.name).join(', ')}.`);
  const secret = subgraphSecret(env);
  await serveUntilSignal(async (): Promise<Running> => {
    await requireFreePort(env);
    const server = await (service.isReadSide ? openReadSide(env) : openDatabase(env));
    const replicas = readsHub(service, env) ? await openReplicas(env, server.url, logger) : undefined;
    const database = new ServiceDatabase(service, server.url, {
      poolSize: env.DATABASE_POOL,
      connectionsPerCaller: env.DATABASE_CONNECTIONS_PER_CALLER,
      statementTimeoutMs: env.STATEMENT_TIMEOUT_MS,
      anonymousStatementTimeoutMs: env.STATEMENT_TIMEOUT_ANONYMOUS_MS,
      replicas: replicas?.all,
    });
    const readiness = watchReadiness(service, server.url, replicas?.all);
    const operations = operationNames(await readOperations());
    const observability = await openObservability(env, logger, {
      part: service.name,
      operations,
      ...observeDatabases([database]),
    });
    const subgraph = await serveSubgraph(await createSubgraph(service, database), {
      host: env.HOST,
      port: env.PORT,
      logger,
      secret,
      drainMs: env.DRAIN_MS,
      ready: { database: readiness.check },
      observability,
    });
    logger.info(`${service.name} answers at ${subgraph.url}`);
    return {
      drainMs: env.DRAIN_MS,
      close: async () => {
        await subgraph.close();
        await observability.close();
        await Promise.all([database.close(), readiness.close()]);
        await replicas?.close();
        await server.close();
      },
    };
  }, logger);
});
