import { createYoga } from 'graphql-yoga';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Run } from '../../platform/execution/compile.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { DEFAULT_LIMITS } from '../rules/limits.ts';
import { requestPolicyOf } from '../rules/request-policy.ts';
import { corsOf } from '../rules/cors.ts';
import { NO_PATH } from './endpoints.ts';
import { useExecution } from './execution.ts';
import { gatewayPlugins } from './plugins.ts';
import type { RequestContext } from './request-context.ts';
import { AdmittedOperations } from '../operation/admitted-operations.ts';
import { ShortWay } from './short-way/short-way.ts';

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
  const policy = requestPolicyOf(options);
  const documentCache = new LRUCache<string, DocumentNode>({ max });
  const operations = new AdmittedOperations(documentCache);
  const yoga = createYoga<Partial<RequestContext>>({
    schema,
    plugins: [...gatewayPlugins(options, policy, required), operations.plugin(), useExecution(execute)],
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
    policy,
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
