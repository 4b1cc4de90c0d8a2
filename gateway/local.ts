import { createYoga } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { DocumentNode } from 'graphql';
import type { Subgraph } from '../services/shared/subgraph.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { compiledExecution } from '../services/shared/compiled/compile.ts';
import { AdmittedOperations } from './local/admitted-operations.ts';
import { useCompiledExecution } from './local/compiled-execution.ts';
import { ShortWay } from './local/short-way.ts';
import { hardenForJit } from '../services/shared/compiled/harden.ts';
import { mergeSubgraphs } from './merge.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { concernsOf } from './plugins/concerns.ts';
import { corsOf } from './plugins/cors.ts';
import { NO_PATH } from './plugins/endpoints.ts';
import { gatewayPlugins } from './plugins/index.ts';
import type { RequestIdentity } from './plugins/request-id.ts';

export interface LocalGatewayOptions extends GatewayOptions {
  subgraphs: Subgraph[];
  /** How many documents are kept parsed, validated and compiled; 500 by default. */
  cachedDocuments?: number;
}

/** Requests over HTTP for the ordinary take a way of their own: see `ShortWay`. */
export interface LocalGateway extends Gateway {
  /** How many requests over HTTP were answered by which way. */
  readonly taken: Readonly<ShortWay['taken']>;
}

/**
 * Executes the supergraph in this process, over the subgraphs' own resolvers.
 * Throws an `OperatorError` where the supergraph asks for what this engine does not do.
 */
export function createLocalGateway(options: LocalGatewayOptions): LocalGateway {
  const { supergraph, subgraphs, cachedDocuments: max = 500 } = options;
  const concerns = concernsOf(options);
  const documentCache = new LRUCache<string, DocumentNode>({ max });
  const operations = new AdmittedOperations(documentCache);
  const execute = compiledExecution();
  const yoga = createYoga<Partial<RequestIdentity>>({
    schema: hardenForJit(mergeSubgraphs(supergraph, subgraphs)),
    plugins: [...gatewayPlugins(options, concerns), operations.plugin(), useCompiledExecution(execute)],
    parserAndValidationCache: {
      documentCache,
      errorCache: new LRUCache<string, Error>({ max }),
    },
    cors: corsOf(options.corsOrigins),
    batching: { limit: options.limits?.batch ?? DEFAULT_LIMITS.batch },
    graphiql: false,
    healthCheckEndpoint: NO_PATH,
    landingPage: false,
    multipart: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    logging: false,
  });
  const shortWay = new ShortWay({
    ...options,
    concerns,
    operations,
    execute,
    longWay: (request, response, known = {}) => void yoga.handle(request, response, known),
  });
  return {
    fetch: async (request) => yoga.fetch(request),
    requestListener: shortWay.listener,
    taken: shortWay.taken,
    dispose: async () => yoga.dispose(),
  };
}
