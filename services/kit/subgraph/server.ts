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
import { anonymous } from '../../../platform/contract/caller.ts';
import { compiledExecutor } from './compiled-executor.ts';
import { DrainingServer } from '../../../platform/draining.ts';
import { clientError, isArgumentError, outagesOf } from '../../../platform/errors.ts';
import { healthOf, statusCodeOf, type Checks } from '../../../platform/health.ts';
import { headersOf, parseBody, readBody, sendJson } from '../../../platform/http.ts';
import { countAnswer, noteOperations } from './operation-records.ts';
import type { Observability } from '../../../platform/observability/observability.ts';
import { REQUEST_ID_HEADER, requestIdOf } from '../../../platform/contract/request-id.ts';
import { verifyRequest } from '../../../platform/contract/signature.ts';
import type { RequestScope, Subgraph } from '../../../platform/contract/subgraph.ts';

export interface SubgraphServerOptions {
  /** 0 takes any free port. */
  port: number;
  /** The interface to listen on; `127.0.0.1` by default. */
  host?: string;
  /** Receives the errors that clients do not see, with their request's id. */
  logger: { error(details: object, message: string): void };
  /** What the gateway signs its requests with: any other is answered 401. Without it, everyone is answered as anonymous. */
  secret?: string | undefined;
  /** Whether what the service needs (its database) can answer, for `GET /health/ready`. */
  ready?: Checks;
  /** How long requests are still taken once it is told to stop, in milliseconds; not at all by default. */
  drainMs?: number;
  /** Who watches over the operations; nobody, where it is left out. */
  observability?: Observability;
}

export interface SubgraphServer {
  /** Where GraphQL is answered, such as `http://127.0.0.1:4001/graphql`. */
  url: string;
  /** Stops listening, lets the requests in progress end, then resolves. */
  close(): Promise<void>;
}

/**
 * Serves one subgraph over HTTP: `/graphql`, `/health/live`, `/health/ready`.
 * Errors without a code leave as `INTERNAL`, their cause in the log under the request's id (header `x-request-id`).
 * Rejects when the port is taken.
 */
export async function serveSubgraph(subgraph: Subgraph, options: SubgraphServerOptions): Promise<SubgraphServer> {
  const { logger, host = '127.0.0.1', drainMs = 0, ready = {}, observability, secret } = options;
  const draining = new DrainingServer({ drainMs, logger });
  const health = healthOf(ready, { draining: () => draining.isDraining });
  const apollo = new ApolloServer<object>({
    gateway: compiledExecutor(subgraph.schema),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    cache: 'bounded',
    formatError: maskUnexpected,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // It would wrap each resolver.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ...(observability ? [noteOperations()] : []),
      {
        async requestDidStart() {
          return {
            async didEncounterErrors({ errors, request }) {
              const requestId = request.http?.headers.get(REQUEST_ID_HEADER);
              for (const err of outagesOf(errors)) logger.error({ err, requestId }, 'Database unavailable');
              for (const error of errors) {
                if (error.extensions.code !== undefined || isArgumentError(error.message)) continue;
                const err = unwrapResolverError(error);
                // What was stopped because its client left went as it should.
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

  async function answerGraphQL(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === undefined) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const caller = secret === undefined ? anonymous : vouchedFor(request, body, secret);
    if ('refusal' in caller) {
      sendJson(response, 401, { errors: [clientError('UNAUTHENTICATED', caller.refusal)] });
      return;
    }
    const scope = { ...scopeOf(request, response), caller };
    const execute = (): Promise<HTTPGraphQLResponse> =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method ?? 'GET',
          headers: headersOf(request).set(REQUEST_ID_HEADER, scope.requestId),
          search: searchOf(request.url ?? '/'),
          body: parseBody(body),
        },
        context: async () => subgraph.createContext(scope),
      });
    const answer = await (observability ? observability.watch(scope.requestId, readerOf(request), execute) : execute());
    const status = answer.status ?? 200;
    const headers = Object.fromEntries(answer.headers);
    if (answer.body.kind === 'complete') {
      const { string: text } = answer.body;
      // With its length told, the answer is one write; in pieces, it would be five.
      response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
      return;
    }
    response.writeHead(status, headers);
    for await (const chunk of answer.body.asyncIterator) response.write(chunk);
    response.end();
  }

  function vouchedFor(request: IncomingMessage, body: Buffer, known: string): ReturnType<typeof verifyRequest> {
    // What a GET asks for stands in its address, which is not signed.
    if (request.method !== 'POST') return { refusal: 'A gateway asks by POST, and signs what it sends.' };
    return verifyRequest(known, { service: subgraph.name, body }, readerOf(request));
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path === '/graphql') return answerGraphQL(request, response);
    if (path === '/health/live') return sendJson(response, 200, { status: 'live' });
    if (path === '/health/ready') {
      const found = await health();
      return sendJson(response, statusCodeOf(found), found);
    }
    return sendJson(response, 404, { status: 'not found' });
  }

  const { server } = draining;
  server.on('request', (request, response) => {
    if (observability?.metrics) countAnswer(observability.metrics, request, response);
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

/** What stands behind the path of a URL, from the question mark on. */
const searchOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** Reads the headers of a request, by their names in lower case. */
const readerOf =
  (request: IncomingMessage) =>
  (name: string): string | undefined =>
    request.headers[name]?.toString();

function maskUnexpected(formatted: GraphQLFormattedError): GraphQLFormattedError {
  // Apollo gives this code to every error that came without one.
  if (formatted.extensions?.code !== 'INTERNAL_SERVER_ERROR') return formatted;
  if (isArgumentError(formatted.message)) return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  return { ...formatted, message: 'Internal error', extensions: { code: 'INTERNAL' } };
}

function scopeOf(request: IncomingMessage, response: ServerResponse): RequestScope {
  const left = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return { requestId: requestIdOf(request.headers[REQUEST_ID_HEADER]), signal: left.signal };
}
