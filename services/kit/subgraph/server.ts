import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type HTTPGraphQLResponse } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import { DATABASE_TIME_HEADER } from '../../../platform/contract/database-time.ts';
import { DrainingServer } from '../../../platform/draining.ts';
import { isArgumentError, outagesOf } from '../../../platform/errors.ts';
import { healthOf, statusCodeOf, type Checks } from '../../../platform/health.ts';
import { sendJson } from '../../../platform/http.ts';
import type { Observability } from '../../../platform/observability/observability.ts';
import { REQUEST_ID_HEADER } from '../../../platform/contract/request-id.ts';
import type { RequestScope, Subgraph } from '../../../platform/contract/subgraph.ts';
import { headersOf, parseBody } from './apollo-request.ts';
import { compiledExecutor } from './compiled-executor.ts';
import { countResponse, recordOperations } from './operation-records.ts';
import { serveDatasets } from './serve-datasets.ts';
import { readerOf, receiveSigned } from './signed-requests.ts';

export interface SubgraphServerOptions {
  /** 0 picks a free port. */
  port: number;
  /** The interface to listen on. Defaults to `127.0.0.1`. */
  host?: string;
  /** Logs the errors that clients do not see, with the request's id. */
  logger: { error(details: object, message: string): void };
  /**
   * The service's keys, one of which the gateway signs its requests with: unsigned ones get 401. Without keys, every
   * caller is anonymous.
   */
  keys?: readonly string[] | undefined;
  /** Checks of what the service depends on (its database), for `GET /health/ready`. */
  ready?: Checks;
  /** How long requests are still accepted after `close` is called, in milliseconds. Defaults to 0. */
  drainMs?: number;
  /** The bytes of the largest file with rows of a dataset; defaults to those of other bodies. */
  uploadBytes?: number;
  /** Observes the operations. Optional. */
  observability?: Observability;
}

export interface SubgraphServer {
  /** The URL of the graph, such as `http://127.0.0.1:4001/graphql`. */
  url: string;
  /** Stops listening. Resolves when the requests in progress have ended. */
  close(): Promise<void>;
}

/**
 * Serves one subgraph over HTTP: `/graphql`, `/datasets/`, `/health/live`, `/health/ready`.
 * Errors without a code become `INTERNAL`; their cause is logged with the request's id (header `x-request-id`).
 * Rejects when the port is taken.
 */
export async function serveSubgraph(subgraph: Subgraph, options: SubgraphServerOptions): Promise<SubgraphServer> {
  const { logger, host = '127.0.0.1', drainMs = 0, ready = {}, observability, keys, uploadBytes } = options;
  const { datasets } = subgraph;
  const draining = new DrainingServer({ drainMs, logger });
  const health = healthOf(ready, { draining: () => draining.isDraining });
  const apollo = new ApolloServer<RequestScope>({
    gateway: compiledExecutor(subgraph),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    cache: 'bounded',
    formatError: maskUnexpected,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It wraps each resolver.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ...(observability ? [recordOperations()] : []),
      {
        async requestDidStart() {
          return {
            async didEncounterErrors({ errors, request }) {
              const requestId = request.http?.headers.get(REQUEST_ID_HEADER);
              for (const err of outagesOf(errors)) logger.error({ err, requestId }, 'Database unavailable');
              for (const error of errors) {
                if (error.extensions.code !== undefined || isArgumentError(error.message)) continue;
                const err = unwrapResolverError(error);
                // A client that disconnects is not an error.
                if (err instanceof DOMException && err.name === 'AbortError') continue;
                logger.error({ err, requestId, path: error.path }, 'Unexpected error');
              }
            },
          };
        },
      },
    ],
  });
  await apollo.start();

  async function serveGraphQL(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receiveSigned(request, response, { service: subgraph.name, keys, methods: ['POST'] });
    if (!received) return;
    const { body, scope } = received;
    const execute = (): Promise<HTTPGraphQLResponse> =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method ?? 'GET',
          headers: headersOf(request).set(REQUEST_ID_HEADER, scope.requestId),
          search: searchOf(request.url ?? '/'),
          body: parseBody(body),
        },
        context: async () => scope,
      });
    const result = await (observability ? observability.watch(scope.requestId, readerOf(request), execute) : execute());
    const status = result.status ?? 200;
    const headers = { ...Object.fromEntries(result.headers), [DATABASE_TIME_HEADER]: scope.account.spentMs.toFixed(1) };
    if (result.body.kind === 'complete') {
      const { string: text } = result.body;
      // With its length, the response is a single write, instead of five chunks.
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
      return;
    }
    response.writeHead(status, headers);
    for await (const chunk of result.body.asyncIterator) response.write(chunk);
    response.end();
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (path === '/graphql') return serveGraphQL(request, response);
    if (path.startsWith('/datasets/') && datasets)
      return serveDatasets(request, response, {
        service: subgraph.name,
        datasets,
        keys,
        maxBytes: uploadBytes,
        logger,
        observability,
      });
    if (path === '/health/live') return sendJson(response, 200, { status: 'live' });
    if (path === '/health/ready') {
      const found = await health();
      return sendJson(response, statusCodeOf(found), found);
    }
    return sendJson(response, 404, { status: 'not found' });
  }

  const { server } = draining;
  server.on('request', (request, response) => {
    if (observability?.metrics) countResponse(observability.metrics, request, response);
    route(request, response).catch((err: unknown) => {
      logger.error({ err, subgraph: subgraph.name, requestId: request.headers[REQUEST_ID_HEADER] }, 'Request failed');
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { errors: [{ message: 'Internal error', extensions: { code: 'INTERNAL' } }] });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}/graphql`,
    async close() {
      await draining.close();
      await apollo.stop();
    },
  };
}

/** The query string of a URL, with its question mark. */
const searchOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

function maskUnexpected(formatted: GraphQLFormattedError): GraphQLFormattedError {
  // Apollo Server gives this code to errors that have none.
  if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted;
  if (isArgumentError(formatted.message)) return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  return { ...formatted, message: 'Internal error', extensions: { code: 'INTERNAL' } };
}
