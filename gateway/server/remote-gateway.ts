import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import {
  buildASTSchema,
  parse,
  print,
  valueFromASTUntyped,
  visit,
  type DocumentNode,
  type GraphQLScalarType,
} from 'graphql';
import { OperatorError } from '../../platform/errors.ts';
import { readRequirements } from '../../platform/contract/requirements.ts';
import type { Gateway, GatewayOptions } from './gateway.ts';
import type { BreakerOptions } from '../remote-engine/breaker.ts';
import { remoteExecution } from '../remote-engine/execution.ts';
import { Planner } from '../remote-engine/planner.ts';
import { checkScalars } from '../remote-engine/scalars.ts';
import { openService } from '../remote-engine/service.ts';
import { readSubtypes } from '../remote-engine/subtypes.ts';
import { serveGraph } from './serve-graph.ts';

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
 * Executes the supergraph over services that answer HTTP, planned as any Federation 2 router would. The plans are those of
 * Hive's planner, in Rust; they are run here rather than by Hive's gateway runtime, which spends more on a request than the
 * requests to the services cost, and leaves nulls and the places of errors to be mended.
 * Throws an `OperatorError` where a service has no URL, or access cannot be enforced as the supergraph asks.
 */
export function createRemoteGateway(options: RemoteGatewayOptions): Gateway {
  const { scalars = [], secret, timeout: timeoutMs = 10_000, logger, ready } = options;
  const document = parse(options.supergraph, { noLocation: true });
  const requirements = readRequirements(document);
  const publicSchema = checkScalars(buildASTSchema(transformSupergraphToPublicSchema(document)), scalars);
  const breaker = { ...BREAKER, ...options.breaker };
  const services = new Map(
    Object.entries(urlsOf(document, options.urls)).map(([name, url]) => [
      name,
      openService(name, url, { secret, timeoutMs, breaker, logger }),
    ]),
  );
  const planner = plannerOf(document, logger);
  const context = { services, publicSchema, isKind: readSubtypes(document) };
  const graph = serveGraph(
    { ...options, ready: { planner: async () => planner !== undefined, ...ready } },
    { schema: publicSchema, execute: remoteExecution(planner, context, requirements), required: ['planner'] },
  );
  return {
    ...graph,
    async dispose() {
      await graph.dispose();
      for (const service of services.values()) service.close();
    },
  };
}

/** The planner, where it takes the supergraph: otherwise the gateway is there to say that it is not ready. */
function plannerOf(supergraph: DocumentNode, logger: GatewayOptions['logger']): Planner | undefined {
  try {
    return new Planner(print(supergraph));
  } catch (err) {
    logger.error({ err }, 'The supergraph cannot be planned');
    return undefined;
  }
}

/** Where each service of a supergraph answers, by its name. */
function urlsOf(supergraph: DocumentNode, given: Record<string, string>): Record<string, string> {
  const urls: Record<string, string> = {};
  visit(supergraph, {
    Directive(node) {
      if (node.name.value !== 'join__graph') return;
      const told = Object.fromEntries(
        (node.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
      ) as Partial<Record<string, string>>;
      const name = told['name'] ?? '';
      const url = given[name] ?? told['url'];
      if (!url) throw new OperatorError(`The service "${name}" has no URL.`);
      urls[name] = url;
    },
  });
  return urls;
}
