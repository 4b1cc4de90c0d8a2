import { tokenVerifierOf } from '../gateway/rules/identity/token-settings.ts';
import { createLocalGateway } from '../gateway/server/local-gateway.ts';
import { openCounting } from '../gateway/rules/rate-settings.ts';
import { gatewaySettings } from '../gateway/server/settings.ts';
import { operationNames, readOperations } from '../schema/operations.ts';
import { readSupergraph } from '../schema/supergraph.ts';
import { prepareDatabase, type HubEnv } from './database.ts';
import { services } from '../services/registry.ts';
import { readsHub } from '../services/kit/database/open-database.ts';
import { watchReadiness } from '../services/kit/database/readiness.ts';
import { openReplicas } from '../services/kit/database/replicas/replicas.ts';
import { ServiceDatabase } from '../services/kit/database/service-database.ts';
import { createDrainingServer } from './draining-server.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import { listen, requireFreePort } from '../platform/listen.ts';
import { openObservability } from '../platform/observability/observability.ts';
import type { Running } from '../platform/process.ts';
import { createSubgraph } from '../services/kit/subgraph/create-subgraph.ts';
import { openWriter } from './writer.ts';
import { observeDatabases } from './observe-databases.ts';

export interface Hub extends Running {
  /** The URL of the graph, such as `http://127.0.0.1:4000/graphql`. */
  url: string;
}

/**
 * Starts the whole hub in this process: its database, every service, and the gateway with the local engine.
 * @throws OperatorError when the port is taken or the database cannot be used
 */
export async function startHub(env: Env, logger: Logger): Promise<Hub> {
  await requireFreePort(env);
  const database = await prepareDatabase(env, logger);
  try {
    const hub = await serveHub(database.env, logger);
    return { ...hub, close: () => hub.close().finally(() => database.close()) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Serves the graph from a prepared database: every service, and the gateway with the local engine.
 * @throws OperatorError when the port is taken
 */
export async function serveHub(env: HubEnv, logger: Logger): Promise<Hub> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const replicas = await openReplicas(env, env.DATABASE_URL, logger);
    closing.push(async () => replicas?.close());
    const served = services.map((service) => {
      const [url, copies] = readsHub(service, env) ? [env.DATABASE_URL, replicas?.all] : [env.INSIGHTS_DATABASE_URL!];
      const database = new ServiceDatabase(service, url, {
        poolSize: env.DATABASE_POOL,
        connectionsPerCaller: env.DATABASE_CONNECTIONS_PER_CALLER,
        statementTimeoutMs: env.STATEMENT_TIMEOUT_MS,
        anonymousStatementTimeoutMs: env.STATEMENT_TIMEOUT_ANONYMOUS_MS,
        replicas: copies,
      });
      return { service, database, readiness: watchReadiness(service, url, copies) };
    });
    closing.push(() => Promise.all(served.flatMap(({ database, readiness }) => [database.close(), readiness.close()])));
    const writer = openWriter(env, env.DATABASE_URL);
    closing.push(async () => writer?.close());
    const subgraphs = await Promise.all(
      served.map(({ service, database }) => createSubgraph(service, database, writer)),
    );
    const operations = await readOperations();
    const observability = await openObservability(env, logger, {
      part: 'hub',
      operations: operationNames(operations),
      ...observeDatabases(served.map(({ database }) => database)),
    });
    closing.push(() => observability.close());
    const draining = createDrainingServer(env, logger, observability.metrics);
    const counting = await openCounting(env, logger, observability.metrics);
    closing.push(async () => counting.store?.close());
    const gateway = createLocalGateway({
      ...(await gatewaySettings(env, logger, counting)),
      supergraph: await readSupergraph(),
      subgraphs,
      verifyToken: tokenVerifierOf(env),
      ready: Object.fromEntries(served.map(({ service, readiness }) => [service.name, readiness.check])),
      draining: () => draining.isDraining,
      observability,
    });
    closing.push(() => gateway.dispose());

    draining.server.on('request', (request, response) => gateway.requestListener(request, response));
    gateway.prepare();
    const url = await listen(draining.server, env);
    closing.push(() => draining.close());
    return { url, drainMs: env.DRAIN_MS, close };
  } catch (error) {
    await close();
    throw error;
  }
}
