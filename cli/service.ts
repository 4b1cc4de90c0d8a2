import { operationNames, readOperations } from '../schema/operations.ts';
import { openDatabase, openReadSide, readsHub } from '../services/kit/database/open-database.ts';
import { logSchema } from '../services/kit/database/change-log/log-tables.ts';
import { watchReadiness } from '../services/kit/database/readiness.ts';
import { openReplicas } from '../services/kit/database/replicas/replicas.ts';
import { ServiceDatabase } from '../services/kit/database/service-database.ts';
import { readEnv, serviceKeys, type Env } from '../platform/env.ts';
import { OperatorError } from '../platform/errors.ts';
import { requireFreePort } from '../platform/listen.ts';
import { createLogger } from '../platform/logger.ts';
import { openObservability } from '../platform/observability/observability.ts';
import { runCommand, serveUntilSignal, type Running } from '../platform/process.ts';
import { serveSubgraph } from '../services/kit/subgraph/server.ts';
import { createSubgraph } from '../services/kit/subgraph/create-subgraph.ts';
import { serviceNames, services } from '../services/registry.ts';
import { roleOf, serviceOf } from '../services/kit/database/role.ts';
import { openWriter } from './writer.ts';
import { keepChangeLog } from './change-log.ts';
import { observeDatabases } from './observe-databases.ts';

await runCommand(async () => {
  const env = readEnv();
  const logger = createLogger(env.LOG_LEVEL);
  const [name] = process.argv.slice(2);
  const service = services.find((one) => one.name === name);
  if (!service)
    throw new OperatorError(`Expected the name of a service: ${services.map((one) => one.name).join(', ')}.`);
  const keys = serviceKeys(env, service.name);
  requireOwnRole(env, service.name);
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
    const writer = service.datasets && openWriter(env, server.url);
    const subgraph = await serveSubgraph(await createSubgraph(service, database, writer), {
      host: env.HOST,
      port: env.PORT,
      logger,
      keys,
      uploadBytes: env.MAX_UPLOAD_BYTES,
      drainMs: env.DRAIN_MS,
      ready: { database: readiness.check },
      observability,
    });
    logger.info(`${service.name} answers at ${subgraph.url}`);
    const reader = service.name === logSchema ? keepChangeLog(env, server.url, logger) : undefined;
    return {
      drainMs: env.DRAIN_MS,
      close: async () => {
        await subgraph.close();
        await reader?.close();
        await observability.close();
        await Promise.all([database.close(), readiness.close(), writer?.close()]);
        await replicas?.close();
        await server.close();
      },
    };
  }, logger);
});

/** @throws OperatorError when the database's URL is of the role of another service, which may not read this one's tables */
function requireOwnRole({ DATABASE_URL: url }: Env, name: string): void {
  const given = url && serviceOf(url, serviceNames);
  if (given === undefined || given === name) return;
  throw new OperatorError(
    `DATABASE_URL is of ${roleOf(given)}, the role of another service: ${name} needs that of ${roleOf(name)}, or the owner's.`,
  );
}
