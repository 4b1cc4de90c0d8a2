import { createYoga } from 'graphql-yoga';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Run } from '../../platform/execution/compile.ts';
import type { DatasetDoor } from '../../platform/contract/subgraph.ts';
import { useDatasets } from '../doors/datasets.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { fieldLimitOf } from '../rules/limits.ts';
import type { RequestContext } from '../rules/request-context.ts';
import { requestPolicyOf } from '../rules/request-policy.ts';
import { corsOf } from '../rules/cors.ts';
import { NO_PATH } from './endpoints.ts';
import { useExecution } from './execution.ts';
import { gatewayPlugins } from './plugins.ts';
import { AdmittedOperations } from '../operation/admitted-operations.ts';
import { FairExecution } from './fair-execution.ts';
import { OperationRunner } from './operation-runner.ts';
import { FastPath } from './fast-path/request-listener.ts';
import { guardedListener } from './request-guard.ts';
import { StaticParts } from './static-parts.ts';
import { YogaPath } from './yoga-path.ts';

/** How many documents are kept parsed and validated, with what the engine derives from them. */
const MAX_DOCUMENTS = 500;

const DEFAULT_OPERATIONS_PER_CALLER = 4;
/**
 * Of which share of the cost limit on an operation is heavy: those of one caller run one after the other. An address without a token
 * may be anybody's, so that less of what it sends is under way at once.
 */
const HEAVY_SHARE = { anonymous: 0.01, partner: 0.1 };

/** What executes operations. */
interface Engine {
  /** The public schema. */
  schema: GraphQLSchema;
  execute: Run;
  /** The datasets of its services as files; defaults to none. */
  datasets?: DatasetDoor | undefined;
  /** The parts of `ready` that the engine cannot work without; defaults to none. */
  required?: string[];
}

/** Serves a graph over HTTP: both engines run behind the same server. */
export function serveGraph(options: GatewayOptions, engine: Engine): Gateway {
  const { schema, required = [] } = engine;
  const { operationsPerCaller: perCaller = DEFAULT_OPERATIONS_PER_CALLER } = options;
  const metrics = options.observability?.metrics;
  const policy = requestPolicyOf(options, (scope) => metrics?.refusedBody(scope));
  const { budget } = policy.costLimit;
  const heavyCost = { anonymous: budget * HEAVY_SHARE.anonymous, partner: budget * HEAVY_SHARE.partner };
  const fair = new FairExecution({ perCaller, heavyCost });
  metrics?.operationsWaiting(() => fair.waiting);
  const runner = new OperationRunner(policy, engine.execute, fair);
  const documentCache = new LRUCache<string, DocumentNode>({ max: MAX_DOCUMENTS });
  const errorCache = new LRUCache<string, Error>({ max: MAX_DOCUMENTS });
  const isKnown = (text: string): boolean => documentCache.has(text) || errorCache.has(text);
  const operations = new AdmittedOperations(documentCache, fieldLimitOf(policy.limits));
  const parts = new StaticParts(options);
  const doors = engine.datasets
    ? [
        useDatasets({
          door: engine.datasets,
          policy,
          inTurn: async (context, work) => fair.run(context, work),
          observability: options.observability,
        }),
      ]
    : [];
  const yoga = createYoga<Partial<RequestContext>>({
    schema,
    plugins: [...gatewayPlugins(options, policy, isKnown, parts, doors, required), useExecution(runner, operations)],
    parserAndValidationCache: {
      documentCache,
      errorCache,
    },
    cors: corsOf(options.corsOrigins),
    // `useBatchLimit` limits it.
    batching: { limit: Infinity },
    graphiql: false,
    healthCheckEndpoint: NO_PATH,
    landingPage: false,
    multipart: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    logging: false,
  });
  const yogaPath = new YogaPath({ yoga, policy, metrics, logger: options.logger });
  const fastPath = new FastPath({
    ...options,
    policy,
    operations,
    runner,
    passToYoga: (request, response, known) => void yogaPath.answer(request, response, known),
  });
  return {
    fetch: async (request) => yoga.fetch(request),
    requestListener: guardedListener(fastPath.listener, policy, metrics),
    prepare: () => parts.make(),
    dispose: async () => yoga.dispose(),
  };
}
