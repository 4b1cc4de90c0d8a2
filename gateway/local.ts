import { createYoga } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { DocumentNode } from 'graphql';
import type { Subgraph } from '../services/shared/subgraph.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { useCompiledExecution } from './local/compiled-execution.ts';
import { compiledExecution } from '../services/shared/compiled/compile.ts';
import { hardenForJit } from '../services/shared/compiled/harden.ts';
import { mergeSubgraphs } from './merge.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { concernsOf } from './plugins/concerns.ts';
import { corsOf } from './plugins/cors.ts';
import { NO_PATH } from './plugins/endpoints.ts';
import { gatewayPlugins } from './plugins/index.ts';

export interface LocalGatewayOptions extends GatewayOptions {
  subgraphs: Subgraph[];
  /** How many documents are kept parsed, validated and compiled; 500 by default. */
  cachedDocuments?: number;
}

/**
 * Executes the supergraph in this process, over the subgraphs' own resolvers.
 * Throws an `OperatorError` where the supergraph asks for what this engine does not do.
 */
export function createLocalGateway(options: LocalGatewayOptions): Gateway {
  const { supergraph, subgraphs, cachedDocuments: max = 500 } = options;
  const yoga = createYoga({
    schema: hardenForJit(mergeSubgraphs(supergraph, subgraphs)),
    plugins: [...gatewayPlugins(options, concernsOf(options)), useCompiledExecution(compiledExecution())],
    parserAndValidationCache: {
      documentCache: new LRUCache<string, DocumentNode>({ max }),
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
  return {
    fetch: async (request) => yoga.fetch(request),
    requestListener: (request, response) => void yoga.requestListener(request, response),
    dispose: async () => yoga.dispose(),
  };
}
