import { tokenVerifierOf } from '../gateway/rules/identity/token-settings.ts';
import { createLocalGateway } from '../gateway/server/local-gateway.ts';
import { gatewaySettings } from '../gateway/server/settings.ts';
import { operationNames, readOperations } from '../schema/operations.ts';
import { readSupergraph } from '../schema/supergraph.ts';
import { prepareDatabase, type HubEnv } from './database.ts';
import { services } from '../services/registry.ts';
import { readsHub } from '../services/kit/database/embedded/cluster.ts';
import { createOrm } from '../services/kit/database/migration-orm.ts';
import { watchReach } from '../services/kit/database/readiness.ts';
import { openReplicas } from '../services/kit/database/replicas/replicas.ts';
import { DrainingServer } from '../platform/draining.ts';
import type { Env } from '../platform/env.ts';
import type { Logger } from '../platform/logger.ts';
import { listen, requireFreePort, type Running } from '../platform/process.ts';
import { openObservability } from '../platform/observability/observability.ts';
import { createSubgraph } from '../services/kit/subgraph/service.ts';

export interface Hub extends Running {
  /** Where the graph is answered, such as `http://127.0.0.1:4000/graphql`. */
  url: string;
}

/**
 * Starts the whole hub in this process: its database, every service, and the gateway with the local engine.
 * Throws an `OperatorError` where the port is taken or the database cannot be used.
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
 * Serves the graph from a database that is prepared: every service, and the gateway with the local engine.
 * Throws an `OperatorError` where the port is taken.
 */
export async function serveHub(env: HubEnv, logger: Logger): Promise<Hub> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const replicas = await openReplicas(env, env.DATABASE_URL, logger);
    closing.push(async () => replicas?.close());
    const databases = services.map((service) => {
      const [url, copies] = readsHub(service, env) ? [env.DATABASE_URL, replicas] : [env.INSIGHTS_DATABASE_URL!];
      const orm = createOrm(service, url, env.DATABASE_POOL, env.STATEMENT_TIMEOUT_MS, copies);
      return { service, orm, reach: watchReach(service, url, copies) };
    });
    closing.push(() => Promise.all(databases.flatMap(({ orm, reach }) => [orm.close(), reach.close()])));
    const subgraphs = await Promise.all(databases.map(({ service, orm }) => createSubgraph(service, orm)));
    const operations = await readOperations();
    const observability = await openObservability(env, logger, {
      part: 'hub',
      operations: operationNames(operations),
      databases,
    });
    closing.push(() => observability.close());
    const draining = new DrainingServer({ drainMs: env.DRAIN_MS, logger });
    const gateway = createLocalGateway({
      ...(await gatewaySettings(env, logger)),
      supergraph: await readSupergraph(),
      subgraphs,
      verifyToken: tokenVerifierOf(env),
      ready: Object.fromEntries(databases.map(({ service, reach }) => [service.name, reach.check])),
      draining: () => draining.isDraining,
      observability,
    });
    closing.push(() => gateway.dispose());

    draining.server.on('request', (request, response) => gateway.requestListener(request, response));
    const url = await listen(draining.server, env);
    closing.push(() => draining.close());
    return { url, drainMs: env.DRAIN_MS, close };
  } catch (error) {
    await close();
    throw error;
  }
}
