import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, Kind, parse, print, visit, type DocumentNode, type GraphQLScalarType } from 'graphql';
import { OperatorError } from '../services/shared/errors.ts';
import { readRequirements } from '../services/shared/requirements.ts';
import { withoutDemand } from './demand/without.ts';
import type { Checks } from '../services/shared/health.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { concernsOf } from './plugins/concerns.ts';
import { corsOf } from './plugins/cors.ts';
import { NO_PATH } from './plugins/endpoints.ts';
import { gatewayPlugins } from './plugins/index.ts';
import type { BreakerOptions } from './remote/breaker.ts';
import { useCompletion, useScalars } from './remote/plugins.ts';
import { deafToSignals } from './remote/signals.ts';
import { withSignature } from './remote/signing.ts';
import { createTransport } from './remote/transport.ts';

export interface RemoteGatewayOptions extends GatewayOptions {
  /** Where each service answers, by its name: these override the supergraph's. */
  urls: Record<string, string>;
  /** The custom scalars whose values are checked here, rather than by the services. */
  scalars?: GraphQLScalarType[];
  /** What the services know this gateway by; without it they take every caller for anonymous. */
  secret?: string | undefined;
  /** How long a service has to answer, in milliseconds; 10,000 by default. */
  timeout?: number;
  /** When a service that fails is left alone; after 5 failures in a row and for 5,000 ms by default, told to nobody. */
  breaker?: Partial<BreakerOptions>;
}

const BREAKER: BreakerOptions = { failures: 5, pauseMs: 5_000, onChange: () => undefined };

/**
 * Executes the supergraph over services that answer HTTP, planned as any Federation 2 router would.
 * Throws an `OperatorError` where a service has no URL, or access cannot be enforced as the supergraph asks. It is ready
 * once the planner has taken the supergraph.
 */
export function createRemoteGateway(options: RemoteGatewayOptions): Gateway {
  const { urls, scalars = [], timeout = 10_000, logger, ready } = options;
  const document = withUrls(withoutDemand(parse(options.supergraph, { noLocation: true })), urls);
  const requirements = readRequirements(document);
  const publicSchema = buildASTSchema(transformSupergraphToPublicSchema(document));
  const parts: Checks = { planner: () => planned, ...ready };
  const concerns = concernsOf(options);
  const transport = createTransport(publicSchema, logger, { ...BREAKER, ...options.breaker });
  const runtime = deafToSignals(() =>
    createGatewayRuntime({
      supergraph: print(document),
      unifiedGraphHandler,
      transports: { http: withSignature(transport, options.secret) },
      // Requests in flight may look alike and still be asked by different people.
      transportEntries: { '*': { options: { timeout, deduplicateInflightRequests: false } } },
      plugins: () =>
        [
          ...gatewayPlugins({ ...options, ready: parts }, concerns, ['planner']),
          useScalars(scalars),
          useCompletion(requirements),
        ] as never,
      cors: corsOf(options.corsOrigins),
      batching: { limit: options.limits?.batch ?? DEFAULT_LIMITS.batch },
      graphiql: false,
      healthCheckEndpoint: NO_PATH,
      readinessCheckEndpoint: NO_PATH,
      landingPage: false,
      maskedErrors: false,
      requestId: false,
      subgraphErrors: false,
      logging: false,
    }),
  );
  const planned: Promise<boolean> = Promise.resolve(runtime.getSchema()).then(
    () => true,
    (err: unknown) => {
      logger.error({ err }, 'The supergraph cannot be planned');
      return false;
    },
  );
  return {
    fetch: async (request) => runtime.fetch(request),
    requestListener: (request, response) => void runtime.requestListener(request, response),
    dispose: async () => runtime.dispose(),
  };
}

function withUrls(document: DocumentNode, urls: Record<string, string>): DocumentNode {
  return visit(document, {
    Directive(node) {
      if (node.name.value !== 'join__graph') return undefined;
      const given = new Map(
        (node.arguments ?? []).map(({ name, value }) => [name.value, value.kind === Kind.STRING ? value.value : '']),
      );
      const name = given.get('name') ?? '';
      const url = urls[name] ?? given.get('url');
      if (!url) throw new OperatorError(`The service "${name}" has no URL.`);
      return {
        ...node,
        arguments: Object.entries({ name, url }).map(([key, value]) => ({
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: key },
          value: { kind: Kind.STRING, value },
        })),
      };
    },
  });
}
