import { createYoga } from 'graphql-yoga';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Run } from '../services/shared/compiled/compile.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { corsOf } from './plugins/cors.ts';
import { NO_PATH } from './plugins/endpoints.ts';
import { useExecution } from './plugins/execution.ts';
import { gatewayPlugins } from './plugins/index.ts';

/** What executes operations. */
export interface Engine {
  /** The public one. */
  schema: GraphQLSchema;
  execute: Run;
  /** The parts of `ready` without which it answers nothing. */
  required?: string[];
  /** How many documents are kept parsed and validated, with what the engine makes of them; 500 by default. */
  cachedDocuments?: number | undefined;
}

/** Serves a graph over HTTP: both engines have the same server before them. */
export function serveGraph(options: GatewayOptions, engine: Engine): Gateway {
  const { schema, execute, required = [], cachedDocuments: max = 500 } = engine;
  const yoga = createYoga({
    schema,
    plugins: [...gatewayPlugins(options, required), useExecution(execute)],
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
