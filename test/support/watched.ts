import { pino } from 'pino';
import { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import type { Gateway, GatewayOptions } from '../../gateway/server/gateway.ts';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { operationNames, readOperations } from '../../schema/operations.ts';
import { readSupergraph } from '../../schema/supergraph.ts';
import { services } from '../../services/registry.ts';
import { observeDatabases } from '../../cli/observe-databases.ts';
import { ServiceDatabase } from '../../services/kit/database/service-database.ts';
import { DateScalar, DateTimeScalar } from '../../services/kit/vocabulary/scalars.ts';
import { serveSubgraph, type SubgraphServer } from '../../services/kit/subgraph/server.ts';
import { createSubgraph } from '../../services/kit/subgraph/create-subgraph.ts';
import { openObservability, type Observability } from '../../platform/observability/observability.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';
import { readMetrics } from './metrics.ts';
import { onStatement } from './subgraph.ts';
import { createIssuer, partner } from './tokens.ts';

export type Settings = Partial<Parameters<typeof openObservability>[0]>;

/** One of the hub's processes, and what its operator sees. */
export interface WatchedPart {
  observability: Observability;
  /** Its log entries. */
  log: Record<string, any>[];
}

export interface WatchedHub {
  database: TestDatabase;
  gateways: { local: Gateway; remote: Gateway };
  /** The `authorization` header of a partner's request. */
  authorization: string;
  /** By name: `hub` is the local engine, `gateway` the remote one; the others are its services. */
  parts: Record<string, WatchedPart>;
  /** The servers of the remote engine's services. */
  servers: Record<string, SubgraphServer>;
  ask(engine: 'local' | 'remote', body: object, headers?: Record<string, string>): Promise<Response>;
  /** Closes the observability of all parts, so that everything pending is written and sent. */
  closeObservability(): Promise<void>;
  close(): Promise<void>;
}

/** The whole hub on both engines, as its programs build it: each part with its own log and observability. */
export async function watchedHub(settings: Settings, onPath?: GatewayOptions['onPath']): Promise<WatchedHub> {
  const database = await cloneDatabase();
  const operations = operationNames(await readOperations());
  const supergraph = await readSupergraph();
  const { verifyToken, headersOf } = await createIssuer();
  const env = { HOST: '127.0.0.1', SLOW_OPERATION_MS: 3_600_000, METRICS_PORT: undefined, ...settings };
  const parts: WatchedHub['parts'] = {};
  const watch = async (part: string, databases: ServiceDatabase[] = []) => {
    const log: WatchedPart['log'] = [];
    const logger = pino({}, { write: (line) => void log.push(JSON.parse(line) as Record<string, any>) });
    const observability = await openObservability({ OTEL_EXPORTER_OTLP_ENDPOINT: undefined, ...env }, logger, {
      part,
      operations,
      ...observeDatabases(databases),
    });
    parts[part] = { observability, log };
    return { observability, logger };
  };
  const openDatabases = () =>
    services.map((service) => ({
      service,
      own: new ServiceDatabase(service, database.url, { poolSize: 2, onStatement }),
    }));
  const [inHub, apart] = [openDatabases(), openDatabases()];
  const shared = { supergraph, verifyToken, ...(onPath && { onPath }) };
  const subgraphs = await Promise.all(inHub.map(({ service, own }) => createSubgraph(service, own)));
  const hub = await watch(
    'hub',
    inHub.map(({ own }) => own),
  );
  const local = createLocalGateway({ ...shared, subgraphs, ...hub });
  const servers: WatchedHub['servers'] = {};
  for (const { service, own } of apart) {
    const subgraph = await createSubgraph(service, own);
    servers[service.name] = await serveSubgraph(subgraph, { port: 0, ...(await watch(service.name, [own])) });
  }
  const urls = Object.fromEntries(Object.entries(servers).map(([name, { url }]) => [name, url]));
  const scalars = [DateScalar, DateTimeScalar];
  const remote = createRemoteGateway({ ...shared, scalars, urls, ...(await watch('gateway')) });
  const gateways = { local, remote };
  const closeObservability = async () => {
    await Promise.all(Object.values(parts).map(({ observability }) => observability.close()));
  };
  return {
    database,
    gateways,
    authorization: (await headersOf(partner))['authorization']!,
    parts,
    servers,
    ask: async (engine, body, headers) =>
      gateways[engine].fetch(
        new Request('http://hub.test/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      ),
    closeObservability,
    close: async () => {
      await Promise.all([local, remote].map((gateway) => gateway.dispose()));
      await Promise.all(Object.values(servers).map((server) => server.close()));
      await closeObservability();
      await Promise.all([...inHub, ...apart].map(({ own }) => own.close()));
      await database.drop();
    },
  };
}

/** The metrics of a part, by name and labels. */
export async function scrape({ log }: WatchedPart): Promise<Map<string, number>> {
  const entry = log.find(({ msg }) => String(msg).startsWith('the metrics: '))!;
  const response = await fetch(String(entry['msg']).replace('the metrics: ', ''));
  if (!response.ok) throw new Error(`The metrics respond with ${response.status}`);
  return readMetrics(await response.text());
}
