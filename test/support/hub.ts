import { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import type { RemoteGatewayOptions } from '../../gateway/server/remote-gateway.ts';
import type { Gateway } from '../../gateway/server/gateway.ts';
import { readDatasets } from '../../schema/datasets.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { services } from '../../services/registry.ts';
import type { Caller } from '../../platform/contract/caller.ts';
import { DateScalar, DateTimeScalar } from '../../services/kit/vocabulary/scalars.ts';
import type { ServiceDatabaseOptions } from '../../services/kit/database/service-database.ts';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { serveSubgraph } from '../../services/kit/subgraph/server.ts';
import { beginLog } from './change-log.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';
import { secret } from './secret.ts';
import { recordStatements, testSubgraph, type Answer } from './subgraph.ts';
import { createIssuer, partner, type Issuer } from './tokens.ts';

export type Engine = 'local' | 'remote';

export interface TestHub {
  database: TestDatabase;
  gateways: Record<Engine, Gateway>;
  /** Where each service answers over HTTP. */
  urls: Record<string, string>;
  /** What would have been logged: the errors that clients do not see. */
  logged: { details: any; message: string }[];
  /** The headers by which a caller's request to its gateways carries a token. */
  headersOf: Issuer['headersOf'];
  /** Runs a document on both engines, makes sure that they answer the same, and returns the answer of the local one. */
  execute<Data = any>(query: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Answer<Data>>;
  /** Runs a document on one engine. */
  executeOn<Data = any>(
    engine: Engine,
    query: string,
    variables?: Record<string, unknown>,
    caller?: Caller,
  ): Promise<Answer<Data>>;
  close(): Promise<void>;
}

/**
 * The whole hub over a database of its own, behind both engines; the remote one over real HTTP. A partner institution
 * asks, unless told.
 * @param options of both gateways
 * @param databaseOptions of the services' databases: a statement takes as long as it takes, unless told
 */
export async function testHub(
  options: Partial<RemoteGatewayOptions> = {},
  databaseOptions: Partial<ServiceDatabaseOptions> = {},
): Promise<TestHub> {
  const database = await cloneDatabase();
  await beginLog(database);
  const logged: TestHub['logged'] = [];
  const logger = { error: (details: object, message: string) => void logged.push({ details, message }) };
  const subgraphs = await Promise.all(services.map((service) => testSubgraph(service, database.url, databaseOptions)));
  const servers = await Promise.all(
    subgraphs.map(({ subgraph }) =>
      serveSubgraph(subgraph, { port: 0, logger, keys: [serviceKey(secret, subgraph.name)] }),
    ),
  );
  const urls = Object.fromEntries(services.map((service, index) => [service.name, servers[index]!.url]));
  const supergraph = await readSupergraph();
  const { verifyToken, headersOf } = await createIssuer();
  const gateways = {
    local: createLocalGateway({
      supergraph,
      subgraphs: subgraphs.map(({ subgraph }) => subgraph),
      logger,
      verifyToken,
      ...options,
    }),
    remote: createRemoteGateway({
      supergraph,
      scalars: [DateScalar, DateTimeScalar],
      urls,
      datasets: await readDatasets(),
      logger,
      verifyToken,
      secret,
      ...options,
    }),
  };

  const executeOn: TestHub['executeOn'] = async (engine, query, variables, caller = partner) => {
    const identity = await headersOf(caller);
    return recordStatements(async () => {
      const response = await gateways[engine].fetch(
        new Request('http://hub.test/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...identity },
          body: JSON.stringify({ query, variables }),
        }),
      );
      return response.json();
    });
  };

  return {
    database,
    gateways,
    urls,
    logged,
    headersOf,
    executeOn,
    execute: async (query, variables, caller) => {
      const local = await executeOn('local', query, variables, caller);
      const remote = await executeOn('remote', query, variables, caller);
      sameAnswer(local, remote, logged);
      return local;
    },
    close: async () => {
      await Promise.all(Object.values(gateways).map((gateway) => gateway.dispose()));
      await Promise.all(servers.map((server) => server.close()));
      await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
      await database.drop();
    },
  };
}

const comparable = ({ data, errors }: Answer): unknown => ({
  data,
  errors: errors.map(({ message, path, locations, extensions: { requestId: _, ...extensions } }) => ({
    message,
    path,
    locations,
    extensions,
  })),
});

function sameAnswer(local: Answer, remote: Answer, logged: TestHub['logged']): void {
  const [one, other] = [local, remote].map((answer) => JSON.stringify(comparable(answer), null, 1));
  if (one !== other)
    throw new Error(
      `The engines answer differently.\nlocal: ${one}\nremote: ${other}\nlogged: ${logged.map(({ details }) => details.err?.stack ?? JSON.stringify(details)).join('\n')}`,
    );
}
