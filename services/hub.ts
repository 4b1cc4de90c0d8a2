import { createServer } from 'node:http';
import { tokenVerifierOf } from '../gateway/identity.ts';
import { createLocalGateway } from '../gateway/local.ts';
import { gatewaySettings } from '../gateway/settings.ts';
import { operationNames, readOperations } from '../schema/operations.ts';
import { readSupergraph } from '../schema/supergraph.ts';
import { seed } from './imports/seed.ts';
import { services } from './registry.ts';
import { openDatabase, openReadSide } from './shared/database/cluster.ts';
import { migrate } from './shared/database/migrate.ts';
import { createOrm, isReachable } from './shared/database/orm.ts';
import type { Env } from './shared/env.ts';
import type { Logger } from './shared/logger.ts';
import { listen, requireFreePort, stop, type Running } from './shared/process.ts';
import { openSight } from './shared/sight/sight.ts';
import { createSubgraph, type Service } from './shared/service.ts';

export interface Hub extends Running {
  /** Where the graph is answered, such as `http://127.0.0.1:4000/graphql`. */
  url: string;
}

/**
 * Starts the whole hub in this process: its database (brought up to date, and given the reference dataset when it is
 * empty), every service, and the gateway with the local engine.
 * Throws an `OperatorError` where the port is taken or the database cannot be used.
 */
export async function startHub(env: Env, logger: Logger): Promise<Hub> {
  const verifyToken = tokenVerifierOf(env);
  await requireFreePort(env);
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    const database = await openDatabase(env);
    closing.push(() => database.close());
    for (const name of await migrate(database.url, services)) logger.info(`migrated: ${name}`);
    await seed(database.url);

    const readSide = await openReadSide(env);
    closing.push(() => readSide.close());
    const urlOf = (service: Service): string => (service.isReadSide ? readSide : database).url;
    const orms = services.map((service) =>
      createOrm(service, urlOf(service), env.DATABASE_POOL, env.STATEMENT_TIMEOUT_MS),
    );
    closing.push(() => Promise.all(orms.map((orm) => orm.close())));
    const subgraphs = await Promise.all(services.map((service, index) => createSubgraph(service, orms[index]!)));
    const databases = services.map((service, index) => ({ service, orm: orms[index]! }));
    const operations = await readOperations();
    const sight = await openSight(env, logger, { part: 'hub', operations: operationNames(operations), databases });
    closing.push(() => sight.close());
    const gateway = createLocalGateway({
      ...(await gatewaySettings(env, logger)),
      supergraph: await readSupergraph(),
      subgraphs,
      verifyToken,
      ready: Object.fromEntries(databases.map(({ service, orm }) => [service.name, () => isReachable(orm)])),
      sight,
    });
    closing.push(() => gateway.dispose());

    const server = createServer((request, response) => gateway.requestListener(request, response));
    const url = await listen(server, env);
    closing.push(() => stop(server));
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
