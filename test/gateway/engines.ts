import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Gateway, GatewayOptions } from '../../gateway/server/gateway.ts';
import { createLocalGateway } from '../../gateway/server/local-gateway.ts';
import { createRemoteGateway } from '../../gateway/server/remote-gateway.ts';
import { createHttpServer } from '../../platform/http-server.ts';
import { serviceKey } from '../../platform/contract/service-key.ts';
import { serveSubgraph, type SubgraphServer } from '../../services/kit/subgraph/server.ts';
import { nullPlace } from '../support/null-place.ts';
import { fixtureSubgraphs } from './fixture-subgraphs.ts';
import { compose, Day, type Journal } from './fixtures/subgraph.ts';

export interface Answer {
  status: number;
  data?: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

export interface LogEntry {
  details: Record<string, any>;
  message: string;
}

/** One engine over its own subgraphs. */
export interface Engine {
  name: 'local' | 'remote';
  gateway: Gateway;
  journal: Journal;
  log: LogEntry[];
  /** Stops a service of the remote engine. */
  stopService(name: string): Promise<void>;
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
}

type Options = Partial<GatewayOptions> & {
  timeout?: number;
  /** The secret that proves the gateway to its services. */
  secret?: string;
  /** Makes the subgraphs of an engine; defaults to those of the fixture. */
  make?: typeof fixtureSubgraphs;
};

async function startLocal({ make = fixtureSubgraphs, ...options }: Options): Promise<Engine> {
  const { subgraphs, journal } = make();
  const { log, logger } = recorder();
  const gateway = createLocalGateway({ supergraph: compose(subgraphs), subgraphs, logger, ...options });
  return { name: 'local', gateway, journal, log, stopService: async () => {}, ask: asker(gateway) };
}

async function startRemote(
  { make = fixtureSubgraphs, ...options }: Options,
  stops: (() => Promise<void>)[],
): Promise<Engine> {
  const { subgraphs, journal } = make();
  const { log, logger } = recorder();
  const servers = new Map<string, SubgraphServer>();
  for (const subgraph of subgraphs) {
    const keys = options.secret === undefined ? undefined : [serviceKey(options.secret, subgraph.name)];
    const server = await serveSubgraph(subgraph, { port: 0, logger: { error: () => {} }, keys });
    servers.set(subgraph.name, server);
    stops.push(() => server.close());
  }
  const urls = Object.fromEntries([...servers].map(([name, { url }]) => [name, url]));
  const gateway = createRemoteGateway({ supergraph: compose(subgraphs), urls, logger, scalars: [Day], ...options });
  return {
    name: 'remote',
    gateway,
    journal,
    log,
    stopService: (name) => servers.get(name)!.close(),
    ask: asker(gateway),
  };
}

function recorder(): { log: LogEntry[]; logger: GatewayOptions['logger'] } {
  const log: LogEntry[] = [];
  return { log, logger: { error: (details, message) => void log.push({ details, message }) } };
}

function asker(gateway: Gateway): Engine['ask'] {
  return async (query, variables, headers) => {
    const response = await gateway.fetch(post({ query, variables }, headers));
    return { status: response.status, ...((await response.json()) as object) };
  };
}

/** A POST of GraphQL over HTTP. */
export function post(body: object, headers: Record<string, string> = {}): Request {
  return new Request('http://hub.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Both engines, for the tests of the calling file, which are stopped after them. */
export function useEngines(options: Options = {}): { engines: Engine[]; sameAnswer: SameAnswer } {
  const engines: Engine[] = [];
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    engines.push(await startLocal(options), await startRemote(options, stops));
  });
  afterAll(async () => {
    await Promise.all(engines.map(({ gateway }) => gateway.dispose()));
    await Promise.all(stops.map((stop) => stop()));
  });
  const sameAnswer: SameAnswer = async (query, variables, headers) => {
    const [local, remote] = await Promise.all(engines.map((engine) => engine.ask(query, variables, headers)));
    const answer = { data: local!.data, errors: errorsOf(local!) };
    expect({ data: remote!.data, errors: errorsOf(remote!), status: remote!.status }).toEqual({
      ...answer,
      status: local!.status,
    });
    return answer;
  };
  return { engines, sameAnswer };
}

/** Sends a request to both engines, expects equal responses and returns them. */
type SameAnswer = (
  query: string,
  variables?: object,
  headers?: Record<string, string>,
) => Promise<{ data: any; errors: string[] }>;

/**
 * The errors as `path CODE: message`, where the path is that of the null that the client sees: of several errors under
 * one null, timing decides which are reported.
 */
function errorsOf({ data, errors = [] }: Answer): string[] {
  const reported = errors.map(
    ({ message, path, extensions }) => `${nullPlace(data, path ?? []).join('.')} ${extensions['code']}: ${message}`,
  );
  return [...new Set(reported)].toSorted();
}

/** A gateway that listens on any free port. */
export async function listen(gateway: Gateway): Promise<{ url: string; close(): Promise<void> }> {
  const server = createHttpServer().on('request', (request, response) => gateway.requestListener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
